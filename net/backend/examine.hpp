// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "firmware/domain/comparison.hpp"
#include "firmware/domain/evidence.hpp"
#include "net/backend/ruling.hpp"
#include "net/backend/store.hpp"

namespace verikiosk::backend {

/// What judging a log again gives: one result per challenge of the plan, in order, and the judgement over the
/// log as a whole (a frozen picture).
struct LogJudgement {
    std::vector<ChallengeResult> challenges;
    Judgement passive;
};
/// The judge that kiosks run too, handed over by the program.
using JudgeLog = std::function<LogJudgement(const Plan&, const Evidence&)>;

/// Compares the faces of selfie and profile photo, handed over by the program too; empty where no model does.
/// An error: one of them can't be looked at.
using MatchFaces = std::function<Result<Comparison>(ByteView selfie, ByteView profile_photo)>;

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

/// Holds evidence against its session, its own digests, the judge and the profile photo, in this order, and
/// rules on it. The first thing that contradicts ends it; challenges that fail are all named. Faces that
/// differ are never verified; faces that match are nothing without the challenges.
[[nodiscard]] Ruling examine(const Submission& submission, const JudgeLog& judge, const MatchFaces& match);

/// The parts of examine() that need no judge; none when all is consistent. Separate for tests and readers.
[[nodiscard]] std::optional<Ruling> contradiction(const Submission& submission);
[[nodiscard]] std::optional<Ruling> selfie_fault(const Submission& submission);

}  // namespace verikiosk::backend
