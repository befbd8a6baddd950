// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/judge/held.hpp"

namespace verikiosk::judge {

void HeldJudge::look(const ObservationRow& row) {
    const Reason obstacle = obstacle_of(row);
    if (over()) return;
    tally_.count(obstacle);
    if (obstacle == Reason::none) {
        hold_.good(row.time);
    } else {
        hold_.bad(row.time);
    }
    if (hold_.held() >= challenge().hold && obstacle == Reason::none) {
        end(Outcome::pass, Reason::none);
    } else {
        go_on(obstacle, why_not(), part_of_hold(hold_.held()));
    }
}

void HeldJudge::run_out() {
    const Reason reason = why_not();
    end(reason == Reason::weak_signal ? Outcome::inconclusive : Outcome::fail, reason);
}

}  // namespace verikiosk::judge
