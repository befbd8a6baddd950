// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <limits>

#include "drivers/keystore/keystore.hpp"
#include "firmware/kioskctl/checks.hpp"
#include "firmware/kioskctl/words.hpp"
#include "net/tls/tls.hpp"

namespace verikiosk::kioskctl {
namespace {

constexpr std::int64_t warned_days = 30;

Finding failed(std::string what, std::string what_to_do) {
    return {"certificate", Verdict::fail, std::move(what), std::move(what_to_do)};
}

std::int64_t days_between(WallTime from, WallTime until) {
    return std::chrono::floor<std::chrono::days>(until - from).count();
}

struct Named {
    const char* name;
    const std::filesystem::path* file;
};

}  // namespace

Finding check_certificate(const config::Settings& settings, WallTime today) {
    constexpr const char* bring = "bring this kiosk's credentials and install the site file again";
    constexpr const char* renew = "have it renewed and install the site file again";
    const auto& backend = settings.backend;
    if (backend.client_certificate.empty() || settings.evidence.certificate.empty()) {
        return failed("the settings name no certificates of this kiosk", bring);
    }
    const std::array<Named, 4> all{Named{"the CA's certificate", &backend.ca},
                                   Named{"the backend's signing certificate", &backend.signer},
                                   Named{"the TLS certificate", &backend.client_certificate},
                                   Named{"the evidence certificate", &settings.evidence.certificate}};
    std::int64_t days_left = std::numeric_limits<std::int64_t>::max();
    const Named* first_to_go = nullptr;
    for (const Named& each : all) {
        const auto validity = net::tls::read_validity(*each.file);
        if (!validity) return failed(validity.error().what, bring);
        if (today < validity->from) {
            return failed(std::string(each.name) + " is valid from " + day_of(validity->from) + " only",
                          "look at the clock check first: a wrong clock says the same");
        }
        if (today >= validity->until) {
            return failed(std::string(each.name) + " expired on " + day_of(validity->until), renew);
        }
        if (const auto days = days_between(today, validity->until); days < days_left) {
            days_left = days;
            first_to_go = &each;
        }
    }
    const auto client = net::tls::make_client(
        {.ca = backend.ca, .certificate = backend.client_certificate, .key = backend.client_key});
    if (!client) return failed(client.error().what, bring);
    const auto keystore = drivers::open_file_keystore(settings.evidence.key, settings.evidence.certificate);
    if (!keystore) return failed(keystore.error().what, bring);
    if (days_left < warned_days) {
        return {"certificate", Verdict::note,
                std::string(first_to_go->name) + " expires in " + std::to_string(days_left) + " days", renew};
    }
    return {"certificate",
            Verdict::pass,
            "keys and certificates belong together, valid for " + std::to_string(days_left) + " days",
            {}};
}

}  // namespace verikiosk::kioskctl
