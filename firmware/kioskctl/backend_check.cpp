// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/checks.hpp"

namespace verikiosk::kioskctl {
namespace {

/// The errors' own sentences say the particular; this is the first thing to try.
std::string to_do(Errc code) {
    switch (code) {
        case Errc::unavailable:
        case Errc::timeout:
            return "look at the network check first; then whether the backend runs, and whether a firewall "
                   "lets this kiosk through to it";
        case Errc::refused:
            return "look at the clock and certificate checks; then bring the credentials of this backend and "
                   "install the site file again";
        case Errc::not_found:
        case Errc::invalid:
            return "bring this kiosk's credentials and install the site file again";
        default:
            return "check host and port in the site file with whoever runs the backend";
    }
}

}  // namespace

Finding check_backend(const config::Settings& settings, const Probe& probe, const drivers::Clock& clock) {
    const auto& backend = settings.backend;
    Finding finding{"backend", Verdict::fail, {}, {}};
    if (backend.host.empty()) {
        finding.what = "the settings name none";
        finding.what_to_do = "install a site file with [backend] host";
        return finding;
    }
    if (backend.client_certificate.empty() || backend.client_key.empty() || backend.ca.empty()) {
        finding.what = settings.enrolment.token.empty()
                           ? "there are no credentials to meet " + backend.host + " with"
                           : "this kiosk is not enrolled yet: it has a token and no certificate";
        finding.what_to_do = "bring this kiosk's credentials and install the site file again";
        return finding;
    }
    const TimePoint start = clock.now();
    const auto answer = probe({.host = backend.host,
                               .port = backend.port,
                               .connect_to = backend.connect_to,
                               .ca = backend.ca,
                               .client_cert = backend.client_certificate,
                               .client_key = backend.client_key,
                               .backend_signer = backend.signer,
                               .time_limit = backend.time_limit});
    if (!answer) {
        finding.what = answer.error().what;
        finding.what_to_do = to_do(answer.error().code);
        return finding;
    }
    const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(clock.now() - start);
    finding.verdict = Verdict::pass;
    finding.what = backend.host + ":" + std::to_string(backend.port) + " answers over TLS in " +
                   std::to_string(taken.count()) + " ms (HTTP " + std::to_string(*answer) + ")";
    return finding;
}

}  // namespace verikiosk::kioskctl
