// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/analysis_files.hpp"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <set>
#include <string_view>
#include <system_error>

#include "drivers/camera/natural_order.hpp"

namespace verikiosk::lab {
namespace {

namespace fs = std::filesystem;

bool has_extension(const fs::path& file, std::initializer_list<std::string_view> known) {
    std::string extension = file.extension().string();
    std::ranges::transform(extension, extension.begin(), [](unsigned char c) { return std::tolower(c); });
    return std::ranges::find(known, extension) != known.end();
}

bool is_video(const fs::path& file) {
    return has_extension(file, {".mp4", ".mov", ".mkv", ".webm", ".gif", ".avi"});
}

class Search {
  public:
    void folder(const fs::path& folder) {
        std::error_code error;
        const fs::path real = fs::canonical(folder, error);
        if (!error && !looked_into_.insert(real).second) return;
        std::vector<fs::path> files;
        std::vector<fs::path> folders;
        fs::directory_iterator entry(folder, error);
        for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
            std::error_code unknown;
            if (fs::is_directory(entry->path(), unknown)) {
                folders.push_back(entry->path());
            } else if (is_photo(entry->path()) || is_video(entry->path())) {
                files.push_back(entry->path());
            }
        }
        if (error) found.troubles.push_back({folder, "this folder can't be read: " + error.message()});
        const auto by_name = [](const fs::path& a, const fs::path& b) {
            return drivers::natural_less(a.filename().string(), b.filename().string());
        };
        std::ranges::sort(files, by_name);
        std::ranges::sort(folders, by_name);
        found.files.insert(found.files.end(), files.begin(), files.end());
        for (const fs::path& inner : folders)
            this->folder(inner);
    }

    AnalysisFiles found;

  private:
    std::set<fs::path> looked_into_;
};

}  // namespace

bool is_photo(const fs::path& file) {
    return has_extension(file, {".jpg", ".jpeg", ".png"});
}

AnalysisFiles analysis_files(const std::vector<fs::path>& named) {
    Search search;
    for (const fs::path& path : named) {
        std::error_code error;
        if (!fs::is_directory(path, error)) {
            search.found.files.push_back(path);
            continue;
        }
        const std::size_t before = search.found.files.size() + search.found.troubles.size();
        search.folder(path);
        if (search.found.files.size() + search.found.troubles.size() == before) {
            search.found.troubles.push_back({path, "no photo or video in this folder"});
        }
    }
    return std::move(search.found);
}

}  // namespace verikiosk::lab
