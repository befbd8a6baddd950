// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "firmware/domain/plan.hpp"
#include "vision/liveness/judge/judge.hpp"

namespace verikiosk::lab {

/// What a recording's motion comes to.
struct MotionVerdict {
    ChallengeKind kind = ChallengeKind::turn;
    /// The challenge's own judgement. Inconclusive unless its motion was there, since nobody asked for it:
    /// who was not asked to turn does not fail by looking ahead.
    Judgement judgement{Outcome::inconclusive, Reason::no_face, 0};
    Side side = Side::none;           ///< turn: where it was decided
    std::optional<double> seconds;    ///< when, from the first row
    std::int32_t asymmetry_left = 0;  ///< greatest change to each side since the neutral face, thousandths
    std::int32_t asymmetry_right = 0;
    std::int32_t grown = 0;     ///< greatest distance between the eyes over the neutral one, thousandths
    std::int32_t parallax = 0;  ///< greatest, thousandths of the distance between the eyes
};

/// Judges a turn (to either side) or an approach on a recording that no kiosk asked for it: first centre, on
/// the earliest moment in which somebody holds still, and from there on the challenge. Begins anew with a new
/// face. The first pass, or the first sign of something flat, decides.
class MotionJudge {
  public:
    /// turn or approach.
    explicit MotionJudge(ChallengeKind kind) : kind_(kind) { verdict_.kind = kind; }

    /// Counts the challenges: what Meter::measure takes with the next frame.
    [[nodiscard]] std::uint64_t challenge() const { return begun_; }
    /// Whether centre has passed, and the challenge's motion is waited for.
    [[nodiscard]] bool waiting() const { return judges_[0] != nullptr; }
    void add(const ObservationRow& row);
    [[nodiscard]] const MotionVerdict& verdict() const { return verdict_; }

  private:
    void seek_neutral(const ObservationRow& row);
    void begin_challenge(const ObservationRow& row);
    void watch(const ObservationRow& row);
    void note(const ObservationRow& row);
    void settle(const Judgement& judgement, std::size_t which, const ObservationRow& row);

    ChallengeKind kind_;
    std::uint64_t begun_ = 0;
    bool decided_ = false;
    std::optional<TimePoint> first_;
    judge::Context context_;
    std::unique_ptr<judge::ChallengeJudge> centre_;
    std::array<std::unique_ptr<judge::ChallengeJudge>, 2> judges_;  // an approach has one
    MotionVerdict verdict_;
};

/// For people and for programs, a line each.
[[nodiscard]] std::string verdict_line(const std::filesystem::path& file, const MotionVerdict& verdict);
[[nodiscard]] std::string verdict_json(const std::filesystem::path& file, const MotionVerdict& verdict);

}  // namespace verikiosk::lab
