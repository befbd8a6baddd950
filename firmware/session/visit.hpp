// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "firmware/session/session.hpp"

/// What the files of this room share: one step under way. Not for other rooms.
namespace verikiosk::session {

/// A step in the making: the state that changes and the effects that pile up.
struct Visit {
    State state;
    TimePoint now;
    const Limits& limits;
    std::vector<Effect> effects{};

    void go(Stage stage, Notice notice = Notice::none) {
        state.stage = stage;
        state.notice = notice;
        state.entered = now;
        state.last_input = now;
    }

    /// The visit is over: nothing of it stays but what protects against guessing codes and trying
    /// again and again.
    void end(Notice notice = Notice::none);

    /// Where nobody's visit is: welcome, or out of service while something is missing.
    void go_home(Notice notice = Notice::none);

    /// Everything a visit needs of this kiosk is there.
    [[nodiscard]] bool fit() const { return state.camera_ok && state.storage_ok; }

    [[nodiscard]] Duration here() const { return now - state.entered; }
    [[nodiscard]] Duration idle() const { return now - state.last_input; }
};

// challenges.cpp
void start_challenges(Visit& visit);
void on_row(Visit& visit, const ObservationRow& row, Pan pan);
void on_frames_ended(Visit& visit);
void on_prompt(Visit& visit, const PromptShown& shown);
/// The visitor does not want, or is not able to do, what is asked for.
void decline(Visit& visit);

// order.cpp
/// corrupt: why nobody can be asked for this plan.
[[nodiscard]] Result<void> plan_fault(const Plan& plan);
/// What comes after the results so far: the alternate of the last one, or the plan's next, by its planned
/// index. None: that was all.
[[nodiscard]] std::optional<std::size_t> next_of(State& state);
/// Whether what the plan has left, with this next, can no longer conclude it. The rest would only cost the
/// visitor time: the answer is a call, or another try.
[[nodiscard]] bool hopeless(const State& state, std::optional<std::size_t> next);
/// Why the challenge at `state.challenge` is not asked for at all; none: it is.
[[nodiscard]] Reason passed_over(const State& state);

// sequence.cpp: what the kiosk does to the scene, step by step
void on_colour(Visit& visit, const ColourShown& shown);
/// Goes on to the next step when this one has lasted.
void step_sequence(Visit& visit);
/// Starts the sequence of the challenge whose prompt has just taken effect, if it has one.
void start_sequence(Visit& visit);

// height.cpp
/// Wishes the picture to the visitor's height, or up and down in search of one; before the oval is placed.
/// True while it is on its way to a face: what is seen then moves with the picture, and must not count.
[[nodiscard]] bool comes_to_height(State& state, const ObservationRow& row, Pan pan);

// answers.cpp: what backend, storage and camera say
void on_opened(Visit& visit, const OpenedSession& session, int control_lag_frames);
void on_open_failed(Visit& visit, const Error& error);
void on_camera(Visit& visit, const CameraLost& camera);
void on_storage(Visit& visit, const StorageState& storage);
void on_commit_failed(Visit& visit);
void on_receipt(Visit& visit, const Receipt& receipt);
void on_send_failed(Visit& visit, const SendFailed& failed);

// attempts.cpp: the pause between failed attempts
/// The backend has answered: it did not work.
void attempt_failed(Visit& visit);
/// At the end of each step: forgets what is long ago, and has the number kept where it has changed.
void settle_attempts(Visit& visit);

// session.cpp
void submit_code(Visit& visit);

}  // namespace verikiosk::session
