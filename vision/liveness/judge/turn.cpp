// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>

#include "vision/liveness/judge/held.hpp"
#include "vision/liveness/judge/judges.hpp"
#include "vision/liveness/judge/measured.hpp"
#include "vision/liveness/judge/median.hpp"
#include "vision/liveness/judge/thresholds.hpp"

/// Turn. Compares the nose's place between the jaw's ends with where the visitor's own was at centre, towards
/// the drawn side, and the points with any plane's picture of where they were when the challenge began. A
/// sheet that is turned, or bent so that the nose moves, stays a plane's picture: flat_face. Can't say where
/// nothing was measured. Score: the greatest change of asymmetry towards the drawn side.
namespace verikiosk::judge {
namespace {

class TurnJudge final : public HeldJudge {
  public:
    explicit TurnJudge(const Context& context) : HeldJudge(context) {
        if (challenge().side == Side::none) end(Outcome::inconclusive, Reason::liveness_not_concluded);
    }

  private:
    Reason obstacle_of(const ObservationRow& row) override {
        if (!row.has_face()) return Reason::no_face;
        if (row.faces > 1) return Reason::several_faces;
        if (!measured(row)) return Reason::weak_signal;
        const int toward = toward_side(row);
        most_ = std::max(most_, toward);
        // Turning is what is asked: a head that was turned at the prompt has to come back first.
        if (std::abs(toward) < threshold::flat_asymmetry_milli(row.source)) ahead_ = true;
        if (width_.count() < first_rows && ahead_) width_.add(shape(row));
        const bool turned = ahead_ && toward >= threshold::turned_asymmetry_milli(row.source);
        const int parallax = row.liveness.parallax_milli;
        if (turned && parallax >= threshold::turned_parallax_milli) return Reason::none;
        const bool in_plane = turned && parallax < threshold::flat_parallax_milli;
        if (!in_plane && !narrowed(row, toward)) {
            flat_.bad(row.time);
            return turned ? Reason::weak_signal : Reason::not_turned;
        }
        flat_.good(row.time);
        if (flat_.held() >= std::max(challenge().hold, threshold::least_flat))
            end(Outcome::fail, Reason::flat_face);
        return Reason::flat_face;
    }

    [[nodiscard]] int toward_side(const ObservationRow& row) const {
        const int change = row.asymmetry_milli - context().neutral_asymmetry_milli;
        return challenge().side == Side::left ? change : -change;
    }

    static int shape(const ObservationRow& row) {
        // No face is a hundred times as wide as high.
        return row.box_height == 0 ? 0 : std::min(row.box_width * 1000 / row.box_height, 100'000);
    }

    /// Seen from the side while the nose stays between the jaw's ends. An open mouth makes a face longer and
    /// a nod shorter, so neither counts.
    [[nodiscard]] bool narrowed(const ObservationRow& row, int toward) const {
        return width_.count() == first_rows &&
               std::abs(toward) < threshold::flat_asymmetry_milli(row.source) &&
               row.mouth_open_milli < threshold::mouth_open_milli &&
               shape(row) * 1000 < width_.median() * threshold::narrowed_milli;
    }

    static constexpr std::size_t first_rows = 5;
    RunningMedian<first_rows> width_;  // of the face over its height, when the challenge began
    Hold flat_;
    bool ahead_ = false;
    int most_ = 0;

    [[nodiscard]] std::int32_t score() const override { return most_; }
};

}  // namespace

std::unique_ptr<ChallengeJudge> make_turn_judge(const Context& context) {
    return std::make_unique<TurnJudge>(context);
}

}  // namespace verikiosk::judge
