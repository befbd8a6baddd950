// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "net/backend/examine.hpp"

/// Whether the kiosk says that it showed what the plan asks for. A light that was not shown, or another one,
/// would make whatever the face did an answer to nothing; a step cut short may be a flash.
namespace verikiosk::backend {
namespace {

using Fault = std::optional<Ruling>;

/// How much longer or shorter than planned a step may have been: five frames at 30 a second. A screen is
/// redrawn and a camera takes a control once a frame, and a loaded kiosk is late by a few; a third of a step
/// is where its light starts to be another one.
constexpr Duration step_tolerance = 167ms;

bool is_effect_of(const Shown& shown, ChallengeKind kind) {
    return (kind == ChallengeKind::light && shown.kind == ShownKind::colour) ||
           (kind == ChallengeKind::exposure && shown.kind == ShownKind::exposure);
}

/// What is shown as a challenge ends may be the next one's.
bool during(const Shown& shown, const ChallengeResult& result) {
    return shown.at >= result.prompted && shown.at < result.ended;
}

/// Back to what was locked: allowed at any time.
bool is_reset(const Shown& shown) {
    return shown.kind == ShownKind::exposure && shown.exposure == ExposureStep{};
}

std::size_t steps_of(const Challenge& planned) {
    return planned.kind == ChallengeKind::light ? planned.colours.size() : planned.exposures.size();
}

bool is_step(const Shown& shown, const Challenge& planned, std::size_t step) {
    if (planned.kind == ChallengeKind::light) return shown.colour == planned.colours[step];
    return shown.exposure == planned.exposures[step];
}

/// What was shown during one light or exposure challenge, in order, as far as it came.
Fault steps_fault(const Evidence& evidence, const ChallengeResult& result, const Challenge& planned) {
    const std::string which(name_of(result.kind));
    std::vector<Shown> steps;
    for (const Shown& shown : evidence.shown) {
        if (!is_effect_of(shown, result.kind) || !during(shown, result)) continue;
        const bool before_or_after = steps.empty() || steps.size() == steps_of(planned);
        const bool is_next = steps.size() < steps_of(planned) && is_step(shown, planned, steps.size());
        if (!is_next && before_or_after && is_reset(shown)) continue;
        if (!is_next) return inconsistent(which + ": the kiosk showed what was not planned");
        if (!steps.empty()) {
            const Duration lasted = shown.at - steps.back().at;
            if (lasted < planned.hold - step_tolerance || lasted > planned.hold + step_tolerance)
                return inconsistent(which + ": a step was not as long as planned");
        }
        steps.push_back(shown);
    }
    if (result.judgement.outcome == Outcome::pass && steps.size() != steps_of(planned))
        return inconsistent(which + " passed before all of it was shown");
    return std::nullopt;
}

/// Nothing is shown that no challenge asks for.
Fault stray_fault(const Evidence& evidence) {
    for (const Shown& shown : evidence.shown) {
        const bool asked_for = std::any_of(
            evidence.challenges.begin(), evidence.challenges.end(), [&](const ChallengeResult& result) {
                return is_effect_of(shown, result.kind) && during(shown, result);
            });
        if (!asked_for && !is_reset(shown))
            return inconsistent("the kiosk showed what no challenge asks for");
    }
    return std::nullopt;
}

}  // namespace

Fault scene_fault(const Submission& submission, const Judges& judges) {
    const Evidence& evidence = submission.evidence;
    if (!std::ranges::is_sorted(evidence.shown, {}, &Shown::at))
        return inconsistent("what was shown is not in order of time");
    for (const ChallengeResult& result : evidence.challenges) {
        if (result.kind != ChallengeKind::light && result.kind != ChallengeKind::exposure) continue;
        const Challenge* planned = judges.planned_challenge(submission.session.plan, result.planned);
        if (auto fault = steps_fault(evidence, result, *planned)) return fault;
    }
    return stray_fault(evidence);
}

}  // namespace verikiosk::backend
