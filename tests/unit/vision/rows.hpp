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
[[nodiscard]] ObservationRow moved(ObservationRow row, int dx, int dy);

[[nodiscard]] judge::Context centre_context();
[[nodiscard]] judge::Context smile_context();

/// Feeds rows and returns the last standing.
judge::Standing feed(judge::ChallengeJudge& judge, const std::vector<ObservationRow>& rows);

}  // namespace verikiosk::tests
