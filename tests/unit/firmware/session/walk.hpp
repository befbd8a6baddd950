// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>

#include "firmware/domain/session_code.hpp"
#include "firmware/session/session.hpp"
#include "tests/support/check.hpp"
#include "tests/support/rows.hpp"

namespace verikiosk::tests {

/// Walks through a visit with injected time: thirty frames a second, prompts seen at once.
class Walk {
  public:
    explicit Walk(session::Limits limits = {}) : limits_(limits) {}

    void happens(const session::Event& event) {
        auto [next, effects] = session::step(std::move(state), event, now, limits_);
        state = std::move(next);
        for (session::Effect& effect : effects)
            all.push_back(std::move(effect));
    }

    void press(session::Action action) { happens(session::Pressed{action}); }

    void type(std::string_view code) {
        for (const char c : code)
            happens(session::Typed{c});
    }

    void wait(Duration span) {
        const TimePoint until = now + span;
        while (now < until) {
            now += 100ms;
            happens(session::Tick{});
        }
    }

    /// One frame: the prompt on the screen takes effect, then the row is seen.
    void frame(const std::function<ObservationRow(std::uint64_t, TimePoint)>& row) {
        if (const auto prompt = session::prompt_of(state); prompt && !state.prompted) {
            happens(session::PromptShown{*prompt, now});
        }
        if (const auto colour = session::colour_of(state)) {
            happens(session::ColourShown{colour->step, now});
        }
        now += std::chrono::microseconds(33333);
        happens(session::Observed{row(++sequence, now), pan});
        happens(session::Tick{});
    }

    void frames(int count, const std::function<ObservationRow(std::uint64_t, TimePoint)>& row) {
        for (int i = 0; i < count; ++i)
            frame(row);
    }

    /// As far as the challenges of this plan.
    void into(const Plan& plan, session::Action agree = session::Action::agree) {
        press(session::Action::begin);
        type(code());
        OpenedSession opened;
        opened.plan = plan;
        opened.plan_record = {1, 2, 3};
        opened.account_name = "Dana Example";
        happens(session::Opened{opened, code()});
        press(session::Action::confirm_name);
        press(agree);
    }

    /// As far as the challenges, with the given account.
    void until_position(bool eligible = true) {
        press(session::Action::begin);
        type(code());
        OpenedSession opened;
        opened.plan = centre_and_smile();
        opened.plan_record = {1, 2, 3};
        opened.account_name = "Dana Example";
        opened.eligible = eligible;
        happens(session::Opened{opened, code()});
        press(session::Action::confirm_name);
        press(session::Action::agree);
    }

    void until_review() {
        until_position();
        frames(40, neutral_row);
        frames(12, neutral_row);
        frames(15, smiling_row);
    }

    void until_sending() {
        until_review();
        press(session::Action::send);
    }

    [[nodiscard]] Receipt receipt(Decision decision) const {
        Receipt answer;
        answer.session = centre_and_smile().session;
        answer.decision = decision;
        return answer;
    }

    template <class E>
    [[nodiscard]] long count() const {
        return std::count_if(all.begin(), all.end(),
                             [](const session::Effect& e) { return std::holds_alternative<E>(e); });
    }

    template <class E>
    [[nodiscard]] const E& last() const {
        for (auto it = all.rbegin(); it != all.rend(); ++it) {
            if (const E* effect = std::get_if<E>(&*it)) return *effect;
        }
        check_failed("no such effect", std::source_location::current());
    }

    [[nodiscard]] static std::string code() {
        return std::string("7K3M9QX") + *code_check_character("7K3M9QX");
    }

    [[nodiscard]] bool blank() const {
        return !state.session && state.typed.empty() && state.refused_code.empty() && state.results.empty() &&
               !state.receipt && !state.judge;
    }

    session::State state = session::initial(TimePoint(1s));
    TimePoint now{1s};
    std::uint64_t sequence = 0;
    Pan pan{};  ///< of the frames
    std::vector<session::Effect> all;

  private:
    session::Limits limits_;
};

}  // namespace verikiosk::tests
