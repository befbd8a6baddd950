// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "firmware/domain/geometry.hpp"
#include "firmware/domain/time.hpp"

/// Every figure that the judges compare with, each with where it comes from. Ratios in thousandths.
namespace verikiosk::judge::threshold {

/// Centre. How far the face's centre may move from where the hold began, over the inter-ocular distance.
/// A quarter of 63 mm is 16 mm: people asked to stand still sway by 5-10 mm within seconds, and landmarks are
/// off by up to 0.04 each way.
inline constexpr std::int64_t still_move_milli = 250;

/// Centre. How much the inter-ocular distance may change from where the hold began: 12 % is leaning by 7 cm
/// at 60 cm, twice what the sway above and one pixel of landmark rounding on each eye (2 px in 70) come to.
inline constexpr std::int64_t still_size_milli = 120;

/// All holds. Longest time without a row that still counts as continuous: a camera at 30 frames a second that
/// has slowed down to 10 in the dark and lost one frame.
inline constexpr Duration longest_gap = 250ms;

/// Centre. A blink shuts the eyes for 100-400 ms and must not restart the hold.
inline constexpr Duration blink = 400ms;

/// Smile. Mouth width over the visitor's own neutral one. On recordings of real people +15 % found 7 of 7
/// onsets within 0.1 s; without the neutral face, smiles and non-smiles are 6 % apart. Face Mesh compresses
/// smiles (peaks of 1.15-1.39 times the neutral width against 1.22-1.45): with it, +12 % found the same 7.
inline constexpr std::int64_t smile_width_gain_milli(PointSource source) {
    return source == PointSource::face_mesh ? 120 : 150;
}

/// Smile. How far the mouth's corners must rise over the neutral ones, in inter-ocular distances. Speech and
/// grimaces widen the mouth as well, but lower or keep the corners.
inline constexpr std::int64_t smile_corner_rise_milli = 40;

/// Smile. It has to begin after the prompt: the mouth must have widened by half of that over
/// the narrowest that it was since then. A smile that was there before grows by no more than its own noise.
inline constexpr std::int64_t onset_width_gain_milli(PointSource source) {
    return smile_width_gain_milli(source) / 2;
}

/// Smile. From this gap between the inner lips (over the mouth's width) the mouth is open: closed lips
/// measured up to 0.07 on small faces, speech and surprise 0.12-0.5.
inline constexpr std::int64_t mouth_open_milli = 120;

/// Passive. As many consecutive rows with the very same face crop are a frozen picture. A sensor's noise
/// never repeats a crop; a recording converted from 15 to 60 frames a second shows each picture four times,
/// which is the most that common conversions do (24 to 30: two, 24 to 60: three, 25 to 50: two).
inline constexpr int frozen_rows = 6;

}  // namespace verikiosk::judge::threshold
