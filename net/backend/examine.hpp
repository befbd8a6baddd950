// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "firmware/domain/evidence.hpp"
#include "net/backend/judges.hpp"
#include "net/backend/ruling.hpp"
#include "net/backend/store.hpp"

namespace verikiosk::backend {

/// Evidence whose signature was found good, with all that it is held against.
struct Submission {
    const SessionRecord& session;
    const Kiosk& kiosk;
    const Evidence& evidence;
    const EvidencePackage& package;
    ByteView profile_photo;  ///< empty: the account has none
    WallTime arrived{};
    bool development = false;
};

/// Holds evidence against its session, its own digests, the plan, the judge, its crops and the profile photo,
/// in this order, and rules on it. The first thing that contradicts ends it; challenges that fail are all
/// named. Faces that differ are never verified; faces that match are nothing without the challenges.
[[nodiscard]] Ruling examine(const Submission& submission, const Judges& judges);

// The parts of examine() that need no picture; none when all is consistent.

/// Of identity, digests, rows, crops and the order of the challenges: an alternate stands only where it takes
/// the place of a challenge that could not be concluded or was declined.
[[nodiscard]] std::optional<Ruling> contradiction(const Submission& submission, const Judges& judges);
/// Of the log's rows with the challenges that passed.
[[nodiscard]] std::optional<Ruling> log_fault(const Submission& submission);
/// Of what the kiosk says it showed with what the plan asks for.
[[nodiscard]] std::optional<Ruling> scene_fault(const Submission& submission, const Judges& judges);
/// Asked only of evidence whose challenges were passed: others have no selfie.
[[nodiscard]] std::optional<Ruling> selfie_fault(const Submission& submission);

/// Whether a challenge is passed in one moment, by where the face's points are then: a crop of it can show
/// that.
[[nodiscard]] inline bool judged_by_points(ChallengeKind kind) {
    return kind == ChallengeKind::turn || kind == ChallengeKind::smile || kind == ChallengeKind::open_mouth;
}

/// Whether the crops show the selfie's face; what came of it is added to `detail`.
[[nodiscard]] std::optional<Ruling> person_fault(const Submission& submission, const MatchCrops& match,
                                                 std::string& detail);

/// What crops say of the rows that they prove; what can't be measured again, and why, is added to `detail`.
[[nodiscard]] std::optional<Ruling> crops_fault(const Submission& submission, const RemeasureCrop& remeasure,
                                                std::string& detail);

/// Signed by the right kiosk, but it contradicts itself or its session.
[[nodiscard]] Ruling inconsistent(std::string detail);

}  // namespace verikiosk::backend
