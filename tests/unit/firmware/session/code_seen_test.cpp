// SPDX-License-Identifier: Apache-2.0
// A session code that is held before the camera: taken like a typed one, once.
#include "tests/unit/firmware/session/walk.hpp"

using namespace verikiosk;
using namespace verikiosk::session;
using tests::Walk;

GROUP("code_seen");

namespace {

const std::string another = std::string("2B4C6D8") + *code_check_character("2B4C6D8");

/// A visitor in front of a kiosk whose camera reads codes.
class Holder : public Walk {
  public:
    Holder() : Walk({.codes_by_camera = true}) {}

    /// The code is in view for so long, looked at four times a second.
    void holds(const std::string& code, Duration span = 250ms) {
        const TimePoint until = now + span;
        while (now < until) {
            wait(250ms);
            happens(CodeSeen{code, now});
        }
    }
    void refuses(Errc why, const std::string& code) { happens(OpenFailed{{why, "no"}, code}); }
    [[nodiscard]] long tries() const { return count<RedeemCode>(); }
};

OpenedSession opened() {
    return {tests::centre_and_smile(), {}, "Dana Example", true, {}};
}

}  // namespace

STORY(a_code_held_up_opens_the_visit_as_a_typed_one_does) {
    Holder holder;
    holder.press(Action::begin);
    holder.holds(Walk::code());
    CHECK_EQUAL(name_of(holder.state.stage), "opening");
    CHECK_EQUAL(holder.last<RedeemCode>().code, Walk::code());
    holder.happens(Opened{opened(), Walk::code()});
    CHECK_EQUAL(name_of(holder.state.stage), "name");
}

STORY(what_was_half_typed_gives_way_to_the_code_that_is_shown) {
    Holder holder;
    holder.press(Action::begin);
    holder.type("2B4");
    holder.holds(Walk::code());
    CHECK_EQUAL(holder.last<RedeemCode>().code, Walk::code());
}

STORY(held_on_while_the_backend_is_asked_it_is_asked_once) {
    Holder holder;
    holder.press(Action::begin);
    holder.holds(Walk::code(), 5s);
    CHECK_EQUAL(holder.tries(), 1);
}

STORY(on_no_other_screen_is_a_code_taken) {
    Holder welcome;
    welcome.holds(Walk::code());
    CHECK_EQUAL(name_of(welcome.state.stage), "welcome");
    CHECK(welcome.all.empty());

    Holder consent;
    consent.press(Action::begin);
    consent.type(Walk::code());
    consent.happens(Opened{opened(), Walk::code()});
    consent.press(Action::confirm_name);
    for (const char* stage : {"consent", "position"}) {
        CHECK_EQUAL(name_of(consent.state.stage), stage);
        consent.holds(another);
        CHECK_EQUAL(name_of(consent.state.stage), stage);
        consent.press(Action::agree);
    }
    Holder review;
    review.until_review();
    review.holds(another);
    CHECK_EQUAL(name_of(review.state.stage), "review");
    CHECK_EQUAL(review.tries(), 1);
    review.press(Action::send);
    review.happens(Committed{});
    review.happens(ReceiptArrived{review.receipt(Decision::retry)});
    review.holds(another);
    CHECK_EQUAL(name_of(review.state.stage), "try_again");
    CHECK_EQUAL(review.tries(), 1);
}

STORY(where_codes_are_only_typed_none_is_taken_from_the_camera) {
    Walk walk;
    walk.press(Action::begin);
    walk.happens(CodeSeen{Walk::code(), walk.now});
    CHECK_EQUAL(name_of(walk.state.stage), "code");
    CHECK(!reading_codes(walk.state, walk.now, {}));
}

STORY(a_refused_code_that_is_still_held_up_is_not_tried_again) {
    for (const Errc why : {Errc::not_found, Errc::expired}) {
        Holder holder;
        holder.press(Action::begin);
        holder.holds(Walk::code());
        holder.wait(10s);  // the backend takes its time
        holder.refuses(why, Walk::code());
        CHECK_EQUAL(name_of(holder.state.stage), "code");
        holder.holds(Walk::code(), 30s);
        CHECK_EQUAL(holder.tries(), 1);
        CHECK(holder.state.notice != Notice::none);
    }
}

STORY(taken_away_and_shown_again_it_is_tried_again) {
    Holder holder;
    holder.press(Action::begin);
    holder.holds(Walk::code());
    holder.refuses(Errc::not_found, Walk::code());
    holder.holds(Walk::code(), 2s);
    holder.wait(4s);  // a hand that shakes
    holder.holds(Walk::code());
    CHECK_EQUAL(holder.tries(), 1);
    holder.wait(6s);
    holder.holds(Walk::code());
    CHECK_EQUAL(holder.tries(), 2);
}

STORY(another_code_is_tried_at_once_and_then_the_first_one_again) {
    Holder holder;
    holder.press(Action::begin);
    holder.holds(Walk::code());
    holder.refuses(Errc::not_found, Walk::code());
    holder.holds(another);
    CHECK_EQUAL(holder.last<RedeemCode>().code, another);
    holder.refuses(Errc::expired, another);
    holder.holds(Walk::code());
    CHECK_EQUAL(holder.tries(), 3);
}

STORY(the_refused_code_can_still_be_typed) {
    Holder holder;
    holder.press(Action::begin);
    holder.holds(Walk::code());
    holder.refuses(Errc::not_found, Walk::code());
    holder.type(Walk::code());
    CHECK_EQUAL(holder.tries(), 2);
}

STORY(codes_shown_wrong_meet_the_same_pause_as_codes_typed_wrong) {
    Holder holder;
    holder.press(Action::begin);
    for (int i = 0; i < 5; ++i) {
        const std::string& code = i % 2 == 0 ? Walk::code() : another;
        holder.holds(code);
        holder.refuses(Errc::not_found, code);
    }
    CHECK_EQUAL(name_of(holder.state.notice), "too_many_codes");
    CHECK(!reading_codes(holder.state, holder.now, {.codes_by_camera = true}));
    holder.holds(another, 29s);
    CHECK_EQUAL(holder.tries(), 5);
    // The pause is over, and what was refused last is still held up.
    holder.wait(2s);
    CHECK(reading_codes(holder.state, holder.now, {.codes_by_camera = true}));
    holder.holds(Walk::code(), 3s);
    CHECK_EQUAL(holder.tries(), 5);
    holder.holds(another);
    CHECK_EQUAL(holder.tries(), 6);
}

STORY(a_frame_from_before_this_screen_opens_nothing_for_the_next_visitor) {
    Holder holder;
    holder.press(Action::begin);
    holder.wait(2s);
    const TimePoint before = holder.now;
    holder.wait(1s);
    holder.press(Action::cancel);
    holder.press(Action::begin);
    holder.happens(CodeSeen{Walk::code(), before});
    CHECK_EQUAL(holder.tries(), 0);
}

STORY(a_telephone_left_before_the_camera_does_not_keep_the_visit_open) {
    Holder holder;
    holder.press(Action::begin);
    holder.holds(Walk::code());
    holder.refuses(Errc::expired, Walk::code());
    holder.holds(Walk::code(), 62s);
    CHECK_EQUAL(name_of(holder.state.stage), "welcome");
    CHECK(holder.blank());
}

STORY(a_code_with_a_wrong_check_character_is_never_asked_about) {
    Holder holder;
    holder.press(Action::begin);
    for (const std::string& code : {std::string("7K3M9QX0"), std::string("7k3m9qxr"), std::string()})
        holder.holds(code);
    CHECK_EQUAL(holder.tries(), 0);
    CHECK_EQUAL(name_of(holder.state.notice), "none");
}
