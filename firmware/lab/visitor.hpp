// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "drivers/input/scripted_input.hpp"
#include "drivers/simulator/cue.hpp"
#include "firmware/runner/console.hpp"
#include "firmware/session/session.hpp"

namespace verikiosk::lab {

/// What a simulated visitor is asked on this screen, in the simulator's own words.
[[nodiscard]] simulator::Cue cue_for(const session::State& state);

/// The plain way forward on a screen that waits for a touch, and how long people read before it.
struct Habit {
    session::Action action;
    Duration after;
};
[[nodiscard]] std::optional<Habit> habit_of(session::Stage stage);

/// Whether a visit has come to its end: a result is on the screen.
[[nodiscard]] bool is_end(session::Stage stage);

/// Plays the visitor's hands: touches the plain way forward on each screen and types the code, at a person's
/// pace on the session's own clock.
class VisitorHands {
  public:
    /// Types `code`; nothing where it is empty.
    VisitorHands(drivers::ScriptedInput& input, std::string code) : input_(input), code_(std::move(code)) {}

    /// After each picture.
    void look(const session::State& state, TimePoint now, runner::Console& console);

  private:
    void touch(session::Action action, const session::State& state, TimePoint now, runner::Console& console);

    drivers::ScriptedInput& input_;
    std::string code_;
    std::size_t typed_ = 0;
    session::Stage stage_ = session::Stage::out_of_service;
    TimePoint since_{};
    TimePoint last_key_{};
    bool pressed_ = false;
};

}  // namespace verikiosk::lab
