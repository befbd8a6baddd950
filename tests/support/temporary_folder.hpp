// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include "tests/support/check.hpp"

namespace verikiosk::tests {

/// A folder that goes with the story.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "verikiosk-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            check_failed("no temporary folder can be made", std::source_location::current());
        }
        path_ = name;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

inline void write_file(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream out(path, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    CHECK(out.good());
}

inline std::string read_whole(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    CHECK(in.good());
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A recording of real people, or the end of the story where the folder is not there.
inline std::filesystem::path real_recording(const char* name) {
    const char* named = std::getenv("VERIKIOSK_FACES");
    const char* source = std::getenv("VERIKIOSK_SOURCE");
    std::filesystem::path folder = named != nullptr ? named : "";
    if (folder.empty() && source != nullptr) folder = std::filesystem::path(source) / "../shared/faces";
    const auto file = folder / name;
    if (!std::filesystem::exists(file)) skip_story("no recordings: set VERIKIOSK_FACES to their folder");
    return file;
}

}  // namespace verikiosk::tests
