// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/geometry.hpp"
#include "firmware/domain/reason.hpp"
#include "firmware/domain/time.hpp"

namespace verikiosk {

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
    std::int16_t box_x = 0;   ///< followed face, source pixels
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
    Digest crop{};                      ///< SHA-256 of this frame's 160x160 face crop; zeros without a face

    [[nodiscard]] bool has_face() const { return track != 0; }
    [[nodiscard]] Box box() const {
        return {static_cast<float>(box_x), static_cast<float>(box_y), static_cast<float>(box_width),
                static_cast<float>(box_height)};
    }
    bool operator==(const ObservationRow&) const = default;
};

/// One frame's row with what does not leave the kiosk: the points.
struct Observation {
    ObservationRow row;
    Points points;  ///< valid when row.has_face()
};

}  // namespace verikiosk
