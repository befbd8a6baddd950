// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"
#include "firmware/domain/time.hpp"

/// Between columns and domain words.
namespace verikiosk::backend {

inline std::int64_t seconds_since_1970(WallTime time) {
    return time.time_since_epoch().count();
}
inline WallTime wall_time(std::int64_t seconds) {
    return WallTime(std::chrono::seconds(seconds));
}

template <std::size_t size>
[[nodiscard]] std::optional<std::array<std::uint8_t, size>> fixed(const Bytes& bytes) {
    if (bytes.size() != size) return std::nullopt;
    std::array<std::uint8_t, size> array{};
    std::copy(bytes.begin(), bytes.end(), array.begin());
    return array;
}

/// "A1001" to 1001; 0, which no account has, for anything else.
inline std::int64_t account_number(std::string_view id) {
    if (id.size() < 2 || (id.front() != 'A' && id.front() != 'a')) return 0;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(id.data() + 1, id.data() + id.size(), number);
    return error == std::errc() && end == id.data() + id.size() && number > 0 ? number : 0;
}
inline std::string account_id(std::int64_t number) {
    return "A" + std::to_string(number);
}

inline tl::unexpected<Error> no_such_account() {
    return fail(Errc::not_found, "there is no such account: see the id that 'account create' printed");
}

}  // namespace verikiosk::backend
