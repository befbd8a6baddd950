// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "vision/liveness/judge/continuity.hpp"
#include "vision/liveness/judge/judge.hpp"

namespace verikiosk::judge {

/// What all judges after centre have in common: whose face it is. Another track, or a jump that no head
/// makes, is a failure (face_changed); points of another source, or no passed centre, leave it inconclusive.
class FollowingJudge : public ChallengeJudge {
  public:
    Standing add(const ObservationRow& row) final;
    void carry_to(Context& next) const final;

  protected:
    explicit FollowingJudge(const Context& context);

    /// A row after the prompt, later than the ones before and in time: the followed face's or nobody's.
    virtual void look(const ObservationRow& row) = 0;
    /// The time is over: calls end().
    virtual void run_out() = 0;
    /// What was measured so far, in the judge's unit.
    [[nodiscard]] virtual std::int32_t score() const = 0;

    void end(Outcome outcome, Reason reason);
    /// `so_far`: what to report where rows end early.
    void go_on(Reason guidance, Reason so_far, float progress);
    /// Part of a hold that has been held, at most 1.
    [[nodiscard]] float part_of_hold(Duration held) const;

    [[nodiscard]] const Context& context() const { return context_; }
    [[nodiscard]] const Challenge& challenge() const { return context_.challenge; }
    [[nodiscard]] bool over() const { return standing_.over; }

  private:
    Context context_;
    Standing standing_;
    Continuity continuity_;
    std::optional<TimePoint> last_;
};

}  // namespace verikiosk::judge
