// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "firmware/kioskctl/checks.hpp"

namespace verikiosk::kioskctl {
namespace {

/// The address in words; empty for those that reach no further than the link (169.254/16, fe80::/10).
std::string address_of(const sockaddr* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address == nullptr) return "";
    if (address->sa_family == AF_INET) {
        const in_addr& four = reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
        if ((ntohl(four.s_addr) >> 16U) == 0xa9feU) return "";
        inet_ntop(AF_INET, &four, text.data(), text.size());
    } else if (address->sa_family == AF_INET6) {
        const in6_addr& six = reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
        if (IN6_IS_ADDR_LINKLOCAL(&six)) return "";
        inet_ntop(AF_INET6, &six, text.data(), text.size());
    }
    return text.data();
}

Finding failed(std::string what, std::string what_to_do) {
    return {"network", Verdict::fail, std::move(what), std::move(what_to_do)};
}

}  // namespace

Result<std::vector<NetworkInterface>> list_interfaces() {
    ifaddrs* first = nullptr;
    if (getifaddrs(&first) != 0) {
        return fail(Errc::unavailable,
                    "the network can't be looked at: " + std::generic_category().message(errno));
    }
    const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner(first, freeifaddrs);
    std::vector<NetworkInterface> all;
    for (const ifaddrs* each = first; each != nullptr; each = each->ifa_next) {
        auto known = std::ranges::find(all, each->ifa_name, &NetworkInterface::name);
        if (known == all.end()) {
            const unsigned flags = each->ifa_flags;
            all.push_back({.name = each->ifa_name,
                           .loopback = (flags & IFF_LOOPBACK) != 0,
                           .up = (flags & IFF_UP) != 0 && (flags & IFF_RUNNING) != 0,
                           .addresses = {}});
            known = std::prev(all.end());
        }
        if (std::string address = address_of(each->ifa_addr); !address.empty()) {
            known->addresses.push_back(std::move(address));
        }
    }
    return all;
}

Finding check_network(const config::Settings::Network& network,
                      const Result<std::vector<NetworkInterface>>& interfaces) {
    if (!interfaces) return failed(interfaces.error().what, "restart the kiosk");
    const std::string fixed = network.address.substr(0, network.address.find('/'));
    std::string down;
    std::string without;
    std::string good;
    bool fixed_found = fixed.empty();
    for (const NetworkInterface& each : *interfaces) {
        if (each.loopback) continue;
        std::string& list = !each.up ? down : each.addresses.empty() ? without : good;
        list += (list.empty() ? "" : ", ") + each.name;
        if (!each.up) continue;
        for (const std::string& address : each.addresses)
            list += " " + address;
        fixed_found = fixed_found || std::ranges::find(each.addresses, fixed) != each.addresses.end();
    }
    if (!good.empty() && fixed_found) return {"network", Verdict::pass, good, {}};
    if (!good.empty()) {
        return {"network", Verdict::note, good + ", not the " + fixed + " of the site file",
                "put the site file's address right and install it again"};
    }
    if (!without.empty()) {
        return failed(without + " has a link and no address",
                      fixed.empty() ? "look whether this network gives addresses by DHCP; if not, write "
                                      "[network] address in the site file"
                                    : "the site file's address was not taken: restart the kiosk");
    }
    if (!down.empty()) return failed("no link on " + down, "check the network cable at both ends");
    return failed("no network hardware was found", "check that the image is the one for this board");
}

}  // namespace verikiosk::kioskctl
