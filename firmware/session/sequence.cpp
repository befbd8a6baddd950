// SPDX-License-Identifier: Apache-2.0
#include "firmware/session/visit.hpp"

/// What the kiosk does to the scene: colours of the whole screen, exposures of the camera. A step counts from
/// the moment it took effect, and the next one is asked for when it has lasted.
namespace verikiosk::session {
namespace {

const Challenge& current(const State& state) {
    return state.context.challenge;
}

std::size_t steps_of(const Challenge& challenge) {
    switch (challenge.kind) {
        case ChallengeKind::light:
            return challenge.colours.size();
        case ChallengeKind::exposure:
            return challenge.exposures.size();
        default:
            return 0;
    }
}

bool under_way(const State& state) {
    return state.prompted && !state.standing.over && state.step < steps_of(current(state)) &&
           (state.stage == Stage::light || state.stage == Stage::exposure);
}

void note(Visit& visit, const Shown& shown) {
    visit.state.step_since = shown.at;
    visit.state.shown.push_back(shown);
    if (visit.state.judge) visit.state.judge->take(shown);
}

/// The camera is asked at once; which frame it governs is told by the frames themselves.
void begin_exposure(Visit& visit) {
    const State& state = visit.state;
    if (!under_way(state) || current(state).kind != ChallengeKind::exposure) return;
    note(visit,
         {.at = visit.now, .kind = ShownKind::exposure, .exposure = current(state).exposures.at(state.step)});
}

}  // namespace

void start_sequence(Visit& visit) {
    begin_exposure(visit);
}

void on_colour(Visit& visit, const ColourShown& shown) {
    const State& state = visit.state;
    const auto wanted = colour_of(state);
    if (!wanted || wanted->step != shown.step || state.step_since) return;
    note(visit, {.at = shown.at, .kind = ShownKind::colour, .colour = wanted->rgb, .exposure = {}});
}

void step_sequence(Visit& visit) {
    State& state = visit.state;
    if (!under_way(state)) return;
    if (visit.now - state.context.prompted >= visit.limits.lights_ahead) state.lit = true;
    if (!state.step_since) return;
    if (visit.now - *state.step_since < current(state).hold) return;
    ++state.step;
    state.step_since.reset();
    begin_exposure(visit);
}

std::optional<ScreenColour> colour_of(const State& state) {
    const bool light = under_way(state) && current(state).kind == ChallengeKind::light;
    if (!light || !state.lit) return std::nullopt;
    return ScreenColour{state.step, current(state).colours.at(state.step)};
}

ExposureWish exposure_of(const State& state) {
    // From the moment a face has passed centre: a camera that meters anew while it is measured answers for
    // itself, not for the face.
    ExposureWish wish{.locked = watching(state.stage) && state.context.track != 0, .step = {}};
    if (under_way(state) && current(state).kind == ChallengeKind::exposure)
        wish.step = current(state).exposures.at(state.step);
    return wish;
}

}  // namespace verikiosk::session
