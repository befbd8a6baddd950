// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/reason.hpp"
#include "firmware/domain/time.hpp"

namespace verikiosk {

/// What the kiosk asks of the visitor or does to the scene. Numbers are on the wire.
enum class ChallengeKind : std::uint8_t {
    centre = 1,      ///< face in the oval, hold still
    smile = 2,       ///< smile when asked
    approach = 3,    ///< lean in while the oval grows
    turn = 4,        ///< turn the head to a drawn side
    light = 5,       ///< the screen shows drawn colours
    exposure = 6,    ///< the camera's exposure steps as drawn
    open_mouth = 7,  ///< open the mouth when asked: for who cannot smile
};
inline constexpr ChallengeKind last_challenge_kind = ChallengeKind::open_mouth;

[[nodiscard]] std::string_view name_of(ChallengeKind kind);

/// What is held before the camera, or put in its place, instead of a living owner (ISO/IEC 30107-3 attack
/// classes by instrument; an injection presents nothing). Numbers are on the wire.
enum class AttackClass : std::uint8_t {
    print = 1,      ///< on paper: flat, bent, with holes
    replay = 2,     ///< on a screen, recorded or live
    mask = 3,       ///< a solid face that cannot do what a face does
    injection = 4,  ///< in the camera's place
};
inline constexpr AttackClass last_attack_class = AttackClass::injection;

[[nodiscard]] std::string_view name_of(AttackClass attack);

/// The visitor's own.
enum class Side : std::uint8_t { none = 0, left = 1, right = 2 };

/// Thousandths of a stop, relative to the exposure that was locked before. The picture's mean follows their
/// sum, its noise the gain.
struct ExposureStep {
    std::int16_t time_milli = 0;  ///< of the exposure time, -2000..2000
    std::int16_t gain_milli = 0;  ///< of the gain, -2000..2000
    bool operator==(const ExposureStep&) const = default;
};

struct Challenge {
    ChallengeKind kind = ChallengeKind::centre;
    /// Centre: how long to hold still. Smile, open mouth, turn, approach: how long it must last. Light and
    /// exposure: how long each step lasts.
    Duration hold{};
    Duration time_limit{};  ///< after the prompt took effect
    /// Recordings only (policy "recording"): the earliest sensor time, counted from the recording's first
    /// frame, at which this challenge may be prompted.
    std::optional<Duration> not_before{};
    Side side = Side::none;        ///< turn
    std::uint16_t grow_milli = 0;  ///< approach: inter-ocular distance over that at the prompt, 1000..2000
    /// Light: what the whole screen shows, 0xRRGGBB, at most 16; black is the reference.
    std::vector<std::uint32_t> colours{};
    std::vector<ExposureStep> exposures{};  ///< exposure: at most 16
    bool operator==(const Challenge&) const = default;
};

/// What concludes one attack class: a conclusive pass of any of these.
struct ClassRule {
    AttackClass attack = AttackClass::print;
    std::vector<ChallengeKind> stopped_by;  ///< at most 8
    bool operator==(const ClassRule&) const = default;
};

/// The challenges that the backend drew for one session.
struct Plan {
    SessionId session{};
    Nonce nonce{};
    std::string policy;  ///< "standard", "demonstration" or "recording"
    std::vector<Challenge> challenges;
    /// In the place of a challenge that could not be concluded or was declined, and only where they stop an
    /// attack class that it stops too. Each at most once.
    std::vector<Challenge> alternates{};
    std::vector<ClassRule> classes{};  ///< every one needs a conclusive pass
    std::uint16_t min_iod_px = 90;     ///< inter-ocular distance that a selfie needs, source pixels
    bool operator==(const Plan&) const = default;
};

/// What a judgement can come to. A fail is never outvoted. Numbers are on the wire.
enum class Outcome : std::uint8_t { pass = 0, fail = 1, inconclusive = 2 };

[[nodiscard]] std::string_view name_of(Outcome outcome);

struct Judgement {
    Outcome outcome = Outcome::inconclusive;
    Reason reason = Reason::none;
    std::int32_t score_milli = 0;  ///< what was measured, in the unit of the judge; never shown to a visitor
    bool operator==(const Judgement&) const = default;
};

/// Whether a kiosk may say `claimed` where its log gives `judged`: what was declined, or could not be asked,
/// or whose visitor had left, the log need not say, and claiming less raises no chance. It may hide no
/// failure.
[[nodiscard]] inline bool claims_less(const Judgement& claimed, const Judgement& judged) {
    return claimed.outcome == Outcome::inconclusive && judged.outcome != Outcome::fail;
}

/// One challenge as it went. Times are sensor time at which prompts took effect on the screen.
struct ChallengeResult {
    ChallengeKind kind = ChallengeKind::centre;
    std::uint8_t planned = 0;  ///< its index among the plan's challenges, the alternates counted after them
    TimePoint prompted{};
    TimePoint ended{};
    Judgement judgement{};
    bool operator==(const ChallengeResult&) const = default;
};

/// What the kiosk did to the scene. Numbers are on the wire.
enum class ShownKind : std::uint8_t { colour = 1, exposure = 2 };

/// One such thing, at the moment from which it was so: a colour since it could be seen, an exposure since the
/// camera was asked for it.
struct Shown {
    TimePoint at{};
    ShownKind kind = ShownKind::colour;
    std::uint32_t colour = 0;  ///< 0xRRGGBB of the whole screen
    ExposureStep exposure{};
    bool operator==(const Shown&) const = default;
};

/// The backend's answer about one session. Numbers are on the wire.
enum class Decision : std::uint8_t { verified = 0, retry = 1, refer = 2 };

[[nodiscard]] std::string_view name_of(Decision decision);

}  // namespace verikiosk
