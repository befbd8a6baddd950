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
    centre = 1,  ///< face in the oval, hold still
    smile = 2,   ///< smile when asked
};

[[nodiscard]] std::string_view name_of(ChallengeKind kind);

struct Challenge {
    ChallengeKind kind = ChallengeKind::centre;
    Duration hold{};        ///< centre: how long to hold still; smile: how long it must last
    Duration time_limit{};  ///< after the prompt took effect
    /// Recordings only (policy "recording"): the earliest sensor time, counted from the recording's first
    /// frame, at which this challenge may be prompted.
    std::optional<Duration> not_before{};
    bool operator==(const Challenge&) const = default;
};

/// The challenges that the backend drew for one session.
struct Plan {
    SessionId session{};
    Nonce nonce{};
    std::string policy;  ///< "standard", "demonstration" or "recording"
    std::vector<Challenge> challenges;
    std::uint16_t min_iod_px = 90;  ///< inter-ocular distance that a selfie needs, source pixels
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

/// One challenge as it went. Times are sensor time at which prompts took effect on the screen.
struct ChallengeResult {
    ChallengeKind kind = ChallengeKind::centre;
    TimePoint prompted{};
    TimePoint ended{};
    Judgement judgement{};
    bool operator==(const ChallengeResult&) const = default;
};

/// The backend's answer about one session. Numbers are on the wire.
enum class Decision : std::uint8_t { verified = 0, retry = 1, refer = 2 };

[[nodiscard]] std::string_view name_of(Decision decision);

}  // namespace verikiosk
