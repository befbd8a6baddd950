// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "vision/liveness/judge/judge.hpp"

/// Rows as vision would write them for a visitor who does what a story says. 1280x720, 30 frames a second.
namespace verikiosk::tests {

inline constexpr std::uint16_t neutral_mouth = 800;
inline constexpr std::int16_t neutral_rise = 10;

[[nodiscard]] TimePoint frame_time(int frame);

/// Someone well placed, frontal, neutral, 110 px between the eyes.
[[nodiscard]] ObservationRow calm_row(int frame);
[[nodiscard]] ObservationRow empty_row(int frame);
[[nodiscard]] ObservationRow smiling_row(int frame);
/// The mouth wide and open, its corners down.
[[nodiscard]] ObservationRow shouting_row(int frame);
/// The mouth opened when asked, its corners where they were.
[[nodiscard]] ObservationRow gaping_row(int frame);
/// Calm, with what the meter writes for a still face.
[[nodiscard]] ObservationRow metered_row(int frame);
/// The head turned by as much of asymmetry (positive: to the subject's left), with a head's parallax.
[[nodiscard]] ObservationRow turned_row(int frame, int asymmetry_milli);
[[nodiscard]] ObservationRow moved(ObservationRow row, int dx, int dy);

[[nodiscard]] judge::Context centre_context();
[[nodiscard]] judge::Context smile_context();
/// After a passed centre, with a hold of 300 ms and 8 s of time.
[[nodiscard]] judge::Context context_of(ChallengeKind kind);

/// Until the judge is over, or `frames` rows.
template <class Make>
judge::Standing run(judge::ChallengeJudge& judge, int frames, Make make) {
    judge::Standing standing;
    for (int frame = 0; frame < frames && !standing.over; ++frame)
        standing = judge.add(make(frame));
    return standing;
}
template <class Make>
judge::Standing run(const judge::Context& context, int frames, Make make) {
    return run(*judge::make_judge(context), frames, make);
}

/// Feeds rows and returns the last standing.
judge::Standing feed(judge::ChallengeJudge& judge, const std::vector<ObservationRow>& rows);

}  // namespace verikiosk::tests
