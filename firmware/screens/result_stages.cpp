// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <utility>

#include "firmware/screens/sentences.hpp"
#include "firmware/screens/stages.hpp"

namespace verikiosk::screens {
namespace {

using session::Notice;
using session::Stage;

/// Before this a countdown would only hurry people.
constexpr Duration last_call = 20s;

/// The reason of the answer that a visitor can do something about; the kiosk's own judgement where no
/// answer came.
Reason reason_to_speak_of(const session::State& state) {
    if (state.receipt) {
        const auto& reasons = state.receipt->reasons;
        const auto found = std::ranges::find_if(reasons, actionable);
        return found == reasons.end() ? Reason::none : *found;
    }
    for (const ChallengeResult& result : state.results) {
        if (result.judgement.outcome != Outcome::pass) return result.judgement.reason;
    }
    return state.standing.judgement.outcome == Outcome::pass ? Reason::none : state.standing.judgement.reason;
}

void tell_how_to_call(const Texts& texts, ScreenModel& model) {
    model.items = {
        {Pictogram::browser,
         texts(msg("On your account’s settings page choose “Verify by video call”. Any browser on a "
                   "telephone or computer will do."))},
        {Pictogram::clock,
         texts(msg("It usually takes under ten minutes, at any hour. If the call does not connect, "
                   "leave it and enter again."))},
        {Pictogram::headset,
         texts(msg("The representative speaks English. The call checks who you are, not your English."))},
        {Pictogram::document, texts(msg("Have an identity document at hand: you may be asked for it."))},
    };
}

}  // namespace

std::string clock_text(Duration left) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(std::max(left, Duration{})).count();
    const auto rest = seconds % 60;
    return std::to_string(seconds / 60) + (rest < 10 ? ":0" : ":") + std::to_string(rest);
}

void tell_result(const Telling& telling, ScreenModel& model) {
    const Texts& texts = telling.texts;
    switch (telling.state.stage) {
        case Stage::verified:
            model.title = texts(msg("You are verified"));
            model.guidance = texts(msg("The hold on your account is lifted."));
            model.pictogram = Pictogram::tick;
            model.items = {
                {Pictogram::account, texts(msg("You can use your account fully again. Proposals that were "
                                               "withdrawn stay withdrawn."))},
                {Pictogram::lock, texts(msg("Nothing of you is kept on this kiosk."))}};
            return;
        case Stage::try_again:
            model.title = texts(msg("It did not work this time"));
            model.guidance = texts(advice_for(reason_to_speak_of(telling.state)));
            model.pictogram = Pictogram::again;
            model.items = {
                {Pictogram::phone_code, texts(msg("For another try, your account’s settings page shows a "
                                                  "new code."))},
                {Pictogram::clock, texts(between_tries())}};
            return;
        case Stage::see_representative:
            model.title = texts(msg("A representative will finish this with you"));
            model.guidance = texts(msg("One step is left: a short video call."));
            return tell_how_to_call(texts, model);
        case Stage::video_call:
            model.title = texts(msg("This account verifies by video call"));
            model.guidance = texts(msg("You can start the call yourself, now or later."));
            return tell_how_to_call(texts, model);
        default:
            model.title = texts(msg("The answer follows"));
            model.guidance =
                texts(msg("Your selfie is taken and you can go. There is no connection at the moment."));
            model.pictogram = Pictogram::clock;
            model.items = {
                {Pictogram::send,
                 texts(msg("The kiosk keeps the record until the connection is back, sends it "
                           "by itself and then keeps nothing."))},
                {Pictogram::browser, texts(msg("Your account’s settings page will show the result."))}};
    }
}

void tell_elsewhere(const Texts& texts, ScreenModel& model) {
    model.title = texts(msg("This kiosk is out of service"));
    model.guidance =
        model.remark.empty() ? texts(msg("It comes back by itself as soon as it can.")) : model.remark;
    model.remark.clear();
    model.pictogram = Pictogram::wrench;
    model.items = {{Pictogram::browser,
                    texts(msg("Visitors: use another kiosk, or choose “Verify by video call” on your "
                              "account’s settings page."))}};
}

void tell_technicians(const Texts& texts, std::string words, ScreenModel& model) {
    if (!words.empty()) model.items.push_back({Pictogram::wrench, std::move(words), true});
    // An item of its own, without a drawing: an error's English words and an Arabic sentence in one text
    // would share one line spacing.
    model.items.push_back({Pictogram::none,
                           texts(msg("Service page: press F12, or touch the top left corner five times.")),
                           true});
}

void tell_out_of_service(const Telling& telling, ScreenModel& model) {
    const Texts& texts = telling.texts;
    tell_elsewhere(texts, model);
    const char* repair = nullptr;
    switch (telling.state.notice) {
        case Notice::camera_missing:
        case Notice::camera_changed:
            repair =
                msg("Technicians: check the camera’s cable. The kiosk goes on by itself once the camera "
                    "answers.");
            break;
        case Notice::backend_refused:
            repair =
                msg("Technicians: check this kiosk’s certificate, its clock and the address of the service.");
            break;
        case Notice::backend_unreachable:
            repair = msg("Technicians: check the network cable and the address of the service.");
            break;
        case Notice::storage_full:
            repair =
                msg("Technicians: free some of the kiosk’s storage. The kiosk goes on by itself once there "
                    "is room.");
            break;
        case Notice::storage_failed:
            repair = msg("Technicians: free or replace the kiosk’s storage, then start it again.");
            break;
        default:
            break;
    }
    tell_technicians(texts, repair == nullptr ? std::string() : texts(repair), model);
}

std::string countdown_of(const Telling& telling) {
    const session::State& state = telling.state;
    const TimePoint now = telling.now;
    const auto text = [&](const char* msgid, Duration left) {
        return telling.texts.with(msgid, clock_text(left));
    };
    switch (state.stage) {
        case Stage::welcome: {
            const Duration left = state.attempts.paused_until - now;
            return left > Duration{} ? text(msg("Next try in {1}"), left) : std::string();
        }
        case Stage::code:
            if (const Duration left = session::closed_until(state) - now; left > Duration{}) {
                return text(msg("Next code in {1}"), left);
            }
            [[fallthrough]];
        case Stage::name:
        case Stage::consent:
        case Stage::review: {
            const Duration left = std::max(state.entered, state.last_input) + telling.limits.idle - now;
            return left <= last_call ? text(msg("Closes in {1}"), left) : std::string();
        }
        case Stage::waiting_for_backend:
            return state.next_reconnect > now ? text(msg("Next try in {1}"), state.next_reconnect - now)
                                              : std::string();
        case Stage::position:
        case Stage::hold:
        case Stage::approach:
        case Stage::turn:
        case Stage::smile:
        case Stage::open_mouth: {
            const Duration limit = state.context.challenge.time_limit;
            if (!state.prompted || limit <= Duration{}) return {};
            const Duration left = state.context.prompted + limit - now;
            return left <= last_call ? text(msg("Time left {1}"), left) : std::string();
        }
        case Stage::see_representative:
        case Stage::video_call:
            return text(msg("Closes in {1}"), state.entered + telling.limits.idle - now);
        case Stage::verified:
        case Stage::try_again:
        case Stage::result_follows:
            return text(msg("Closes in {1}"), state.entered + telling.limits.result - now);
        default:
            return {};
    }
}

}  // namespace verikiosk::screens
