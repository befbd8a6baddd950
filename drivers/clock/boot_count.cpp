// SPDX-License-Identifier: Apache-2.0
#include "drivers/clock/boot_count.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

namespace verikiosk::drivers {
namespace {

constexpr std::size_t id_length = 36;  // as the kernel writes it

struct Line {
    std::string boot_id;
    std::uint64_t count = 0;
};

bool is_boot_id(std::string_view text) {
    return text.size() == id_length && text.find_first_not_of("0123456789abcdef-") == std::string_view::npos;
}

std::string whole(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// Nothing unless it is exactly "BOOT_ID COUNT\n": half a number would be a smaller number.
std::optional<Line> parsed(std::string_view text) {
    if (text.size() < id_length + 3 || text[id_length] != ' ' || text.back() != '\n') return std::nullopt;
    const std::string_view digits = text.substr(id_length + 1, text.size() - id_length - 2);
    Line line{std::string(text.substr(0, id_length)), 0};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), line.count);
    const bool good = error == std::errc() && end == digits.data() + digits.size() && line.count > 0 &&
                      line.count < std::numeric_limits<std::int64_t>::max();
    if (!good || !is_boot_id(line.boot_id)) return std::nullopt;
    return line;
}

tl::unexpected<Error> not_written(const std::filesystem::path& file, int error) {
    const bool full = error == ENOSPC || error == EDQUOT;
    return fail(full ? Errc::full : Errc::refused,
                "the boot count " + file.string() + " can't be written: " + std::strerror(error) +
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

/// Beside the file, synced, then in its place, and the folder synced: what is there is always one whole line.
Result<void> replace(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::path draft = file;
    draft += ".new";
    {
        const Descriptor out(::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        if (out.fd < 0 || !write_all(out.fd, text) || ::fsync(out.fd) != 0) return not_written(file, errno);
    }
    if (std::rename(draft.c_str(), file.c_str()) != 0) return not_written(file, errno);
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
    const Descriptor place(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (place.fd < 0 || ::fsync(place.fd) != 0) return not_written(file, errno);
    return {};
}

}  // namespace

Result<BootCount> count_boot(const std::filesystem::path& file, const std::filesystem::path& kernel_boot_id) {
    std::string boot = whole(kernel_boot_id);
    if (!boot.empty() && boot.back() == '\n') boot.pop_back();
    if (!is_boot_id(boot)) {
        return fail(Errc::unavailable, "the kernel does not name this boot in " + kernel_boot_id.string());
    }
    const std::string found = whole(file);
    const auto before = parsed(found);
    if (before && before->boot_id == boot) return BootCount{before->count, false};
    const std::uint64_t count = before ? before->count + 1 : 1;
    if (auto written = replace(file, boot + " " + std::to_string(count) + "\n"); !written) {
        return fail(written.error());
    }
    return BootCount{count, !before && !found.empty()};
}

}  // namespace verikiosk::drivers
