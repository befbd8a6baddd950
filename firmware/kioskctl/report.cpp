// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/report.hpp"

#include <algorithm>
#include <cstdio>

#include "drivers/display/utf8.hpp"
#include "firmware/kioskctl/words.hpp"

namespace verikiosk::kioskctl {
namespace {

constexpr std::size_t name_column = 13;
constexpr std::size_t longest_ueid = 64;  ///< in the code; a longer one is cut

}  // namespace

std::string json_string(std::string_view text) {
    std::string json = "\"";
    const auto escape = [&json](unsigned unit) {
        char escaped[16];
        std::snprintf(escaped, sizeof escaped, "\\u%04x", unit);
        json += escaped;
    };
    for (const char32_t c : drivers::characters_of(text)) {
        if (c == U'"' || c == U'\\') {
            json += '\\';
            json += static_cast<char>(c);
        } else if (c >= 0x20 && c < 0x7f) {
            json += static_cast<char>(c);
        } else if (c < 0x10000) {
            escape(static_cast<unsigned>(c));
        } else {
            const auto rest = static_cast<unsigned>(c) - 0x10000U;
            escape(0xd800U + (rest >> 10U));
            escape(0xdc00U + (rest & 0x3ffU));
        }
    }
    return json + '"';
}

bool passed(const Report& report) {
    return std::ranges::none_of(report.findings,
                                [](const Finding& each) { return each.verdict == Verdict::fail; });
}

std::string summary_of(const Report& report) {
    std::string failed;
    std::size_t count = 0;
    for (const Finding& each : report.findings) {
        if (each.verdict != Verdict::fail) continue;
        failed += (count == 0 ? "" : ", ") + each.name;
        ++count;
    }
    const std::string all = std::to_string(report.findings.size());
    if (count == 0) return "all " + all + " checks passed";
    return std::to_string(count) + " of " + all + " checks failed: " + failed;
}

std::string lines_of(const Finding& finding) {
    std::string lines = padded(finding.verdict == Verdict::fail ? "FAIL" : name_of(finding.verdict), 6) +
                        padded(finding.name, name_column) + finding.what + "\n";
    if (!finding.what_to_do.empty()) lines += std::string(6 + name_column, ' ') + finding.what_to_do + "\n";
    return lines;
}

std::string json_of(const Report& report) {
    std::string checks;
    for (const Finding& each : report.findings) {
        checks += std::string(checks.empty() ? "" : ",") + "{\"name\":" + json_string(each.name) +
                  ",\"result\":" + json_string(name_of(each.verdict)) +
                  ",\"what\":" + json_string(each.what) + ",\"what_to_do\":" + json_string(each.what_to_do) +
                  "}";
    }
    return "{\"version\":" + json_string(report.version) + ",\"ueid\":" + json_string(report.ueid) +
           ",\"time\":" + json_string(minute_of(report.time)) +
           ",\"passed\":" + (passed(report) ? "true" : "false") + ",\"checks\":[" + checks + "]}";
}

std::string code_text_of(const Report& report) {
    std::string ueid = report.ueid.substr(0, longest_ueid);
    std::ranges::replace_if(
        ueid, [](char c) { return c < ' ' || c > '~'; }, '?');
    std::string text = "Verikiosk " + report.version + "\n" + (ueid.empty() ? "no ueid" : ueid) + "\n" +
                       minute_of(report.time) + "\n";
    for (const Finding& each : report.findings)
        text += each.name + "=" + std::string(name_of(each.verdict)) + "\n";
    return text;
}

}  // namespace verikiosk::kioskctl
