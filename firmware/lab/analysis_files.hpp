// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace verikiosk::lab {

/// A photo (.jpg, .jpeg, .png), judged by its name.
[[nodiscard]] bool is_photo(const std::filesystem::path& file);

/// What there is to analyse, and what could not be looked into.
struct AnalysisFiles {
    std::vector<std::filesystem::path> files;
    struct Trouble {
        std::filesystem::path path;
        std::string why;
    };
    std::vector<Trouble> troubles;
};

/// Files are taken as named, whatever they are called. Of a folder, photos and videos are taken: its own in
/// the natural order of their names, then those of its sub-folders. Links are followed; a folder that is
/// reached a second time (a link to where one came from) is not looked into again.
[[nodiscard]] AnalysisFiles analysis_files(const std::vector<std::filesystem::path>& named);

}  // namespace verikiosk::lab
