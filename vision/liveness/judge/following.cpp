// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/judge/following.hpp"

#include <algorithm>

namespace verikiosk::judge {

FollowingJudge::FollowingJudge(const Context& context) : context_(context) {
    standing_.judgement = {Outcome::inconclusive, Reason::liveness_not_concluded, 0};
    // Nobody's face to compare with.
    standing_.over = context.track == 0;
}

Standing FollowingJudge::add(const ObservationRow& row) {
    if (standing_.over || row.time <= context_.prompted || (last_ && row.time <= *last_)) return standing_;
    last_ = row.time;
    if (row.time - context_.prompted > context_.challenge.time_limit) {
        run_out();
    } else if (row.has_face() && (row.track != context_.track || continuity_.broken_by(row))) {
        end(Outcome::fail, Reason::face_changed);
    } else if (row.has_face() && row.source != context_.source) {
        // Two sources do not measure the same face alike: there is nothing to compare with.
        end(Outcome::inconclusive, Reason::liveness_not_concluded);
    } else {
        look(row);
    }
    return standing_;
}

void FollowingJudge::carry_to(Context& next) const {
    Context handed_on = context_;
    handed_on.challenge = next.challenge;
    handed_on.prompted = next.prompted;
    next = handed_on;
}

void FollowingJudge::end(Outcome outcome, Reason reason) {
    standing_.over = true;
    standing_.guidance = reason;
    standing_.progress = outcome == Outcome::pass ? 1.0F : 0.0F;
    standing_.judgement = {outcome, reason, score()};
}

void FollowingJudge::go_on(Reason guidance, Reason so_far, float progress) {
    if (standing_.over) return;
    standing_.guidance = guidance;
    standing_.progress = progress;
    standing_.judgement = {Outcome::inconclusive, so_far, score()};
}

float FollowingJudge::part_of_hold(Duration held) const {
    const auto needed = static_cast<float>(std::max<std::int64_t>(challenge().hold.count(), 1));
    return std::min(1.0F, static_cast<float>(held.count()) / needed);
}

}  // namespace verikiosk::judge
