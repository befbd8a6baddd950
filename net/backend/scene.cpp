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

/// From a challenge's prompt until something else is prompted: what the screen or the camera goes back to
/// belongs to what it comes back from.
struct Scene {
    const ChallengeResult& result;
    TimePoint until;
    [[nodiscard]] bool has(const Shown& shown) const {
        return is_effect_of(shown, result.kind) && shown.at >= result.prompted && shown.at < until;
    }
};

std::vector<Scene> scenes_of(const Evidence& evidence) {
    std::vector<Scene> scenes;
    const auto& results = evidence.challenges;
    for (std::size_t i = 0; i < results.size(); ++i)
        scenes.push_back({results[i], i + 1 < results.size() ? results[i + 1].prompted : TimePoint::max()});
    return scenes;
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

bool as_long(Duration lasted, Duration planned) {
    return lasted >= planned - step_tolerance && lasted <= planned + step_tolerance;
}

/// What was shown for one light or exposure challenge: the plan's steps in order, as far as it came, and then
/// what there was before.
Fault steps_fault(const Evidence& evidence, const Scene& scene, const Challenge& planned) {
    const std::string which(name_of(scene.result.kind));
    std::size_t steps = 0;
    bool went_back = false;
    TimePoint since{};
    for (const Shown& shown : evidence.shown) {
        if (!scene.has(shown)) continue;
        if (steps == 0 && !is_step(shown, planned, 0) && is_reset(shown)) continue;
        const bool all = steps == steps_of(planned);
        const bool over = all || shown.at >= scene.result.ended;
        // The row on which it ended was taken before it was judged: a step may have come in between.
        const bool in_time = shown.at < scene.result.ended + step_tolerance;
        const bool next = !all && in_time && is_step(shown, planned, steps);
        const bool back = over && !next && (shown.kind == ShownKind::colour ? !went_back : is_reset(shown));
        if (!next && !back) return inconsistent(which + ": the kiosk showed what was not planned");
        if (next && steps > 0 && !as_long(shown.at - since, planned.hold))
            return inconsistent(which + ": a step was not as long as planned");
        if (next) ++steps;
        went_back = back;
        since = shown.at;
    }
    if (scene.result.judgement.outcome == Outcome::pass && steps != steps_of(planned))
        return inconsistent(which + " passed before all of it was shown");
    return std::nullopt;
}

/// Nothing is shown that no challenge asks for.
Fault stray_fault(const Evidence& evidence, const std::vector<Scene>& scenes) {
    for (const Shown& shown : evidence.shown) {
        const bool asked_for =
            std::ranges::any_of(scenes, [&](const Scene& scene) { return scene.has(shown); });
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
    const std::vector<Scene> scenes = scenes_of(evidence);
    for (const Scene& scene : scenes) {
        const ChallengeKind kind = scene.result.kind;
        if (kind != ChallengeKind::light && kind != ChallengeKind::exposure) continue;
        const Challenge* planned = judges.planned_challenge(submission.session.plan, scene.result.planned);
        if (auto fault = steps_fault(evidence, scene, *planned)) return fault;
    }
    return stray_fault(evidence, scenes);
}

}  // namespace verikiosk::backend
