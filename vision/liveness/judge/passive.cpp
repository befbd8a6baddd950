// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "vision/liveness/judge/judge.hpp"
#include "vision/liveness/judge/thresholds.hpp"

namespace verikiosk::judge {

Judgement judge_passive(const std::vector<ObservationRow>& rows) {
    int longest = 0;
    int run = 0;
    const ObservationRow* before = nullptr;
    for (const ObservationRow& row : rows) {
        if (row.crop == Digest{}) {
            before = nullptr;
            run = 0;
            continue;
        }
        // The very same row twice is not a repeated picture: time must have passed.
        if (before != nullptr && row.time <= before->time) continue;
        run = before != nullptr && row.crop == before->crop ? run + 1 : 1;
        longest = std::max(longest, run);
        before = &row;
    }
    if (longest == 0) return {Outcome::inconclusive, Reason::no_face, 0};
    if (longest >= threshold::frozen_rows) return {Outcome::fail, Reason::frozen_picture, longest};
    return {Outcome::pass, Reason::none, longest};
}

}  // namespace verikiosk::judge
