// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vision/liveness/judge/following.hpp"
#include "vision/liveness/judge/hold.hpp"

namespace verikiosk::judge {

/// A challenge in which the visitor does something and keeps doing it for as long as the plan's hold. Not
/// done in time is a failure, with what stood in the way most; where that is a weak signal, nobody can say.
class HeldJudge : public FollowingJudge {
  protected:
    using FollowingJudge::FollowingJudge;

    /// What stands in the way on this row; none: it is being done. May call end().
    virtual Reason obstacle_of(const ObservationRow& row) = 0;
    [[nodiscard]] virtual Reason why_not() const { return tally_.leading(Reason::time_out); }
    [[nodiscard]] const Tally& tally() const { return tally_; }

    void look(const ObservationRow& row) final;
    void run_out() final;

  private:
    Hold hold_;
    Tally tally_;
};

}  // namespace verikiosk::judge
