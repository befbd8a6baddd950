// SPDX-License-Identifier: Apache-2.0
#include "drivers/clock/boot_count.hpp"

#include <charconv>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "drivers/storage/small_file.hpp"

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

}  // namespace

Result<BootCount> count_boot(const std::filesystem::path& file, const std::filesystem::path& kernel_boot_id) {
    std::string boot = read_small_file(kernel_boot_id);
    if (!boot.empty() && boot.back() == '\n') boot.pop_back();
    if (!is_boot_id(boot)) {
        return fail(Errc::unavailable, "the kernel does not name this boot in " + kernel_boot_id.string());
    }
    const std::string found = read_small_file(file);
    const auto before = parsed(found);
    if (before && before->boot_id == boot) return BootCount{before->count, false};
    const std::uint64_t count = before ? before->count + 1 : 1;
    const std::string line = boot + " " + std::to_string(count) + "\n";
    if (auto written = replace_small_file(file, line, "the boot count"); !written) {
        return fail(written.error());
    }
    return BootCount{count, !before && !found.empty()};
}

}  // namespace verikiosk::drivers
