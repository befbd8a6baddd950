// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

/// Inside this room: network addresses as people write them. Pure.
namespace verikiosk::config {

/// IPv4 in dotted decimal or IPv6 (RFC 4291), without zone or port.
[[nodiscard]] bool is_ip_address(std::string_view text);

/// An address with its prefix: "192.168.7.20/24", "2001:db8::2/64".
[[nodiscard]] bool is_address_with_prefix(std::string_view text);

/// A host name by RFC 1123 (letters, digits and hyphens between dots, at most 253 characters), or an address.
[[nodiscard]] bool is_name_or_address(std::string_view text);

/// Whether a valid address lies in the network of a valid address with prefix.
[[nodiscard]] bool is_in_network(std::string_view address, std::string_view address_with_prefix);

/// IPv6 fe80::/10, which is reached without lying in the network.
[[nodiscard]] bool is_link_local(std::string_view address);

}  // namespace verikiosk::config
