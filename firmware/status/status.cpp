// SPDX-License-Identifier: Apache-2.0
#include "firmware/status/status.hpp"

#include <fstream>
#include <iterator>
#include <system_error>

namespace verikiosk::status {

Result<void> write(const std::filesystem::path& file, const Status& status) {
    std::filesystem::path fresh = file;
    fresh += ".new";
    std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
    out << text_of(status);
    out.close();
    if (!out) {
        return fail(Errc::refused, "the status can't be written to " + fresh.string() +
                                       ": look whether its folder is there, writable and not full");
    }
    std::error_code error;
    std::filesystem::rename(fresh, file, error);
    if (error) {
        return fail(Errc::refused,
                    "the status can't be written to " + file.string() + ": " + error.message());
    }
    return {};
}

Result<Status> read(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error) && !error) {
        return fail(Errc::not_found, file.string() + " is not there");
    }
    std::ifstream in(file, std::ios::binary);
    if (error || !in) {
        return fail(Errc::refused, file.string() + " can't be read: be root or the kiosk's user");
    }
    return parse(std::string(std::istreambuf_iterator<char>(in), {}));
}

}  // namespace verikiosk::status
