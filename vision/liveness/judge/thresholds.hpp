// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
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

/// After centre. No standing or seated head moves faster than 2 m/s: 32 times the 63 mm between the eyes, in
/// thousandths of that distance a second.
inline constexpr std::int64_t head_speed_milli = 32'000;

/// After centre. Nor does it grow faster: 2 m/s at 40 cm from the lens is five times its size a second, and
/// landmarks that slip while it turns add half of that.
inline constexpr std::int64_t head_growth_milli = 7'500;

/// Turn. Change of the nose-to-jaw asymmetry: real heads asked to turn came to 400-1400. Flat photos of 30
/// people turned by up to 40 degrees came to 160 with the 68 points (95 of 100 under 127), and to 226 with
/// Face Mesh, which knows heads too well; half as much again is a head. The 68 points lose heads that turn
/// much farther than that.
inline constexpr int turned_asymmetry_milli(PointSource source) {
    return source == PointSource::face_mesh ? 340 : 240;
}
inline constexpr int flat_asymmetry_milli(PointSource source) {
    return turned_asymmetry_milli(source) * 2 / 3;
}

/// Turn. Points off any plane's picture: a twelfth of the asymmetry and more where a head turns, so 20 at the
/// limit above. Under 12, where points tremble on still faces (95 of 100 of the photos ahead), the nose moved
/// but no head with it.
inline constexpr int turned_parallax_milli = 20;
inline constexpr int flat_parallax_milli = 12;

/// Turn. A flat sheet turned by 40 degrees has a face narrower by 13 % (median of 26) between the jaw's ends,
/// and the nose where it was between them; a turned head's outline is as wide as before, within 3 %.
inline constexpr int narrowed_milli = 900;

/// Approach. Until it has grown by 3 % the face is where it was at the prompt.
inline constexpr std::int64_t not_grown_milli = 1030;
/// Approach. Rows near enough before anything is said: the medians of fewer still tremble.
inline constexpr std::size_t near_rows = 12;
/// Approach. How long a face that is near enough is looked at: two breaths of a moving hand.
inline constexpr Duration near_patience = 1000ms;
/// Approach. Points off any plane's picture. Flat pictures of 40 real people made to grow by a third, with
/// hand and sensor shaking, came to 2-12 (one to 17); landmarks' own tremble is 2-4.
inline constexpr int near_parallax_milli = 18;
inline constexpr int some_parallax_milli = 8;
inline constexpr int no_parallax_milli = 4;
/// Approach. Loss of the face's width against the eyes' distance, hundred-thousandths. A face's outline lies
/// some 4 cm behind the eyes: 4 cm / 60 cm x a third nearer is 2.2 %, 1.7 % at 77 cm. The same flat pictures
/// came to 0 +- 0.6 %.
inline constexpr std::int64_t narrower_near = 1'500;
inline constexpr std::int64_t as_wide_near = 500;

/// Turn. A flat picture is one for as long as a turn is held, but no shorter than this: landmarks slip.
inline constexpr Duration least_flat = 300ms;

/// Light. How long light may take from the moment a colour could be seen to the row that shows it: a frame's
/// interval at 30 a second (33 ms), a refresh of the screen (17) and its panel's response (up to 30).
inline constexpr Duration light_lag = 80ms;
/// Light. How far beyond that an answer is looked for: a face that is rendered or sent takes 100-500 ms.
inline constexpr Duration longest_light_lag = 600ms;
inline constexpr Duration light_lag_step = 10ms;
/// Light. By how much a later answer must explain more of the rows before it counts as late: half of a row in
/// each step of nine is on the wrong side.
inline constexpr double light_late_margin = 0.05;
/// Light. The least that counts, over the room's light. Mains and clouds move it by 1 %, and a display's
/// glass adds about 2 % of its own white (it returns 4 % of a screen as bright, and of that a part beside the
/// mirrored screen). A face at 80 cm gets 31 lux of a screen that gives 55 at 60 cm: 2.6 % of 1,200 lux, in
/// more than which nothing can be said there.
inline constexpr double light_gain = 0.025;
/// Light. Share of the changes that the shown colours explain: white flicker at the right moments explains
/// half where half of each colour's channels are dark. In the middle between that and all.
inline constexpr double light_explained = 0.75;
/// Light. Correlation of hue alone. Six of six colours drawn anew correlate with the shown ones by 0 +- 0.3:
/// one draw in 400 comes to more than this; a face that answers stays above 0.95 unless the signal is weak.
inline constexpr double light_hue = 0.85;
/// Light. Hue that changes step by step, and not as shown: this much, over the room's light (twice what mains
/// and clouds do, which change no hue), and correlated by no more than colours drawn anew mostly are.
inline constexpr double wrong_hue_change = 0.02;
inline constexpr double light_wrong_hue = 0.3;
/// Light. Standard errors of the gain: one in three million by chance, if errors were normal.
inline constexpr double light_signal = 5;
/// Light. Changes of hue over what the scatter inside steps would make of them.
inline constexpr double clear_hue = 5;
/// Light. The least that a part of the face answers over their mean: a cheek that looks 75 degrees away from
/// the screen.
inline constexpr double light_region_share = 0.25;
/// Light. The background's answer over the face's. Light falls with the square of distance: half a metre
/// behind a face at 60 cm it is 0.3, half a metre behind one at 80 cm 0.38. On one sheet with the face it
/// is 1.
inline constexpr double light_behind = 0.6;
inline constexpr double light_flat = 0.8;
/// Light. How far the answer is a share of each channel's own light. With b for the slope of the logarithms
/// of answer and light over the channels this is (1+b)^2 / ((1+b)^2 + b^2). What is lit answers all channels
/// alike, b = 0; glass adds the same to all, b = -1; this is b = -0.6. In a room warmer than the screen blue
/// answers more than red does, 1.6 times at 4000 K (white balances of red and blue 1.6 and 2.0, of 6500 K 1.9
/// and 1.5), which dark skin, that returns red 3 times as blue, makes b = -0.45, and light skin what glass
/// does.
inline constexpr double light_of_its_colour = 0.3;
/// Light. So what else tells glass from a warm room is asked as well. Glass adds little: it returns 4 % of a
/// screen of 300 nits at most, and a small part of that beside the mirrored screen, onto a display whose own
/// white, as bright, is exposed to be the picture's. Light skin in a room of 900 lux adds 0.03. And glass
/// lies before the background too, while light that falls on a room is mostly not to be seen on what is
/// behind. Where both speak for glass, colours have to speak for a face more clearly: in the dark, noise and
/// what black lets through move glass from 0.1 to 0.4, and dark skin in the warm room above comes to 0.6.
inline constexpr double light_clearly_of_its_colour = 0.55;
inline constexpr double light_clear = 0.02 * 255 * 255;  // in squares of code values, as LightAnswer has them
inline constexpr double light_added_behind = 0.3;
/// Light. Exposure times gain of a locked camera changes by no more: its own rounding.
inline constexpr std::uint64_t locked_exposure_milli = 1050;

/// Exposure. Reported over asked for: cameras round to lines of the sensor and to sixteenths or decibels of
/// gain; half of the smallest step that is drawn (half a stop) is 1.19.
inline constexpr double exposure_tolerance = 1.19;
/// Exposure. Largest over smallest exposure that a camera at the end of its range must still have come to:
/// half a stop.
inline constexpr double exposure_span = 1.41;
/// Exposure. Frame-to-frame changes of light correlate with those reported by nearly 1 where the steps are
/// the largest changes there are, by 0 +- 0.3 where they have nothing to do with each other.
inline constexpr double picture_follows = 0.7;
/// Exposure. Better by this on other frames: half of the steps lie there.
inline constexpr double picture_elsewhere = 0.3;
/// Exposure. The light taken as the root's square follows by 0.9 with an exponent of 1/2.2; the steepest
/// curves of cameras in highlights leave a third. Under a tenth it stands still.
inline constexpr double picture_slope = 0.3;
inline constexpr double picture_still = 0.1;
/// Exposure. Mean luma of a face between these can move by a stop either way.
inline constexpr double darkest_luma = 30;
inline constexpr double brightest_luma = 225;
/// Exposure. Shot noise rises with the root of gain, 0.35 of itself per stop, whatever the exposure; a
/// picture made brighter by arithmetic has all its noise move with the brightness. A quarter of it is left by
/// cameras that smooth.
inline constexpr double noise_per_stop = 0.09;

/// Open mouth. Gap between the inner lips over the mouth's width, over the visitor's own: speech and surprise
/// come to 120-500 for moments, a mouth opened when asked stays beyond 350.
inline constexpr int opened_mouth_milli = 350;

/// Passive. As many consecutive rows with the very same face crop are a frozen picture. A sensor's noise
/// never repeats a crop; a recording converted from 15 to 60 frames a second shows each picture four times,
/// which is the most that common conversions do (24 to 30: two, 24 to 60: three, 25 to 50: two), and which
/// `doubled_milli` tells.
inline constexpr int frozen_rows = 6;

/// Passive. Pictures that were there before: a sensor's noise never repeats 25,600 pixels, a driver may hand
/// out an old buffer once or twice.
inline constexpr int repeated_runs = 3;

/// Passive. Rows that show the picture before them once more. A recording of 25 frames a second shown as 30
/// has 167 of a thousand; a driver short of buffers hands out an old one now and then. Half of the former,
/// and not before there are six.
inline constexpr int doubled_milli = 80;
inline constexpr int fewest_doubled = 6;

/// Passive. A camera that brightens a dark room doubles its interval, no more; so 0.4 of the median interval
/// is no frame of its sensor. USB's own jitter does that to single frames.
inline constexpr std::int64_t shortest_interval_milli = 400;
inline constexpr std::int64_t squeezed_rows_milli = 100;
inline constexpr std::size_t fewest_intervals = 30;

/// Passive. Measures on fewer rows are one picture's chance.
inline constexpr std::size_t fewest_measures = 15;

/// Passive. Signs of a raster, median: 77 photos of living people came to 371 at most (95 of 100 under 100).
inline constexpr int recaptured_milli = 500;

/// Passive. The model's word, 1..201, median: nineteen in twenty sure that it is an attack. It is as sure of
/// that with 5 of 60 photos of living people, so it is no failure, but nothing concludes against it either.
inline constexpr int model_attack = 11;

}  // namespace verikiosk::judge::threshold
