// SPDX-License-Identifier: Apache-2.0
// A picture that can be moved on its sensor goes to the visitor's height before the oval does.
#include <cmath>
#include <deque>

#include "tests/unit/firmware/session/walk.hpp"

using namespace verikiosk;
using namespace verikiosk::session;
using tests::Walk;

GROUP("height");

namespace {

// A 4:3 sensor behind a 16:9 picture: a sixth of its height above and below.
constexpr float sixth = 1.0F / 6;

/// A visit before a camera that follows three frames late, as boards' cameras do.
struct Booth {
    Walk walk;
    bool follows = true;
    /// Of the face, below the middle of what the sensor sees, picture heights; none: nobody.
    std::optional<float> stands;
    float lowest = 0;  ///< where the picture has been
    float highest = 0;

    explicit Booth(std::optional<float> standing, float room = sixth) : stands(standing) {
        walk.pan.room = room;
        walk.until_position();
    }
    void frames(int count, const std::function<ObservationRow(std::uint64_t, TimePoint)>& sees) {
        for (int i = 0; i < count; ++i) {
            wished_.push_back(walk.state.pan);
            walk.pan.at = follows ? wished_.front() : 0;
            if (wished_.size() > 3) wished_.pop_front();
            lowest = std::max(lowest, walk.pan.at);
            highest = std::min(highest, walk.pan.at);
            walk.frame([&](std::uint64_t sequence, TimePoint time) {
                rows.push_back(seen(sees(sequence, time)));
                return rows.back();
            });
        }
    }
    void frames(int count) { frames(count, tests::neutral_row); }

    std::vector<ObservationRow> rows;

  private:
    std::deque<float> wished_;

    [[nodiscard]] ObservationRow seen(ObservationRow row) const {
        const float y = stands ? *stands - walk.pan.at : 2;
        if (std::abs(y) > 0.5F) return tests::empty_row(row.sequence, row.time);
        row.box_y = static_cast<std::int16_t>(std::lround((0.5F + y) * 720) - row.box_height / 2);
        return row;
    }
};

}  // namespace

STORY(the_picture_comes_down_to_a_child_and_the_oval_with_it) {
    Booth booth(0.22F);
    booth.frames(75);
    CHECK(std::abs(booth.walk.state.pan - sixth) < 0.04F);
    CHECK(booth.walk.state.oval.centre_y < 0.58F);
    CHECK_EQUAL(booth.walk.state.results.size(), 1U);
}

STORY(it_goes_up_to_a_tall_visitor) {
    Booth booth(-0.2F);
    booth.frames(75);
    CHECK(std::abs(booth.walk.state.pan + sixth) < 0.04F);
    CHECK(booth.walk.state.oval.centre_y > 0.42F);
    CHECK_EQUAL(booth.walk.state.results.size(), 1U);
}

STORY(it_moves_slowly_and_never_beyond_its_room) {
    Booth booth(0.4F);
    float before = 0;
    for (int i = 0; i < 60; ++i) {
        booth.frames(1);
        CHECK(std::abs(booth.walk.state.pan - before) < 0.0081F);
        before = booth.walk.state.pan;
    }
    CHECK(before <= sixth + 1e-6F);
}

STORY(what_was_seen_while_it_moved_is_never_judged) {
    Booth booth(0.22F);
    booth.frames(75);
    booth.frames(30, tests::smiling_row);
    booth.walk.press(Action::send);
    const auto& commit = booth.walk.last<CommitEvidence>();
    CHECK_EQUAL(commit.results.size(), 2U);
    // The face stands still on the sensor, so that it moves in the picture as the picture does.
    const int settled = booth.rows.back().box_y;
    for (const ObservationRow& row : booth.rows) {
        if (row.time > commit.results.front().prompted) CHECK_EQUAL(row.box_y, settled);
    }
    Evidence evidence;
    evidence.oval = commit.oval;
    evidence.challenges = commit.results;
    evidence.rows = booth.rows;
    const auto again = judge::rejudge(commit.session.plan, evidence);
    for (std::size_t i = 0; i < commit.results.size(); ++i) {
        CHECK(commit.results[i].judgement.outcome == Outcome::pass);
        CHECK(again.challenges[i].judgement == commit.results[i].judgement);
    }
}

STORY(once_the_oval_is_there_the_picture_stays_whoever_moves) {
    Booth booth(0.1F);
    booth.frames(20);
    const float at = booth.walk.state.pan;
    CHECK(at > 0.06F);
    booth.stands = -0.1F;
    booth.frames(60);
    booth.stands.reset();
    booth.frames(90);
    CHECK_EQUAL(booth.walk.state.pan, at);
}

STORY(who_stands_well_moves_nothing) {
    Booth booth(0.02F);
    booth.frames(75);
    CHECK_EQUAL(booth.walk.state.pan, 0.0F);
    CHECK_EQUAL(booth.walk.state.results.size(), 1U);
}

STORY(where_there_is_no_room_the_oval_alone_goes_to_a_child) {
    Booth booth(0.15F, 0);
    booth.frames(45);
    CHECK_EQUAL(booth.walk.state.pan, 0.0F);
    CHECK(std::abs(booth.walk.state.oval.centre_y - 0.65F) < 0.01F);
    CHECK_EQUAL(booth.walk.state.results.size(), 1U);
}

STORY(who_stands_below_the_picture_is_found) {
    Booth booth(0.6F);
    booth.frames(30);
    CHECK_EQUAL(booth.walk.state.pan, 0.0F);
    booth.frames(120);
    CHECK(booth.walk.state.pan > 0.14F);
    CHECK(booth.walk.state.oval_placed);
}

STORY(who_stands_above_it_is_found_too) {
    Booth booth(-0.6F);
    booth.frames(240);
    CHECK(booth.walk.state.pan < -0.14F);
    CHECK(booth.walk.state.oval_placed);
}

STORY(an_empty_room_is_looked_over_from_end_to_end) {
    Booth booth(std::nullopt);
    booth.frames(300);
    CHECK(booth.lowest > 0.15F && booth.lowest <= sixth + 1e-6F);
    CHECK(booth.highest < -0.15F && booth.highest >= -sixth - 1e-6F);
}

STORY(a_camera_that_promised_and_does_not_move_costs_two_seconds) {
    Booth booth(0.15F);
    booth.follows = false;
    booth.frames(55);
    CHECK(!booth.walk.state.oval_placed);
    booth.frames(60);
    CHECK(booth.walk.state.oval_placed);
    CHECK_EQUAL(booth.walk.state.pan, 0.0F);
    CHECK_EQUAL(booth.walk.state.results.size(), 1U);
}

STORY(the_next_visitor_finds_the_picture_in_the_middle) {
    Booth booth(0.2F);
    booth.frames(75);
    CHECK(booth.walk.state.pan > 0.1F);
    booth.walk.press(Action::cancel);
    CHECK_EQUAL(booth.walk.state.pan, 0.0F);
}
