// SPDX-License-Identifier: Apache-2.0
#include "drivers/storage/small_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

namespace verikiosk::drivers {
namespace {

tl::unexpected<Error> not_written(const std::filesystem::path& file, std::string_view what, int error) {
    const bool full = error == ENOSPC || error == EDQUOT;
    return fail(full ? Errc::full : Errc::refused,
                std::string(what) + " " + file.string() + " can't be written: " + std::strerror(error) +
                    (full ? ". Free some space there" : ". Check that its folder is there and writable"));
}

/// Closes what open() gave.
struct Descriptor {
    explicit Descriptor(int opened) : fd(opened) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd >= 0) ::close(fd);
    }
    int fd;
};

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

std::string read_small_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

Result<void> replace_small_file(const std::filesystem::path& file, std::string_view text,
                                std::string_view what) {
    std::filesystem::path draft = file;
    draft += ".new";
    {
        const Descriptor out(::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        if (out.fd < 0 || !write_all(out.fd, text) || ::fsync(out.fd) != 0)
            return not_written(file, what, errno);
    }
    if (std::rename(draft.c_str(), file.c_str()) != 0) return not_written(file, what, errno);
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
    const Descriptor place(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (place.fd < 0 || ::fsync(place.fd) != 0) return not_written(file, what, errno);
    return {};
}

}  // namespace verikiosk::drivers
