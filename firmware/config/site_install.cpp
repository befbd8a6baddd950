// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "firmware/config/site.hpp"
#include "firmware/config/site_text.hpp"
#include "firmware/config/staged_folder.hpp"

namespace verikiosk::config {
namespace {

constexpr mode_t for_everybody = 0644;
constexpr mode_t for_the_owner = 0600;
constexpr const char* by_whom =
    "# Written by kioskctl site install from the site file; changed there, not here.\n";

/// systemd.network(5).
std::string network_file(const Settings::Network& network) {
    std::string text = std::string(by_whom) + "[Match]\nType=ether\n\n[Network]\n";
    text += network.address.empty() ? "DHCP=yes\n" : "Address=" + network.address + "\nDHCP=no\n";
    if (!network.gateway.empty()) text += "Gateway=" + network.gateway + "\n";
    for (const std::string& server : network.dns)
        text += "DNS=" + server + "\n";
    if (network.address.empty() && !network.dns.empty()) {
        text += "\n[DHCPv4]\nUseDNS=no\n\n[DHCPv6]\nUseDNS=no\n\n[IPv6AcceptRA]\nUseDNS=no\n";
    }
    return text;
}

/// timesyncd.conf(5).
std::string time_file(const Settings::Network& network) {
    std::string servers;
    for (const std::string& server : network.ntp)
        servers += (servers.empty() ? "" : " ") + server;
    return std::string(by_whom) + "[Time]\nNTP=" + servers + "\n";
}

}  // namespace

Result<void> install_site(const Site& site, const std::filesystem::path& folder) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored)) {
        return fail(Errc::not_found,
                    "the folder " + folder.string() +
                        " is not there: name the kiosk's data partition where it is mounted");
    }
    auto staged = StagedFolder::beside(folder / "site");
    if (!staged) return fail(staged.error());
    Result<void> done;
    const auto write = [&](const std::filesystem::path& name, std::string_view content, mode_t mode) {
        if (done) done = staged->write(name, content, mode);
    };
    // An enrolment token is as good as a key until it is used.
    const bool secret = !site.settings.enrolment.token.empty();
    write("site.toml", by_whom + site_text(site), secret ? for_the_owner : for_everybody);
    for (const Credential& credential : site.credentials) {
        write(std::filesystem::path("pki") / credential.name, credential.pem,
              credential.is_private ? for_the_owner : for_everybody);
    }
    write("network/10-site.network", network_file(site.settings.network), for_everybody);
    if (!site.settings.network.ntp.empty()) {
        write("timesyncd.conf", time_file(site.settings.network), for_everybody);
    }
    if (!done) return done;
    return staged->take_place();
}

}  // namespace verikiosk::config
