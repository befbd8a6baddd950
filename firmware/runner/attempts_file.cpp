// SPDX-License-Identifier: Apache-2.0
#include "firmware/runner/attempts_file.hpp"

#include <string>

#include "drivers/storage/small_file.hpp"
#include "firmware/session/session.hpp"

namespace verikiosk::runner {
namespace {

std::string line_of(int count) {
    return std::to_string(count) + "\n";
}

}  // namespace

Result<int> read_attempts(const std::filesystem::path& file) {
    const std::string found = drivers::read_small_file(file);
    if (found.empty() && !std::filesystem::exists(file)) return 0;
    for (int count = 0; count <= session::most_attempts; ++count) {
        if (found == line_of(count)) return count;
    }
    return fail(Errc::corrupt, "the number of failed attempts in " + file.string() + " can't be read");
}

Result<void> write_attempts(const std::filesystem::path& file, int count) {
    return drivers::replace_small_file(file, line_of(count), "the number of failed attempts");
}

}  // namespace verikiosk::runner
