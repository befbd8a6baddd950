// SPDX-License-Identifier: Apache-2.0
#include "firmware/screens/stages.hpp"

#include <algorithm>

#include "firmware/screens/sentences.hpp"

namespace verikiosk::screens {
namespace {

using session::Stage;

void tell_code(const Telling& telling, ScreenModel& model) {
    const Texts& texts = telling.texts;
    if (telling.limits.codes_by_camera) {
        model.title = texts(msg("Show or type your code"));
        model.guidance =
            texts(msg("Hold the QR code of your settings page up to the camera, or type the characters."));
    } else {
        model.title = texts(msg("Type your session code"));
        model.guidance = texts(msg("Its eight characters are on your account’s settings page."));
    }
    model.pictogram = Pictogram::phone_code;
    // The camera's picture is shown while it helps, to aim with, and is not there while nobody looks at it.
    if (session::reading_codes(telling.state, telling.now, telling.limits))
        model.backdrop = Backdrop::viewfinder;
    const bool blocked = telling.now < session::closed_until(telling.state);
    model.code = CodeEntry{telling.state.typed, !blocked, texts(msg("Erase"))};
}

void tell_name(const Telling& telling, ScreenModel& model) {
    const auto& session = telling.state.session;
    model.title = telling.texts.with(msg("Are you {1}?"), session ? session->account_name : std::string());
    model.guidance = telling.texts(msg("This code belongs to that account. Go on only if it is your own."));
    model.pictogram = Pictogram::account;
}

bool asks_to_move(const std::optional<OpenedSession>& session) {
    if (!session) return false;
    const auto& asked = session->plan.challenges;
    return std::any_of(asked.begin(), asked.end(), [](const Challenge& challenge) {
        return challenge.kind == ChallengeKind::turn || challenge.kind == ChallengeKind::approach;
    });
}

void tell_consent(const Telling& telling, ScreenModel& model) {
    const Texts& texts = telling.texts;
    const char* asked =
        asks_to_move(telling.state.session)
            ? msg("The camera looks at you for about a minute: your face in the oval, a turn of the head or "
                  "a step nearer, then a smile.")
            : msg("The camera looks at you for about a minute: your face in the oval, then a smile.");
    model.title = texts(msg("Do you agree to this?"));
    model.items = {
        {Pictogram::camera, texts(asked)},
        {Pictogram::send,
         texts(msg("One selfie, a few small pictures of your face and a signed record of this check "
                   "are sent, to confirm that you own this account."))},
        {Pictogram::lock,
         texts(msg("The live picture stays in memory and is never stored. Once the record is sent, "
                   "nothing of you is kept on this kiosk."))},
        {Pictogram::leave, texts(msg("You can leave at any time before you press Send, and then nothing is "
                                     "sent. A try that fails is reported without the selfie."))},
    };
    const std::vector<session::Action> actions = session::actions_of(telling.state);
    if (std::find(actions.begin(), actions.end(), session::Action::agree_without_lights) != actions.end()) {
        model.items.insert(
            model.items.begin() + 1,
            {Pictogram::light,
             texts(msg("For a few seconds the screen changes its colours. If changing light is not good for "
                       "you, choose “Without colours”: you may then be asked to confirm by a call."))});
    }
}

}  // namespace

void tell_arrival(const Telling& telling, ScreenModel& model) {
    const Texts& texts = telling.texts;
    switch (telling.state.stage) {
        case Stage::code:
            return tell_code(telling, model);
        case Stage::opening:
            model.title = texts(msg("One moment, please"));
            model.guidance = texts(msg("Your code is being checked."));
            return;
        case Stage::waiting_for_backend:
            model.title = texts(msg("No connection at the moment"));
            model.guidance =
                texts(msg("The kiosk keeps trying. You can wait here, or leave and come back later."));
            model.pictogram = Pictogram::no_connection;
            model.remark.clear();  // the title has said it
            return;
        case Stage::name:
            return tell_name(telling, model);
        case Stage::consent:
            return tell_consent(telling, model);
        default:
            model.title = texts(msg("Show that this account is yours"));
            model.guidance = texts(msg("Three steps, about a minute."));
            model.numbered = true;
            model.items = {
                {Pictogram::phone_code, texts(telling.limits.codes_by_camera
                                                  ? msg("Show or type the code from your settings page")
                                                  : msg("Type the code from your account’s settings page"))},
                {Pictogram::face_in_oval, texts(msg("Look into the camera"))},
                {Pictogram::smiling_face, texts(msg("Smile"))}};
    }
}

void tell_selfie(const Telling& telling, ScreenModel& model) {
    const Texts& texts = telling.texts;
    if (telling.state.stage == Stage::review) {
        model.title = texts(msg("Your selfie"));
        model.guidance = texts(msg("Is your face easy to see? Then send it."));
        model.backdrop = Backdrop::still;
        model.oval = drawn_oval(telling.state.oval);
        return;
    }
    model.title = texts(msg("Sending"));
    model.guidance = texts(msg("Please stay a moment: the answer is on its way."));
}

std::string banner_of(const session::State& state, const Texts& texts) {
    std::string policy = "standard";
    bool development = false;
    if (state.session) policy = state.session->plan.policy;
    if (state.receipt) {
        policy = state.receipt->policy;
        development = state.receipt->development;
    }
    // A receipt names its policy with a version ("recording/1"), a plan without.
    if (policy.starts_with("recording")) return texts(msg("Recorded input, development only"));
    if (development || !(policy == "standard" || policy.starts_with("standard/"))) {
        return texts(msg("Demonstration: not a real verification"));
    }
    return {};
}

}  // namespace verikiosk::screens
