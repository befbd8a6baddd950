// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "firmware/config/fault.hpp"
#include "firmware/config/settings.hpp"

/// Site settings: what makes a kiosk that of one place, put on its data partition when the card is flashed.
namespace verikiosk::config {

/// A credential that a site file names.
struct Credential {
    std::string key;   ///< "backend.client_key"
    std::string name;  ///< what it is called once it is installed: "client.key"
    bool is_private = false;
    std::string pem;
};

/// A site file that is right, with everything that it names read, so that what is installed is what was
/// checked.
struct Site {
    Settings settings;               ///< only what the site file says differs from the defaults
    std::vector<std::string> given;  ///< the keys that it has: "kiosk.ueid"
    std::vector<Credential> credentials;
};

/// The site, or everything that is wrong with it; one of the two is empty.
///
/// A site file has [kiosk] ueid and language, [camera] field_of_view, [backend], [evidence], [network] and
/// [enrolment], nothing else.
/// ueid and host are required, and the six credentials (ca, signer, client_certificate, client_key, evidence
/// key and certificate), of which all but ca are left out where an enrolment token will fetch them. A
/// credential is a readable PEM file of its kind, without a passphrase, of at most 64 KiB; whether keys and
/// certificates belong together is for those who can read them (kioskctl selftest).
struct SiteChecked {
    Site site;
    std::vector<Fault> faults;
};
[[nodiscard]] SiteChecked check_site(const std::filesystem::path& file);

/// Writes FOLDER/site: site.toml with its paths rewritten, pki/ (private keys 0600), network/10-site.network
/// for systemd-networkd, and timesyncd.conf where there is an NTP server. FOLDER is there already. The new
/// folder is complete on the disk before it takes the old one's place in one step.
/// Errors: not_found (no FOLDER), full, unavailable (it can't be written).
[[nodiscard]] Result<void> install_site(const Site& site, const std::filesystem::path& folder);

}  // namespace verikiosk::config
