// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/page.hpp"

#include <algorithm>

#include "firmware/kioskctl/words.hpp"

namespace verikiosk::kioskctl {
namespace {

constexpr std::ptrdiff_t most_named = 4;  ///< failures in the title

/// The summary, without names where there are too many to read.
std::string title_of(const Report& report) {
    std::string text = summary_of(report);
    const auto failed = std::ranges::count(report.findings, Verdict::fail, &Finding::verdict);
    if (failed > most_named) text.resize(text.find(':'));
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text;
}

}  // namespace

Page page_of(const Report& report, const std::vector<std::string>& names, std::optional<Duration> closes_in) {
    Page page;
    const std::size_t done = report.findings.size();
    const bool finished = done >= names.size();
    page.title = finished ? title_of(report) : "Checking this kiosk";
    page.about = (report.ueid.empty() ? "no ueid" : report.ueid) + "  ·  software " + report.version +
                 "  ·  " + minute_of(report.time);
    for (std::size_t i = 0; i < names.size(); ++i) {
        PageRow row{names[i], {}, i == done};
        if (i < done) row.finding = report.findings[i];
        page.rows.push_back(std::move(row));
    }
    if (!finished) return page;
    if (auto code = make_qr_code(code_text_of(report))) page.code = std::move(*code);
    page.code_says = "The result for your telephone";
    page.footer = "Touch or press Enter to close.";
    if (closes_in) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(std::max(*closes_in, Duration{}));
        page.footer += " Closes by itself in " + std::to_string(seconds.count()) + " s.";
    }
    return page;
}

}  // namespace verikiosk::kioskctl
