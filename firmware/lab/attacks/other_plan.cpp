// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/other_plan.hpp"

#include <algorithm>
#include <string>

#include "firmware/domain/session_code.hpp"
#include "firmware/lab/attacks/bench_backend.hpp"
#include "firmware/session/session.hpp"
#include "vision/liveness/judge/fusion.hpp"

namespace verikiosk::lab::attacks {
namespace {

constexpr Duration frame_interval = std::chrono::microseconds(33'333);

/// The recording: row after row, on the kiosk's own clock and with its own numbers.
class Recording {
  public:
    explicit Recording(const Evidence& recorded) : recorded_(recorded) {}

    [[nodiscard]] bool ended() const { return next_ >= recorded_.rows.size(); }

    /// How long after the row before it the next one was taken; where it jumped, a frame.
    [[nodiscard]] Duration interval() const {
        if (jumped_ || next_ == 0) return frame_interval;
        return recorded_.rows[next_].time - recorded_.rows[next_ - 1].time;
    }

    ObservationRow take(TimePoint now) {
        ObservationRow row = recorded_.rows[next_++];
        jumped_ = false;
        row.time = now;
        row.sequence = ++taken_;
        return row;
    }

    /// To where this is answered, if it is.
    void jump_to(ChallengeKind kind) {
        const auto answered =
            std::ranges::find_if(recorded_.challenges, [kind](const ChallengeResult& result) {
                return result.kind == kind && result.judgement.outcome == Outcome::pass;
            });
        if (answered == recorded_.challenges.end()) return;
        const auto row = std::ranges::find_if(
            recorded_.rows, [&](const ObservationRow& one) { return one.time > answered->prompted; });
        next_ = static_cast<std::size_t>(row - recorded_.rows.begin());
        jumped_ = true;
    }

  private:
    const Evidence& recorded_;
    std::size_t next_ = 0;
    bool jumped_ = false;
    std::uint64_t taken_ = 0;
};

/// A kiosk's session without a kiosk: prompts and colours are seen at once.
class Sitting {
  public:
    Sitting(const Evidence& recorded, const Plan& plan, Answer answer)
        : plan_(plan), answer_(answer), recording_(recorded), state_(session::initial(now_)) {
        begin(recorded.camera.control_lag_frames);
    }

    bool passes() {
        while (session::watching(state_.stage)) {
            if (recording_.ended()) {
                happens(session::FramesEnded{});
                break;
            }
            now_ += recording_.interval();
            rows_.push_back(recording_.take(now_));
            happens(session::Observed{rows_.back(), {}});
            happens(session::Tick{});
            show();
        }
        if (state_.stage != session::Stage::review) return false;
        return judge::fuse(plan_, state_.results, judge::judge_passive(rows_)).outcome == Outcome::pass;
    }

  private:
    void happens(const session::Event& event) {
        state_ = session::step(std::move(state_), event, now_, {}).state;
    }

    void begin(int control_lag_frames) {
        constexpr std::string_view seven = "0123456";
        const std::string code = std::string(seven) + code_check_character(seven).value_or('0');
        happens(session::Pressed{session::Action::begin});
        for (const char character : code)
            happens(session::Typed{character});
        OpenedSession opened;
        opened.plan = plan_;
        opened.account_name = "Dana Example";
        happens(session::Opened{std::move(opened), code, control_lag_frames});
        happens(session::Pressed{session::Action::confirm_name});
        happens(session::Pressed{session::Action::agree});
    }

    void show() {
        const auto prompt = session::prompt_of(state_);
        if (prompt && !state_.prompted) {
            if (answer_ == Answer::cut_to_suit) recording_.jump_to(*prompt);
            happens(session::PromptShown{*prompt, now_});
        }
        if (const auto colour = session::colour_of(state_)) happens(session::ColourShown{colour->step, now_});
    }

    const Plan& plan_;
    Answer answer_;
    Recording recording_;
    TimePoint now_{std::chrono::seconds(1000)};
    session::State state_;
    std::vector<ObservationRow> rows_;
};

}  // namespace

bool answers(const Evidence& recorded, const Plan& plan, Answer answer) {
    return Sitting(recorded, plan, answer).passes();
}

Result<OtherPlans> answer_other_plans(std::span<const RecordedVisit> visits, int sessions,
                                      std::uint64_t run_seed) {
    OtherPlans figures;
    for (const RecordedVisit& visit : visits) {
        const auto own = draw_plan_for(visit.evidence.camera, visit.seed);
        if (!own) return fail(own.error());
        figures.own_plan.add(answers(visit.evidence, *own, Answer::as_recorded));
    }
    for (int i = 0; i < sessions && !visits.empty(); ++i) {
        const Evidence& recorded = visits[static_cast<std::size_t>(i) % visits.size()].evidence;
        // No visit's own plan: those are drawn with digests of the seed.
        const auto plan = draw_plan_for(recorded.camera, run_seed + static_cast<std::uint64_t>(i));
        if (!plan) return fail(plan.error());
        figures.as_recorded.add(answers(recorded, *plan, Answer::as_recorded));
        figures.cut_to_suit.add(answers(recorded, *plan, Answer::cut_to_suit));
    }
    return figures;
}

}  // namespace verikiosk::lab::attacks
