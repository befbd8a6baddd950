// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

/// Figures that were right when somebody last looked, one file of them per clip, in tests/faces/golden. With
/// VERIKIOSK_UPDATE_GOLDENS=yes they are written instead of compared; what changed then stands in the diff.
namespace verikiosk::tests {

/// A column of a golden table, and how far apart two processors, compilers or releases of a library may be.
struct Column {
    std::string name;
    double tolerance = 0;
};

struct GoldenRow {
    std::string key;  ///< of the first column
    std::vector<double> values;
};

struct Difference {
    std::size_t row = 0;
    std::string words;
};

/// Every value that differs by more than its tolerance, and rows that are too few or too many. Values are
/// kept to three decimals.
[[nodiscard]] std::vector<Difference> against_golden(const std::string& file, const std::string& key_name,
                                                     const std::vector<Column>& columns,
                                                     const std::vector<GoldenRow>& rows);

/// The sentence to fail with: the first differences, how many there are, and what to do.
[[nodiscard]] std::string golden_words(const std::string& file, const std::vector<Difference>& differences);

}  // namespace verikiosk::tests
