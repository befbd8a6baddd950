// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "firmware/domain/evidence.hpp"
#include "firmware/domain/plan.hpp"

namespace verikiosk::judge {

/// How a challenge stands after a row. `guidance` is the one thing to tell the visitor now (none: all is
/// well, keep going).
struct Standing {
    /// Inconclusive until it is over; until then its reason is what stood in the way most so far, which is
    /// what to report where rows end early (a recording's end, a camera gone).
    Judgement judgement;
    Reason guidance = Reason::none;
    float progress = 0;  ///< 0..1, for the arc
    bool over = false;   ///< passed, failed or out of time; further rows change nothing
};

/// What one challenge is judged against.
struct Context {
    Challenge challenge;
    TimePoint prompted{};  ///< when the prompt took effect
    Oval oval;
    std::uint16_t min_iod_px = 90;
    /// The visitor's own neutral face, from the rows of a passed centre challenge; zero before it.
    std::int32_t neutral_mouth_width_milli = 0;
    std::int32_t neutral_corner_rise_milli = 0;
    std::int32_t neutral_asymmetry_milli = 0;
    std::int32_t neutral_mouth_open_milli = 0;
    std::int32_t centre_iod_decipx = 0;      ///< how large it was
    PointSource source = PointSource::none;  ///< who placed that face's points
    std::uint32_t track = 0;                 ///< the face that passed centre; 0 before it
    /// As the camera declares it (CameraInfo): exposure.
    int control_lag_frames = 0;
};

/// Judges one challenge row by row. Pure integer and float arithmetic over rows: device and backend run
/// the same code over the same rows and must come to the same answer.
class ChallengeJudge {
  public:
    virtual ~ChallengeJudge() = default;
    /// Rows no later than the prompt, or than the row before, change nothing.
    virtual Standing add(const ObservationRow& row) = 0;
    /// What the kiosk did to the scene; in order of time, and before any row that is later. What was shown
    /// before the prompt took effect, or is of another kind than the challenge's, changes nothing.
    virtual void take(const Shown&) {}
    /// After centre passed: what the next challenges are judged against, which those hand on.
    virtual void carry_to(Context& next) const = 0;
};

[[nodiscard]] std::unique_ptr<ChallengeJudge> make_judge(const Context& context);

/// The judgement over the whole log that no single challenge makes: frames that stand still, come back or are
/// timed as no sensor times them, the raster of a screen or a print, a model's word where there is one. (A
/// changed face is the business of the challenges after centre, which know whose face that was.) Score: the
/// longest run of rows with one and the same crop.
[[nodiscard]] Judgement judge_passive(const std::vector<ObservationRow>& rows);

/// The same as a number: 0 (an attack) .. 1000 (alive), never 500 or more where judge_passive() does not pass
/// for something that it found. Nothing is outvoted: 0 for frames that no sensor gives, otherwise the lesser
/// of what the raster and the model's word come to, each 500 where it turns (thresholds.hpp). Of rows without
/// crops, which are one picture's, the last two are all. Empty where nobody can say: looked at on too few
/// rows, or, with no model, a face so small (under 64 px between the eyes) that what was searched for a
/// raster was more than skin.
[[nodiscard]] std::optional<int> alive_milli(const std::vector<ObservationRow>& rows);

/// Runs every judge over a signed log again: one result per challenge of the evidence, in its order and with
/// its times, and the judgement that the log itself gives; then those of the plan's challenges that are not
/// there. It agrees exactly with a kiosk that fed the same rows one by one and what it showed in between,
/// ended each challenge at the time of the row at which its judge was over, and prompted the next no earlier
/// than that. Inconclusive is whatever is not there, overlaps the one before it, comes twice or out of the
/// plan's order, or is an alternate that alternate_for() would not have asked for. A challenge that the
/// visitor declined stays so, unless the log shows that it had failed by then.
struct Rejudged {
    std::vector<ChallengeResult> challenges;
    Judgement passive;
};
[[nodiscard]] Rejudged rejudge(const Plan& plan, const Evidence& evidence);

}  // namespace verikiosk::judge
