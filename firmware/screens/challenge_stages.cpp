// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "firmware/screens/sentences.hpp"
#include "firmware/screens/stages.hpp"

namespace verikiosk::screens {
namespace {

using session::Stage;

/// So long after "Now smile!" or another request a visitor who does not follow it yet is told how.
constexpr Duration patience = 2500ms;

/// What a stage asks for, with its drawing.
Item request_of(const session::State& state, const Texts& texts) {
    switch (state.stage) {
        case Stage::hold:
            return {Pictogram::face_in_oval, texts(msg("Hold still"))};
        case Stage::approach:
            return {Pictogram::nearer, texts(msg("Lean in, until your face fills the larger oval"))};
        case Stage::turn:
            if (state.context.challenge.side == Side::left)
                return {Pictogram::arrow_left, texts(msg("Turn your head a little to the left"))};
            return {Pictogram::arrow_right, texts(msg("Turn your head a little to the right"))};
        case Stage::light:
            if (state.lit) return {Pictogram::light, texts(msg("Hold still and look at the screen"))};
            return {Pictogram::light, texts(msg("Hold still: the screen now changes its colours"))};
        case Stage::exposure:
            return {Pictogram::camera, texts(msg("Hold still for a moment"))};
        case Stage::smile:
            return {Pictogram::smiling_face, texts(msg("Now smile!"))};
        case Stage::open_mouth:
            return {Pictogram::open_mouth, texts(msg("Now open your mouth wide"))};
        default:
            return {Pictogram::face_in_oval, texts(msg("Bring your face into the oval"))};
    }
}

/// The reasons that only say that the request was not followed yet.
bool not_yet(Reason reason) {
    return reason == Reason::not_smiling || reason == Reason::not_turned || reason == Reason::not_nearer ||
           reason == Reason::mouth_not_opened;
}

/// Larger by as much as the visitor is to come nearer.
Oval grown(Oval oval, std::uint16_t grow_milli) {
    const float factor = static_cast<float>(std::max<int>(grow_milli, 1000)) / 1000;
    oval.half_width *= factor;
    oval.half_height *= factor;
    return oval;
}

}  // namespace

// The session's oval is the face's own outline, measured from landmarks. People bring their whole head into
// what is drawn, hair and ears included, so a quarter more of it is drawn.
Oval drawn_oval(Oval oval) {
    constexpr float room = 1.25F;
    oval.half_width *= room;
    oval.half_height *= room;
    return oval;
}

void tell_challenge(const Telling& telling, ScreenModel& model) {
    const session::State& state = telling.state;
    const Texts& texts = telling.texts;
    Reason reason = state.guidance;
    const bool just_asked = !state.prompted || telling.now - state.context.prompted < patience;
    if (just_asked && not_yet(reason)) reason = Reason::none;
    // A request says more than that it was not followed, where no better way of saying it is known. Nor does
    // anybody learn from the screen what the kiosk thinks of them.
    if (reason == Reason::not_turned || reason == Reason::mouth_not_opened || !actionable(reason))
        reason = Reason::none;

    model.backdrop = Backdrop::live;
    model.oval = drawn_oval(
        state.stage == Stage::approach ? grown(state.oval, state.context.challenge.grow_milli) : state.oval);
    model.progress = std::round(std::clamp(state.standing.progress, 0.0F, 1.0F) * 1000.0F) / 1000.0F;
    if (state.selfie_before && reason == Reason::none) {
        model.guidance = texts(msg("Stay like this for the selfie"));
        model.pictogram = Pictogram::selfie;
    } else if (state.notice != session::Notice::none && telling.now - state.entered < patience) {
        model.guidance = texts(remark_for(state.notice));
        model.pictogram = Pictogram::face_in_oval;
    } else if (reason != Reason::none) {
        model.guidance = texts(guidance_for(reason));
        model.pictogram = cue_for(reason);
    } else {
        const Item request = request_of(state, texts);
        model.guidance = request.text;
        model.pictogram = request.pictogram;
    }
    if (const auto colour = session::colour_of(state)) {
        model.backdrop = Backdrop::colour;
        model.colour = colour->rgb;
        model.oval.reset();
        model.progress.reset();
    }
    const bool last = state.stage == Stage::smile || state.stage == Stage::open_mouth;
    model.title = last ? texts(msg("Step 3 of 3: smile")) : texts(msg("Step 2 of 3: look into the camera"));
}

}  // namespace verikiosk::screens
