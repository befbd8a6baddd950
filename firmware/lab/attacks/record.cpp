// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/record.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

#include "firmware/lab/evidence_json.hpp"

namespace verikiosk::lab::attacks {
namespace {

std::string judged_json(const Judged& judged) {
    return fmt::format(R"({{"what":{},"outcome":{},"reason":{},"score_milli":{},"seconds":{:.3f}}})",
                       json_string(judged.what), json_string(judged.outcome), json_string(judged.reason),
                       judged.score_milli, judged.seconds);
}

std::string looks_json(const Looks& looks) {
    return fmt::format(R"({{"skin":{},"glasses":{},"beard":{},"ambient_lux":{:.1f},"distance_cm":{:.1f}}})",
                       looks.skin, looks.glasses, looks.beard, looks.ambient_lux, looks.distance_cm);
}

}  // namespace

std::string to_json(const Record& record) {
    std::string judged;
    for (const Judged& one : record.judged)
        judged += (judged.empty() ? "" : ",") + judged_json(one);
    std::string reasons;
    for (const std::string& reason : record.reasons)
        reasons += (reasons.empty() ? "" : ",") + json_string(reason);
    return fmt::format(
        R"({{"id":{},"kind":{},"skill":{},"variant":{},"without":{},"index":{},"seed":"{}","looks":{},)"
        R"("decision":{},"reasons":[{}],"detail":{},"judged":[{}],"tampered":{},"live":{},"seconds":{:.3f},)"
        R"("frames":{},"took_s":{:.2f}}})",
        json_string(id_of(record.job)), json_string(simulator::name_of(record.job.kind)), record.job.skill,
        record.job.variant, json_string(name_of(record.job.without)), record.job.index, record.seed,
        looks_json(record.looks), json_string(record.decision), reasons, json_string(record.detail), judged,
        record.tampered, record.live, record.seconds, record.frames, record.took_s);
}

std::string caught_by(const Record& record) {
    if (record.verified()) return {};
    if (!record.live) return "centre";
    if (record.tampered) return "evidence";
    const auto with = [&](std::string_view outcome) {
        return std::ranges::find(record.judged, outcome, &Judged::outcome);
    };
    if (const auto failed = with("fail"); failed != record.judged.end()) return failed->what;
    // An alternate stands in for what came before it: the last one left a class open.
    const auto last = std::ranges::find(record.judged.rbegin(), record.judged.rend(),
                                        std::string("inconclusive"), &Judged::outcome);
    return last != record.judged.rend() ? last->what : "evidence";
}

}  // namespace verikiosk::lab::attacks
