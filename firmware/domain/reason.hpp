// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace verikiosk {

/// Why something is not (yet) as it should be. One vocabulary from the quality components of a frame to the
/// backend's receipt; screens have a sentence for those a visitor can act on. Numbers are on the wire
/// (evidence and receipts): append, never renumber.
enum class Reason : std::uint8_t {
    none = 0,

    // Where the visitor is. Left and right are the visitor's own.
    no_face = 1,
    several_faces = 2,
    too_far = 3,
    too_near = 4,
    move_left = 5,
    move_right = 6,
    move_up = 7,
    move_down = 8,
    cropped = 9,  ///< part of the head is outside the picture
    not_still = 10,

    // Quality of the picture, as ISO/IEC 29794-5 names its components.
    too_dark = 20,        ///< under-exposure
    too_bright = 21,      ///< over-exposure
    uneven_light = 22,    ///< illumination uniformity
    low_contrast = 23,    ///< dynamic range
    blurred = 24,         ///< sharpness
    head_turned = 25,     ///< pose
    head_tilted = 26,     ///< pose, in the picture's plane
    eyes_closed = 27,     ///< eyes open
    face_covered = 28,    ///< occlusion
    mouth_open = 29,      ///< mouth closed
    low_resolution = 30,  ///< inter-ocular distance

    // Challenges.
    not_smiling = 40,
    face_changed = 41,    ///< the followed face was lost, or another took its place
    frozen_picture = 42,  ///< consecutive frames are identical: no sensor does that
    time_out = 43,
    mouth_not_smile = 44,  ///< the mouth opened wide but its corners did not rise
    declined = 45,         ///< the visitor did not want this challenge
    not_turned = 46,
    not_nearer = 47,
    mouth_not_opened = 48,
    weak_signal = 49,        ///< the room or the camera does not let anybody tell
    flat_face = 50,          ///< moves like something flat
    no_light_answer = 51,    ///< the face does not reflect the screen's colours as skin there would
    late_light_answer = 52,  ///< it does, later than light does
    exposure_ignored = 53,   ///< picture or metadata do not follow the camera's control
    repeated_frames = 54,    ///< pictures come back that were there before
    wrong_times = 55,        ///< frames are not timed as the camera's sensor times them
    recaptured = 56,         ///< the picture shows a screen's or a print's raster

    // The backend's.
    injection = 60,               ///< recorded, virtual or simulated input where a camera was required
    development_input = 61,       ///< "recorded or simulated input, development only"
    match_not_concluded = 62,     ///< selfie and profile photo were not compared, or nobody can say
    liveness_not_concluded = 63,  ///< the policy's attack classes lack a conclusive pass
    judgement_disagrees = 64,     ///< the kiosk's judgement is not what its own log gives
    evidence_inconsistent = 65,   ///< digests, rows or times contradict each other
    deadline_passed = 66,
    attempts_exhausted = 67,
    not_eligible = 68,
    development_policy = 69,  ///< decided under a policy for demonstrations and tests
    revoked_kiosk = 70,
    faces_differ = 71,  ///< selfie and profile photo show different people
};

/// The enumerator's name, for logs, JSON and reports ("too_far").
[[nodiscard]] std::string_view name_of(Reason reason);

/// The other way; empty when no reason has that number.
[[nodiscard]] std::optional<Reason> reason_from(std::uint64_t number);

/// A set of reasons below 64, as it travels in an observation row.
class Reasons {
  public:
    constexpr Reasons() = default;
    constexpr explicit Reasons(std::uint64_t bits) : bits_(bits) {}
    constexpr void add(Reason reason) { bits_ |= bit(reason); }
    constexpr void remove(Reason reason) { bits_ &= ~bit(reason); }
    [[nodiscard]] constexpr bool has(Reason reason) const { return (bits_ & bit(reason)) != 0; }
    [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
    [[nodiscard]] constexpr std::uint64_t bits() const { return bits_; }
    [[nodiscard]] std::vector<Reason> list() const;
    bool operator==(const Reasons&) const = default;

  private:
    static constexpr std::uint64_t bit(Reason reason) {
        const auto number = static_cast<unsigned>(reason);
        return number == 0 || number > 63 ? 0 : std::uint64_t{1} << number;
    }
    std::uint64_t bits_ = 0;
};

}  // namespace verikiosk
