// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "vision/liveness/judge/held.hpp"
#include "vision/liveness/judge/judges.hpp"
#include "vision/liveness/judge/thresholds.hpp"

/// Open mouth, for who cannot smile. Compares the gap between the inner lips with the visitor's own at
/// centre. It has to begin after the prompt and to last as long as the plan says, which speech does not.
/// Score: the widest gap over the neutral one.
namespace verikiosk::judge {
namespace {

class OpenMouthJudge final : public HeldJudge {
  public:
    explicit OpenMouthJudge(const Context& context) : HeldJudge(context) {}

  private:
    Reason obstacle_of(const ObservationRow& row) override {
        if (!row.has_face()) return Reason::no_face;
        if (row.faces > 1) return Reason::several_faces;
        // A turned or covered mouth has no gap worth measuring.
        if (row.quality.has(Reason::head_turned)) return Reason::head_turned;
        if (row.quality.has(Reason::face_covered)) return Reason::face_covered;
        const int opened = row.mouth_open_milli - context().neutral_mouth_open_milli;
        widest_ = std::max(widest_, opened);
        if (opened < threshold::opened_mouth_milli / 2) closed_ = true;
        return closed_ && opened >= threshold::opened_mouth_milli ? Reason::none : Reason::mouth_not_opened;
    }
    [[nodiscard]] std::int32_t score() const override { return widest_; }

    int widest_ = 0;
    bool closed_ = false;  // a mouth that was open at the prompt has to close first
};

}  // namespace

std::unique_ptr<ChallengeJudge> make_open_mouth_judge(const Context& context) {
    return std::make_unique<OpenMouthJudge>(context);
}

}  // namespace verikiosk::judge
