// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/figures.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>

#include "firmware/lab/attacks/groups.hpp"

namespace verikiosk::lab::attacks {
namespace {

bool is_visitor(const Record& record) {
    return record.job.kind == simulator::ActKind::visitor;
}

void count(const Record& record, SkillFigures& figures) {
    ++figures.visits;
    if (!record.live) return;
    ++figures.apcer.of;
    if (record.verified()) ++figures.apcer.count;
}

void count(const Record& record, const Amounts& amounts, KindFigures& figures) {
    const bool declared = record.job.skill == simulator::careful;
    if (record.job.variant != amounts.variant) {
        if (declared) count(record, figures.other_variant);
        return;
    }
    count(record, figures.skills.at(static_cast<std::size_t>(record.job.skill - 1)));
    if (declared && record.live && !record.verified()) ++figures.caught[caught_by(record)];
    if (record.let_through())
        figures.first_success = std::min(figures.first_success.value_or(record.job.skill), record.job.skill);
}

std::vector<KindFigures> kind_figures(std::span<const Record> records, const Amounts& amounts) {
    std::vector<KindFigures> all;
    for (const simulator::ActKind kind : kinds()) {
        KindFigures& figures = all.emplace_back();
        figures.kind = kind;
        for (const Record& record : records)
            if (record.job.kind == kind && record.job.without == Without::nothing)
                count(record, amounts, figures);
    }
    return all;
}

// The judgements that give scores, in the order of a report.
constexpr std::array scored{"centre",   "turn",  "approach",   "light",
                            "exposure", "smile", "open_mouth", "passive"};

// Even from the least to the greatest, n values miss the median once in 2^(n-1) times: five once in 16.
constexpr std::size_t fewest_with_interval = 6;

std::vector<ScoreFigures> score_figures(std::span<const Record> records, const Amounts& amounts) {
    std::vector<ScoreFigures> all;
    for (const char* what : scored) {
        ScoreFigures figures{what, {}, {}};
        for (const Record& record : records) {
            const Job& job = record.job;
            if (job.without != Without::nothing || job.variant != amounts.variant) continue;
            if (!is_visitor(record) && (job.skill != simulator::careful || !is_liveness_matter(job.kind)))
                continue;
            for (const Judged& judged : record.judged) {
                if (judged.what == what)
                    (is_visitor(record) ? figures.bona_fide : figures.attacks).push_back(judged.score_milli);
            }
        }
        if (!figures.bona_fide.empty() || !figures.attacks.empty()) all.push_back(std::move(figures));
    }
    return all;
}

}  // namespace

int Figures::most_of_a_kind() const {
    int most = 0;
    for (const KindFigures& kind : kinds)
        most = std::max(most, kind.declared().visits);
    return most;
}

int Figures::visitors() const {
    return groups.empty() ? 0 : groups.front().non_response.of;
}

bool is_liveness_matter(simulator::ActKind kind) {
    return kind != simulator::ActKind::visitor && kind != simulator::ActKind::impostor;
}

Seconds seconds_of_all(std::vector<double> values) {
    Seconds seconds;
    if (values.empty()) return seconds;
    std::ranges::sort(values);
    const auto n = static_cast<double>(values.size());
    const auto at = [&](double rank) {
        return values[static_cast<std::size_t>(std::clamp(rank, 0.0, n - 1))];
    };
    seconds.count = static_cast<int>(values.size());
    seconds.median = (at(std::floor((n - 1) / 2)) + at(std::ceil((n - 1) / 2))) / 2;
    // How many lie below the median is binomial with one half: 1.96 of its standard deviations either way.
    const double reach = 1.96 * std::sqrt(n) / 2;
    if (values.size() >= fewest_with_interval)
        seconds.interval = Interval{at(std::floor(n / 2 - reach) - 1), at(std::ceil(n / 2 + reach))};
    seconds.p95 = at(std::ceil(0.95 * n) - 1);
    return seconds;
}

std::string stopped_by(const Record& record) {
    const std::string by = caught_by(record);
    const auto judged = std::ranges::find_if(
        record.judged, [&](const Judged& one) { return one.what == by && one.outcome != "pass"; });
    if (judged != record.judged.end()) return fmt::format("{} ({})", by, judged->reason);
    return record.reasons.empty() ? by : fmt::format("{} ({})", by, record.reasons.front());
}

Figures figures_of(std::span<const Record> records, const Amounts& amounts) {
    Figures figures;
    figures.kinds = kind_figures(records, amounts);
    figures.without = without_figures(records, amounts);
    figures.groups = group_figures(records, amounts);
    figures.scores = score_figures(records, amounts);
    figures.visits = records.size();
    for (const Record& record : records)
        figures.machine_s += record.took_s;
    return figures;
}

}  // namespace verikiosk::lab::attacks
