// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/firmware/kioskctl/sample_reports.hpp"

namespace verikiosk::tests {

using kioskctl::Finding;
using kioskctl::Report;
using kioskctl::Verdict;

Report good_report() {
    // 2026-03-01 12:30:59 UTC
    Report report{"0.1.0", "kiosk-4711", WallTime(std::chrono::seconds(1772368259)), {}};
    report.findings = {
        {"settings", Verdict::pass, "/etc/verikiosk/board.toml, /data/site/site.toml are right", {}},
        {"camera", Verdict::pass, "HD Webcam C920: 1280x720, 29.9 pictures a second", {}},
        {"display", Verdict::pass, "HDMI-A-1 1920x1080", {}},
        {"input", Verdict::pass, "ILITEK Touchscreen (touch)", {}},
        {"storage", Verdict::pass, "9120 MiB free, written and read back, nothing waits in the outbox", {}},
        {"clock", Verdict::pass, "2026-03-01 12:30 UTC, synchronised", {}},
        {"network", Verdict::pass, "eth0 192.168.7.20", {}},
        {"backend", Verdict::pass, "backend.example:8443 answers over TLS in 41 ms (HTTP 200)", {}},
        {"certificate", Verdict::pass, "keys and certificates belong together, valid for 212 days", {}},
        {"models", Verdict::pass, "face detectors and landmarks are loaded", {}},
        {"temperature", Verdict::note, "not measured on this board", {}},
        {"memory", Verdict::pass, "611 MiB available, no swap", {}},
    };
    return report;
}

Report bad_report() {
    Report report = good_report();
    report.findings[1] = {"camera", Verdict::fail, "none was found",
                          "check the camera's cable at both ends and its power; try another port; this user "
                          "has to be in the group video"};
    report.findings[5] = {"clock", Verdict::note, "2026-03-01 12:30 UTC, not synchronised",
                          "look whether the network lets NTP through (UDP port 123), or name a server in "
                          "[network] ntp"};
    report.findings[6] = {"network", Verdict::fail, "no link on eth0",
                          "check the network cable at both ends"};
    report.findings[7] = {"backend", Verdict::fail, "the name backend.example can't be resolved",
                          "look at the network check first; then whether the backend runs, and whether a "
                          "firewall lets this kiosk through to it"};
    return report;
}

Report worst_report() {
    Report report = good_report();
    for (Finding& finding : report.findings) {
        finding.verdict = Verdict::fail;
        finding.what =
            "backend.example:8443 refused this kiosk's certificate: check that it was issued by the "
            "CA that the backend trusts and was not revoked (it expired in 2026-2)";
        finding.what_to_do =
            "look at the clock and certificate checks; then bring the credentials of this "
            "backend and install the site file again";
    }
    return report;
}

std::vector<std::string> names_in(const Report& report) {
    std::vector<std::string> names;
    for (const Finding& finding : report.findings)
        names.push_back(finding.name);
    return names;
}

}  // namespace verikiosk::tests
