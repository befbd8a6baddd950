// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/report_words.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "firmware/lab/attacks/summary.hpp"

namespace verikiosk::lab::attacks {
namespace {

double percent(double share) {
    return 100 * share;
}

std::string kind_line(const KindFigures& kind) {
    const SkillFigures& declared = kind.declared();
    std::string line =
        fmt::format("{:<20}{:>7}  {:<24}{:<9}{}", simulator::name_of(kind.kind), declared.visits,
                    words_of(declared.apcer), kind.first_success ? std::to_string(*kind.first_success) : "-",
                    words_of(kind.caught));
    if (!is_liveness_matter(kind.kind)) line += " (the photo's comparison is to refuse)";
    return line + "\n";
}

std::string group_line(const GroupFigures& group) {
    return fmt::format("{:<9}{:<20}{:<24}{:<24}{}\n", group.what, group.value, words_of(group.bpcer),
                       words_of(group.non_response), words_of(group.seconds));
}

std::string without_lines(const Figures& figures) {
    std::string lines;
    for (const WithoutFigures& one : figures.without) {
        if (one.let_through > 0 || one.not_made > 0) {
            lines += fmt::format("  {:<20}{:<20}{} of {} that were refused", name_of(one.without),
                                 simulator::name_of(one.kind), one.let_through, one.refused);
            lines += one.not_made > 0 ? fmt::format(", {} not made yet\n", one.not_made) : "\n";
        }
    }
    return lines.empty() ? "  nothing\n" : lines;
}

}  // namespace

std::string words_of(const Share& share) {
    if (share.of == 0) return "none";
    const Interval interval = share.interval();
    const int decimals = share.of < 1000 ? 1 : 3;
    return fmt::format("{} of {} ({:.{}f} to {:.{}f} %)", share.count, share.of, percent(interval.low),
                       decimals, percent(interval.high), decimals);
}

std::string words_of(const std::map<std::string, int>& counts) {
    std::vector<std::pair<std::string, int>> sorted(counts.begin(), counts.end());
    std::ranges::stable_sort(sorted, std::greater{}, &std::pair<std::string, int>::second);
    std::string words;
    for (const auto& [name, count] : sorted)
        words += fmt::format("{}{} {}", words.empty() ? "" : ", ", name, count);
    return words;
}

std::string words_of(const Seconds& seconds) {
    if (seconds.count == 0) return "none";
    const auto& interval = seconds.interval;
    return fmt::format(
        "{:.1f} s ({}), p95 {:.1f} s", seconds.median,
        interval ? fmt::format("{:.1f} to {:.1f}", interval->low, interval->high) : "too few for an interval",
        seconds.p95);
}

std::string hours_of(const Summary& summary) {
    constexpr double hour = 3600;
    const Figures& figures = summary.figures;
    if (figures.visits == 0) return "no visits were made";
    const double each = figures.machine_s / static_cast<double>(figures.visits);
    const double full = each * static_cast<double>(summary.full_visits) / hour;
    return fmt::format(
        "{} visits took {:.2f} hours of one processor, {:.1f} s each. A full run (150 attacks of "
        "each kind, 300 visitors) makes at most {} and would take {:.1f} such hours, which is "
        "{:.1f} hours on the {} processors here.",
        figures.visits, figures.machine_s / hour, each, summary.full_visits, full, full / summary.processors,
        summary.processors);
}

std::string report_table(const Summary& summary) {
    const Figures& figures = summary.figures;
    std::string text = fmt::format("{}\n\n{:<20}{:>7}  {:<24}{:<9}{}\n", head_of_report, "attack, skill 2",
                                   "visits", "APCER", "succeeds", "caught by");
    for (const KindFigures& kind : figures.kinds)
        text += kind_line(kind);
    text += fmt::format("\n{:<29}{:<24}{:<24}{}\n", "visitors", "BPCER", "non-response", "session");
    for (const GroupFigures& group : figures.groups)
        text += group_line(group);
    if (!figures.groups.empty() && !figures.groups.front().stopped.empty())
        text += "not verified: " + words_of(figures.groups.front().stopped) + "\n";
    text += "\nlet through with judgements off (skill 2):\n" + without_lines(figures);
    text += fmt::format("\nanswering another plan: {} as recorded, {} cut to suit; their own plan: {}\n",
                        words_of(summary.other_plans.as_recorded), words_of(summary.other_plans.cut_to_suit),
                        words_of(summary.other_plans.own_plan));
    return text + hours_of(summary) + "\n";
}

}  // namespace verikiosk::lab::attacks
