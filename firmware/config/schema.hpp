// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "firmware/config/reader.hpp"
#include "firmware/config/settings.hpp"

/// Inside this room: the one schema that every settings file is read by.
namespace verikiosk::config {

/// A settings file's text; `file` names it in faults and anchors its relative paths.
struct Source {
    std::filesystem::path file;
    std::string text;
};

/// Reads the sources one over the other into `settings` and returns everything that is wrong, in the order
/// of the files. What no file says is not among the faults: see missing().
[[nodiscard]] Gathered gather(std::span<const Source> sources, Settings& settings);

/// The required keys that none of the files has.
[[nodiscard]] std::vector<Fault> missing(const Gathered& gathered);

/// not_found: it can't be read; too_large: over `limit` bytes.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& file, std::size_t limit);

}  // namespace verikiosk::config
