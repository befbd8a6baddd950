// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/geometry.hpp"
#include "firmware/domain/reason.hpp"
#include "firmware/domain/time.hpp"

namespace verikiosk {

/// Parts of the picture whose mean colour is measured. Left and right are the visitor's own.
enum class Region : std::uint8_t { forehead, cheek_right, cheek_left, background, count_ };
inline constexpr std::size_t region_count = static_cast<std::size_t>(Region::count_);

/// Mean colour in sixteenths of a code value, 0..4095 each, in the range that the frame's samples use.
struct RegionColour {
    std::uint16_t luma = 0;
    std::uint16_t cb = 0;
    std::uint16_t cr = 0;
    bool operator==(const RegionColour&) const = default;
};

/// What liveness measured on one frame; zeros without a face. Formulas: vision/liveness/measure.
struct LivenessMeasures {
    std::array<RegionColour, region_count> regions{};
    // The next three are 0..4095 too.
    std::uint16_t noise_centi = 0;  ///< standard deviation of the sensor's noise, hundredths of a code value
    /// How far the face's points are from any plane's picture of where they were when this challenge began,
    /// thousandths of the inter-ocular distance.
    std::uint16_t parallax_milli = 0;
    std::uint16_t recapture_milli = 0;  ///< signs of a screen's or a print's raster, 0..1000
    std::uint8_t model = 0;             ///< a model's word, 1 (an attack) .. 201 (alive); 0: no model looked
    [[nodiscard]] const RegionColour& operator[](Region region) const {
        return regions[static_cast<std::size_t>(region)];
    }
    bool operator==(const LivenessMeasures&) const = default;
};

/// What vision measured on one frame, in the fixed point in which it is signed: device and backend judge
/// the very same integers. Units stand in the names; "milli" is a thousandth of the ratio.
/// Serialised it must stay at or under 160 bytes.
struct ObservationRow {
    std::uint64_t sequence = 0;     ///< the camera's frame number; gaps are dropped frames
    TimePoint time{};               ///< sensor time
    std::uint32_t exposure_us = 0;  ///< 0: the camera does not report it
    std::uint32_t gain_milli = 0;   ///< 0: the camera does not report it
    std::uint16_t frame_width = 0;  ///< pixels
    std::uint16_t frame_height = 0;
    std::uint8_t faces = 0;   ///< faces in the latest detection that landmarks agree with
    std::uint32_t track = 0;  ///< changes whenever the followed face was lost; 0: nobody is followed
    PointSource source = PointSource::none;  ///< who placed the points of the measures below
    std::int16_t box_x = 0;                  ///< followed face, source pixels
    std::int16_t box_y = 0;
    std::uint16_t box_width = 0;
    std::uint16_t box_height = 0;
    std::uint16_t iod_decipx = 0;         ///< distance between the eyes' centres, tenths of a pixel
    std::int16_t yaw_decideg = 0;         ///< positive: towards the subject's left
    std::int16_t pitch_decideg = 0;       ///< positive: up
    std::int16_t roll_decideg = 0;        ///< positive: towards the subject's left shoulder
    std::int16_t asymmetry_milli = 0;     ///< nose-to-jaw asymmetry, -1000..1000; 0 is frontal
    std::uint16_t mouth_width_milli = 0;  ///< mouth width / inter-ocular distance
    std::uint16_t mouth_open_milli = 0;   ///< inner lip gap / mouth width
    std::int16_t corner_rise_milli = 0;   ///< mouth corners above the lips' middle / inter-ocular distance
    std::uint16_t eye_right_milli = 0;    ///< eye aspect ratio
    std::uint16_t eye_left_milli = 0;
    std::uint16_t sharpness_milli = 0;  ///< of the face region; see vision/face/quality.hpp
    std::uint8_t brightness = 0;        ///< median luma of the face region, 0..255
    Reasons quality{};                  ///< quality components that are not good enough on this frame
    LivenessMeasures liveness{};
    Digest crop{};  ///< SHA-256 of this frame's 160x160 face crop; zeros without a face

    [[nodiscard]] bool has_face() const { return track != 0; }
    [[nodiscard]] Box box() const {
        return {static_cast<float>(box_x), static_cast<float>(box_y), static_cast<float>(box_width),
                static_cast<float>(box_height)};
    }
    bool operator==(const ObservationRow&) const = default;
};

/// A face that a detector saw.
struct SeenFace {
    Box box;  ///< source pixels: about square, brows to chin
    float score = 0;
};

/// The quality components that are measured, with the names of ISO/IEC 29794-5; what is not good enough
/// stands in the row as a reason. Ranges and thresholds: vision/face/quality.hpp.
struct QualityComponents {
    float sharpness = 0;                ///< mean absolute Laplacian over the standard deviation of luma
    float illumination_uniformity = 0;  ///< the darker half's mean luma over the lighter half's, 0..1
    float median_luma = 0;              ///< 0..255; low is under-exposure
    float over_exposure = 0;            ///< share of the face that has lost its texture, 0..1
    float dynamic_range = 0;            ///< luma from the 5th to the 95th percentile, 0..255
};

/// What a face does. Relative to the visitor's own neutral face where it has been seen for long enough,
/// otherwise to people's in general.
struct Expression {
    float smile = 0;  ///< 0..1; from a half on it is a smile
    bool own_neutral = false;
    bool mouth_open = false;
    float eye_right_open =
        0;  ///< aspect ratio over that of the visitor's own open eye; 1 is as open as usual
    float eye_left_open = 0;
    bool blinked = false;  ///< both eyes have just opened again after a blink
    Point gaze;            ///< of the irises in their eyes' openings, -1..1: x to the subject's left, y down
};

/// One frame's row with what does not leave the kiosk.
struct Observation {
    ObservationRow row;
    Points points;  ///< the four from here are valid when row.has_face()
    QualityComponents components;
    Expression expression;
    Box box;                         ///< as in the row, sub-pixel
    std::array<SeenFace, 4> seen{};  ///< by the latest detection, largest first
    std::size_t seen_count = 0;
};

}  // namespace verikiosk
