// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "firmware/domain/error.hpp"
#include "firmware/domain/evidence.hpp"
#include "firmware/lab/attacks/share.hpp"

namespace verikiosk::lab::attacks {

/// How an answer to one plan is given to another.
enum class Answer : std::uint8_t {
    as_recorded,  ///< from its first frame to its last, whatever is asked
    cut_to_suit,  ///< at each prompt the recording jumps, unseen, to where it answers that kind of challenge
};

/// Whether a visit's observation log passes for the answer to this plan: the kiosk's own session and judges
/// are walked through it, row by row and without pictures, and all judgements are brought together. The log
/// says what a recording in the camera's place would give: nothing in it follows what this plan does to the
/// scene.
[[nodiscard]] bool answers(const Evidence& recorded, const Plan& plan, Answer answer);

/// A visit of somebody who was verified.
struct RecordedVisit {
    std::uint64_t seed = 0;  ///< its own plan's
    Evidence evidence;
};

/// How many sessions were passed.
struct OtherPlans {
    Share as_recorded;
    Share cut_to_suit;
    /// The recordings, each answering its own plan again: all of them, or the two above mean nothing.
    Share own_plan;
};
/// Answers plans that were drawn anew, and each recording's own. internal: no plan can be drawn.
[[nodiscard]] Result<OtherPlans> answer_other_plans(std::span<const RecordedVisit> visits, int sessions,
                                                    std::uint64_t run_seed);

}  // namespace verikiosk::lab::attacks
