// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/domain/observation.hpp"
#include "vision/face/analyser.hpp"

/// Quality components as ISO/IEC 29794-5 names them, each a value and a reason. Pixels are looked at in the
/// aligned crop, so that every face is judged at the same size whatever its distance.
namespace verikiosk::vision {

namespace quality {

/// Under-exposure: the face's median luma is at most this; 38 is the lowest tenth of the range in which video
/// carries luma (16-235). A median and no mean, and low, so that dark skin in good light is not called dark.
inline constexpr int dark_median = 38;
/// Over-exposure: this share of the face is at or above `bright_luma`, which is 97 % of video's range: such
/// skin has lost its texture. A fifth, since foreheads and spectacles shine.
inline constexpr int bright_luma = 230;
inline constexpr float bright_share = 0.2F;
/// Illumination uniformity: the darker half of the face has less than this of the lighter half's mean. Light
/// from a window beside the visitor gives a half; a third leaves one side without eyes.
inline constexpr float uniformity = 0.4F;
/// Dynamic range: from the 5th to the 95th percentile, in steps of luma. Eyes, nostrils and brows alone span
/// more on every skin; less is haze, back light or a dirty lens.
inline constexpr float dynamic_range = 30;
/// Sharpness: mean absolute Laplacian over the standard deviation of luma, in thousandths. Recordings in
/// focus measure 230-350 with 70-105 px between the eyes and 116 with 43; made unsharp by a Gaussian of 3 px
/// at 105 px (2 mm on the face) 91, by 4 px 79, and 50-70 where nothing fine is left.
inline constexpr int sharpness_milli = 80;
/// Pose: nose-to-jaw asymmetry from here on is a head turned by about 15 degrees, where the far eye begins to
/// shrink. Roll: what the eye forgives on a portrait, and twice what ISO/IEC 19794-5 allows on a passport's.
inline constexpr int asymmetry_milli = 350;
inline constexpr int roll_decideg = 160;
/// Pitch can't be told absolutely from points: people who look straight ahead measure from 0 to 30 degrees,
/// as their noses and the camera's height have it. Only what none of them reaches counts.
inline constexpr int pitch_decideg = 400;
/// Eyes open: aspect ratio of both eyes. Shut eyes measured 0.08-0.15, narrow open ones from 0.18.
inline constexpr int eye_open_milli = 160;
/// Mouth closed: gap of the inner lips over the mouth's width; closed lips measured up to 0.07 on small
/// faces.
inline constexpr int mouth_open_milli = 120;
/// Head size: pixels between the eyes that a selfie needs. The plan says what it asks; this only tells.
inline constexpr int selfie_iod_decipx = 900;

}  // namespace quality

/// Fills brightness, sharpness and the quality reasons of a row whose measures are already there.
/// Not measured: occlusion (needs a model), background.
QualityComponents assess(const CropPixels& crop, ObservationRow& row);

}  // namespace verikiosk::vision
