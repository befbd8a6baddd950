// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/faces/accuracy/figures.hpp"

namespace verikiosk::tests {

/// What a figure came to against what was asked of it.
struct Verdict {
    Figure figure;
    std::string bound;  ///< in words: what the test holds it to; empty: it is only told
    bool held = true;
};

/// Writes report.txt and index.html into `folder`, which is emptied first, with a picture of every miss. They
/// hold real people: the folder is never committed. Prints the table too.
void write_report(const std::filesystem::path& folder, const std::string& title, const Labels& labels,
                  const Measured& measured, const std::vector<Verdict>& verdicts);

}  // namespace verikiosk::tests
