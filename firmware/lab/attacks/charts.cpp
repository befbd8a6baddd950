// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/charts.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <vector>

namespace verikiosk::lab::attacks {
namespace {

constexpr int skill_width = 120;
constexpr int skill_height = 44;
constexpr int skill_step = 28;
constexpr int skill_left = 18;

constexpr int bins = 32;
constexpr int bar_width = 10;
constexpr int half_height = 60;
// The tails go into the first and the last bin, so that one odd score does not flatten all others.
constexpr double tail = 0.01;

double height_at(double share) {
    return skill_height - 4 - share * (skill_height - 8);
}

struct Span {
    int low = 0;
    int high = 0;
};

Span span_of(const ScoreFigures& scores) {
    std::vector<int> all = scores.bona_fide;
    all.insert(all.end(), scores.attacks.begin(), scores.attacks.end());
    std::ranges::sort(all);
    const auto last = static_cast<double>(all.size() - 1);
    const int low = all[static_cast<std::size_t>(tail * last)];
    const int high = all[static_cast<std::size_t>((1 - tail) * last)];
    return {low, std::max(high, low + 1)};
}

std::vector<double> histogram(const std::vector<int>& scores, Span span) {
    std::vector<double> shares(bins, 0.0);
    for (const int score : scores) {
        const int bin = (score - span.low) * bins / (span.high - span.low + 1);
        shares[static_cast<std::size_t>(std::clamp(bin, 0, bins - 1))] +=
            1.0 / static_cast<double>(scores.size());
    }
    return shares;
}

/// `direction`: -1 upwards from the middle, 1 downwards.
std::string bars(const std::vector<double>& shares, int direction, const char* name) {
    const double highest = std::max(1e-9, *std::ranges::max_element(shares));
    std::string svg;
    for (int i = 0; i < bins; ++i) {
        const double height = half_height * shares[static_cast<std::size_t>(i)] / highest;
        if (height <= 0) continue;
        svg += fmt::format(R"(<rect class="{}" x="{}" y="{:.1f}" width="{}" height="{:.1f}"/>)", name,
                           i * bar_width, direction < 0 ? half_height - height : half_height + 1.0,
                           bar_width - 1, height);
    }
    return svg;
}

}  // namespace

std::string skill_chart(const KindFigures& kind) {
    std::string svg =
        fmt::format(R"(<svg width="{}" height="{}" role="img"><title>share verified by skill</title>)"
                    R"(<line class="axis" x1="4" x2="{}" y1="{}" y2="{}"/>)",
                    skill_width, skill_height + 12, skill_width - 4, height_at(0), height_at(0));
    int x = skill_left;
    int skill = 1;
    for (const SkillFigures& figures : kind.skills) {
        svg += fmt::format(R"(<text x="{}" y="{}">{}</text>)", x - 3, skill_height + 9, skill++);
        if (figures.apcer.of > 0) {
            const Interval interval = figures.apcer.interval();
            const double share = static_cast<double>(figures.apcer.count) / figures.apcer.of;
            svg += fmt::format(R"(<line class="reach" x1="{0}" x2="{0}" y1="{1:.1f}" y2="{2:.1f}"/>)"
                               R"(<circle class="{3}" cx="{0}" cy="{4:.1f}" r="3"/>)",
                               x, height_at(interval.high), height_at(interval.low),
                               figures.apcer.count > 0 ? "passed" : "caught", height_at(share));
        }
        x += skill_step;
    }
    return svg + "</svg>";
}

std::string score_chart(const ScoreFigures& scores) {
    const Span span = span_of(scores);
    std::string svg = fmt::format(R"(<svg width="{}" height="{}" role="img"><title>scores of {}</title>)",
                                  bins * bar_width, 2 * half_height + 14, scores.what);
    if (!scores.bona_fide.empty()) svg += bars(histogram(scores.bona_fide, span), -1, "bona-fide");
    if (!scores.attacks.empty()) svg += bars(histogram(scores.attacks, span), 1, "attack");
    return svg +
           fmt::format(
               R"(<text x="0" y="{0}">{1}</text><text x="{2}" y="{0}" text-anchor="end">{3}</text></svg>)",
               2 * half_height + 12, span.low, bins * bar_width, span.high);
}

}  // namespace verikiosk::lab::attacks
