// SPDX-License-Identifier: Apache-2.0
#include "firmware/config/addresses.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace verikiosk::config {
namespace {

struct Address {
    std::array<std::uint8_t, 16> bytes{};
    int bits = 0;  ///< 32 or 128
};

std::optional<Address> parse(std::string_view text) {
    const std::string terminated(text);
    // A NUL inside would end the text for inet_pton and not for whoever gets it next.
    if (terminated.find('\0') != std::string::npos) return std::nullopt;
    Address address;
    if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1) {
        address.bits = 32;
    } else if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) {
        address.bits = 128;
    } else {
        return std::nullopt;
    }
    return address;
}

struct Network {
    Address address;
    int prefix = 0;
};

std::optional<Network> parse_network(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto address = parse(text.substr(0, slash));
    const std::string_view digits = text.substr(slash + 1);
    int prefix = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
    const bool number = error == std::errc() && end == digits.data() + digits.size();
    if (!address || !number || prefix < 1 || prefix > address->bits) return std::nullopt;
    return Network{*address, prefix};
}

bool letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, [](char c) { return letter_or_digit(c) || c == '-'; });
}

}  // namespace

bool is_ip_address(std::string_view text) {
    return parse(text).has_value();
}

bool is_address_with_prefix(std::string_view text) {
    return parse_network(text).has_value();
}

bool is_name_or_address(std::string_view text) {
    if (is_ip_address(text)) return true;
    if (text.empty() || text.size() > 253) return false;
    // Digits and dots alone are an address that somebody mistyped.
    if (std::ranges::all_of(text, [](char c) { return c == '.' || (c >= '0' && c <= '9'); })) return false;
    for (std::size_t at = 0;;) {
        const std::size_t dot = text.find('.', at);
        if (!is_label(text.substr(at, dot - at))) return false;
        if (dot == std::string_view::npos) return true;
        at = dot + 1;
    }
}

bool is_in_network(std::string_view address, std::string_view address_with_prefix) {
    const auto one = parse(address);
    const auto network = parse_network(address_with_prefix);
    if (!one || !network || one->bits != network->address.bits) return false;
    for (int bit = 0; bit < network->prefix; ++bit) {
        const auto byte = static_cast<std::size_t>(bit / 8);
        const unsigned mask = 0x80U >> static_cast<unsigned>(bit % 8);
        if (((one->bytes[byte] ^ network->address.bytes[byte]) & mask) != 0) return false;
    }
    return true;
}

bool is_link_local(std::string_view address) {
    const auto parsed = parse(address);
    return parsed && parsed->bits == 128 && parsed->bytes[0] == 0xfe && (parsed->bytes[1] & 0xc0U) == 0x80;
}

}  // namespace verikiosk::config
