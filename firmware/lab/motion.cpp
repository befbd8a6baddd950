// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/motion.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <utility>

#include "firmware/lab/evidence_json.hpp"
#include "vision/face/oval.hpp"

namespace verikiosk::lab {
namespace {

// As the policy for recordings asks: half a second, less than a frame at 30 a second, and small faces too.
constexpr Duration neutral_hold = 480ms;
constexpr std::uint16_t least_iod_px = 40;
// Who has not held still by then has moved on: the oval comes to them anew.
constexpr Duration patience = 1s;
// In the middle, and at the least, of what the backend draws.
constexpr Duration held = 150ms;
constexpr std::uint16_t grow_milli = 1280;
// Nobody was asked, so nobody is late.
constexpr Duration no_limit = std::chrono::hours(24);

constexpr std::array sides{Side::left, Side::right};

std::string_view name_of(Side side) {
    return side == Side::left ? "left" : "right";
}

}  // namespace

void MotionJudge::add(const ObservationRow& row) {
    if (!first_) first_ = row.time;
    if (decided_) return;
    if (waiting()) {
        watch(row);
    } else if (row.has_face()) {
        seek_neutral(row);
    }
}

void MotionJudge::seek_neutral(const ObservationRow& row) {
    if (!centre_ || row.time - context_.prompted > patience) {
        context_ = {};
        context_.challenge = {.kind = ChallengeKind::centre, .hold = neutral_hold, .time_limit = no_limit};
        context_.prompted = row.time;
        context_.oval = vision::oval_for(row, least_iod_px);
        context_.min_iod_px = least_iod_px;
        centre_ = judge::make_judge(context_);
        return;
    }
    const judge::Standing standing = centre_->add(row);
    // Before the challenge began all there is to say is why it could not.
    if (begun_ == 0) verdict_.judgement.reason = standing.judgement.reason;
    if (standing.judgement.outcome == Outcome::pass) begin_challenge(row);
}

void MotionJudge::begin_challenge(const ObservationRow& row) {
    centre_->carry_to(context_);
    centre_.reset();
    ++begun_;
    context_.prompted = row.time;
    context_.challenge = {.kind = kind_, .hold = held, .time_limit = no_limit, .grow_milli = grow_milli};
    for (std::size_t i = 0; i < (kind_ == ChallengeKind::turn ? sides.size() : 1); ++i) {
        context_.challenge.side = sides[i];
        judges_[i] = judge::make_judge(context_);
    }
}

void MotionJudge::watch(const ObservationRow& row) {
    note(row);
    for (std::size_t i = 0; i < judges_.size(); ++i) {
        if (!judges_[i]) continue;
        const judge::Standing standing = judges_[i]->add(row);
        settle(standing.judgement, i, row);
        // The face is gone or another one, or it was near and told nothing: from the beginning.
        if (standing.over && !decided_) judges_ = {};
    }
}

void MotionJudge::note(const ObservationRow& row) {
    if (!row.has_face() || row.track != context_.track) return;
    const std::int32_t change = row.asymmetry_milli - context_.neutral_asymmetry_milli;
    verdict_.asymmetry_left = std::max(verdict_.asymmetry_left, change);
    verdict_.asymmetry_right = std::max(verdict_.asymmetry_right, -change);
    verdict_.parallax = std::max<std::int32_t>(verdict_.parallax, row.liveness.parallax_milli);
    if (context_.centre_iod_decipx > 0)
        verdict_.grown = std::max(verdict_.grown, row.iod_decipx * 1000 / context_.centre_iod_decipx);
}

void MotionJudge::settle(const Judgement& judgement, std::size_t which, const ObservationRow& row) {
    const bool passed = judgement.outcome == Outcome::pass;
    const bool flat = judgement.outcome == Outcome::fail && judgement.reason == Reason::flat_face;
    // A fail is never outvoted.
    if (decided_ && verdict_.judgement.outcome == Outcome::fail) return;
    if (!passed && !flat) {
        if (!decided_ && judgement.score_milli >= verdict_.judgement.score_milli)
            verdict_.judgement = {Outcome::inconclusive, judgement.reason, judgement.score_milli};
        return;
    }
    decided_ = true;
    verdict_.judgement = judgement;
    verdict_.side = kind_ == ChallengeKind::turn ? sides[which] : Side::none;
    verdict_.seconds = seconds_of(row.time - *first_);
}

std::string verdict_line(const std::filesystem::path& file, const MotionVerdict& verdict) {
    const Judgement& judgement = verdict.judgement;
    std::string line = fmt::format("{:<44} {} {}", file.filename().string(), verikiosk::name_of(verdict.kind),
                                   verikiosk::name_of(judgement.outcome));
    if (judgement.reason != Reason::none) line += fmt::format(" ({})", verikiosk::name_of(judgement.reason));
    if (verdict.seconds) line += fmt::format(" at {:.2f} s", *verdict.seconds);
    if (verdict.side != Side::none) line += fmt::format(", {}", name_of(verdict.side));
    return line +
           fmt::format(": score {:.3f}; asymmetry {:.3f} left, {:.3f} right, parallax {:.3f}, grown {:.2f}\n",
                       judgement.score_milli / 1000.0, verdict.asymmetry_left / 1000.0,
                       verdict.asymmetry_right / 1000.0, verdict.parallax / 1000.0, verdict.grown / 1000.0);
}

std::string verdict_json(const std::filesystem::path& file, const MotionVerdict& verdict) {
    const Judgement& judgement = verdict.judgement;
    const std::string side = verdict.side == Side::none ? "null" : json_string(name_of(verdict.side));
    const std::string seconds = verdict.seconds ? fmt::format("{:.6f}", *verdict.seconds) : "null";
    return fmt::format(
        R"({{"file":{},"judge":"{}","outcome":"{}","reason":"{}","score":{:.3f},"side":{},"t":{},)"
        R"("measured":{{"asymmetry_left":{:.3f},"asymmetry_right":{:.3f},"parallax":{:.3f},"grown":{:.3f}}}}})",
        json_string(file.string()), verikiosk::name_of(verdict.kind), verikiosk::name_of(judgement.outcome),
        verikiosk::name_of(judgement.reason), judgement.score_milli / 1000.0, side, seconds,
        verdict.asymmetry_left / 1000.0, verdict.asymmetry_right / 1000.0, verdict.parallax / 1000.0,
        verdict.grown / 1000.0);
}

}  // namespace verikiosk::lab
