// SPDX-License-Identifier: Apache-2.0
#include <spdlog/fmt/fmt.h>

#include <algorithm>

#include "firmware/lab/attacks/summary.hpp"
#include "firmware/lab/evidence_json.hpp"

namespace verikiosk::lab::attacks {
namespace {

template <class Items, class ToJson>
std::string list_of(const Items& items, ToJson to_json) {
    std::string list;
    for (const auto& item : items)
        list += (list.empty() ? "" : ",\n") + to_json(item);
    return "[" + list + "]";
}

std::string share_json(const Share& share) {
    const Interval interval = share.interval();
    return fmt::format(R"({{"count":{},"of":{},"low":{:.5f},"high":{:.5f}}})", share.count, share.of,
                       interval.low, interval.high);
}

std::string counts_json(const std::map<std::string, int>& counts) {
    std::string list;
    for (const auto& [name, count] : counts)
        list += fmt::format("{}{}:{}", list.empty() ? "" : ",", json_string(name), count);
    return "{" + list + "}";
}

std::string skill_json(const SkillFigures& figures) {
    return fmt::format(R"({{"visits":{},"apcer":{}}})", figures.visits, share_json(figures.apcer));
}

std::string kind_json(const KindFigures& kind) {
    return fmt::format(
        R"({{"kind":{},"judged_by_liveness":{},"skills":{},"other_variant":{},"first_success":{},"caught":{}}})",
        json_string(simulator::name_of(kind.kind)), is_liveness_matter(kind.kind),
        list_of(kind.skills, skill_json), skill_json(kind.other_variant),
        kind.first_success ? std::to_string(*kind.first_success) : "null", counts_json(kind.caught));
}

std::string without_json(const WithoutFigures& figures) {
    return fmt::format(R"({{"kind":{},"without":{},"refused":{},"let_through":{},"not_made":{}}})",
                       json_string(simulator::name_of(figures.kind)), json_string(name_of(figures.without)),
                       figures.refused, figures.let_through, figures.not_made);
}

std::string seconds_json(const Seconds& seconds) {
    const auto& interval = seconds.interval;
    return fmt::format(
        R"({{"count":{},"median":{:.2f}{},"p95":{:.2f}}})", seconds.count, seconds.median,
        interval ? fmt::format(R"(,"low":{:.2f},"high":{:.2f})", interval->low, interval->high) : "",
        seconds.p95);
}

std::string group_json(const GroupFigures& group) {
    return fmt::format(
        R"({{"what":{},"value":{},"non_response":{},"bpcer":{},"referred":{},"seconds":{},"stopped":{}}})",
        json_string(group.what), json_string(group.value), share_json(group.non_response),
        share_json(group.bpcer), group.referred, seconds_json(group.seconds), counts_json(group.stopped));
}

std::string scores_json(const ScoreFigures& scores) {
    const auto number = [](int score) { return std::to_string(score); };
    return fmt::format(R"({{"judgement":{},"bona_fide":{},"attacks":{}}})", json_string(scores.what),
                       list_of(scores.bona_fide, number), list_of(scores.attacks, number));
}

std::string other_plans_json(const OtherPlans& plans) {
    return fmt::format(R"({{"as_recorded":{},"cut_to_suit":{},"own_plan":{}}})",
                       share_json(plans.as_recorded), share_json(plans.cut_to_suit),
                       share_json(plans.own_plan));
}

}  // namespace

std::string report_json(const Summary& summary) {
    const Figures& figures = summary.figures;
    return fmt::format(R"({{"about":{},"seed":"{}","per_kind":{},"visitors":{},"variant":{},"visits":{},)"
                       R"("machine_seconds":{:.1f},"hours":{},
"kinds":{},
"without":{},
"groups":{},
"other_plans":{},
"scores":{}}}
)",
                       json_string(head_of_report), summary.seed, figures.most_of_a_kind(),
                       figures.visitors(), summary.amounts.variant, figures.visits, figures.machine_s,
                       json_string(hours_of(summary)), list_of(figures.kinds, kind_json),
                       list_of(figures.without, without_json), list_of(figures.groups, group_json),
                       other_plans_json(summary.other_plans), list_of(figures.scores, scores_json));
}

}  // namespace verikiosk::lab::attacks
