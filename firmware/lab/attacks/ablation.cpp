// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/ablation.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "firmware/lab/attacks/plan_without.hpp"

namespace verikiosk::lab::attacks {
namespace {

// Of what is run at the declared skill: enough to see whether a judgement carries its weight.
constexpr int share_compared = 10;

bool is_main(const Record& record, const Amounts& amounts) {
    const Job& job = record.job;
    return job.without == Without::nothing && job.variant == amounts.variant &&
           job.skill == simulator::careful && job.kind != simulator::ActKind::visitor;
}

Job job_without(const Record& record, Without without) {
    Job job = record.job;
    job.without = without;
    return job;
}

std::map<std::string, const Record*> by_id(std::span<const Record> records) {
    std::map<std::string, const Record*> map;
    for (const Record& record : records)
        map[id_of(record.job)] = &record;
    return map;
}

}  // namespace

Without judgement_of(std::string_view what) {
    if (what == "passive") return Without::passive;
    for (int number = 1; number <= static_cast<int>(last_challenge_kind); ++number) {
        const auto kind = static_cast<ChallengeKind>(number);
        if (what == verikiosk::name_of(kind)) return judgement_of(kind);
    }
    return Without::nothing;
}

bool refused_anyway(const Record& refused, Without without) {
    const bool failed_other = std::ranges::any_of(refused.judged, [&](const Judged& judged) {
        return judged.outcome == "fail" && !is_off(without, judgement_of(judged.what));
    });
    return failed_other || !is_off(without, judgement_of(caught_by(refused)));
}

std::vector<Record> compared_without(std::span<const Record> records, const Amounts& amounts) {
    const int few = part_of(amounts.per_kind, share_compared);
    std::vector<Record> compared;
    for (const Record& record : records) {
        if (is_main(record, amounts) && record.job.index < few && record.live && !record.verified())
            compared.push_back(record);
    }
    return compared;
}

std::vector<Job> jobs_without(std::span<const Record> records, const Amounts& amounts) {
    std::vector<Job> jobs;
    for (const Record& record : compared_without(records, amounts)) {
        for (const Without without : ablations)
            if (!refused_anyway(record, without)) jobs.push_back(job_without(record, without));
    }
    return jobs;
}

std::size_t most_visits(const Amounts& amounts) {
    const std::size_t plain = jobs_of(amounts).size();
    if (!amounts.extras) return plain;
    // A visit ends by one judgement, which is off alone and in one of the pairs.
    constexpr std::size_t times = 2;
    const auto compared = static_cast<std::size_t>(part_of(amounts.per_kind, share_compared));
    return plain + kinds().size() * compared * times;
}

std::vector<WithoutFigures> without_figures(std::span<const Record> records, const Amounts& amounts) {
    const auto made = by_id(records);
    const std::vector<Record> compared = compared_without(records, amounts);
    std::vector<WithoutFigures> all;
    for (const simulator::ActKind kind : kinds()) {
        for (const Without without : ablations) {
            WithoutFigures figures{kind, without, 0, 0, 0};
            for (const Record& record : compared) {
                if (record.job.kind != kind) continue;
                ++figures.refused;
                if (refused_anyway(record, without)) continue;
                const auto again = made.find(id_of(job_without(record, without)));
                if (again == made.end()) {
                    ++figures.not_made;
                } else if (again->second->let_through()) {
                    ++figures.let_through;
                }
            }
            if (figures.refused > 0) all.push_back(figures);
        }
    }
    return all;
}

}  // namespace verikiosk::lab::attacks
