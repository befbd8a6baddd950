// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/screens/model.hpp"

/// Inside this room: the words of each group of stages.
namespace verikiosk::screens {

/// What a screen is told with.
struct Telling {
    const session::State& state;
    TimePoint now;
    const Texts& texts;
    const session::Limits& limits;
};

void tell_arrival(const Telling& telling, ScreenModel& model);    ///< welcome .. consent
void tell_challenge(const Telling& telling, ScreenModel& model);  ///< position .. open mouth
void tell_selfie(const Telling& telling, ScreenModel& model);     ///< review, sending
void tell_result(const Telling& telling, ScreenModel& model);     ///< verified .. result follows
void tell_out_of_service(const Telling& telling, ScreenModel& model);

/// What every out-of-service screen says: that it is one, and where visitors go instead.
void tell_elsewhere(const Texts& texts, ScreenModel& model);
/// And last, what technicians do about it (nothing where `words` is empty) and the way to the service page.
void tell_technicians(const Texts& texts, std::string words, ScreenModel& model);

/// A face's outline as it is drawn for a whole head.
[[nodiscard]] Oval drawn_oval(Oval oval);

/// The position of a ring that says "wait", of 24.
[[nodiscard]] int turn_of(Duration since);

/// Minutes and seconds, "0:15"; nothing is less than "0:00".
[[nodiscard]] std::string clock_text(Duration left);

/// "Time left 0:15" or another such sentence; empty where nothing ends soon.
[[nodiscard]] std::string countdown_of(const Telling& telling);

/// "This is no real verification", where it is none.
[[nodiscard]] std::string banner_of(const session::State& state, const Texts& texts);

}  // namespace verikiosk::screens
