// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/behaviour.hpp"

#include <vector>

#include "tests/support/check.hpp"

using namespace verikiosk::simulator;

GROUP("simulated_behaviour");

namespace {

constexpr double frame = 1.0 / 30.0;

Behaviour someone(std::uint64_t seed, bool faultless = true) {
    Placement start;
    start.distance = 70.0F;
    return Behaviour(start, seed, faultless);
}

// Seconds until `done` holds, or `limit`.
template <typename Done>
double time_until(Behaviour& behaviour, double limit, Done done) {
    double t = 0.0;
    while (t < limit && !done(behaviour.stance())) {
        behaviour.advance(frame);
        t += frame;
    }
    return t;
}

void settle(Behaviour& behaviour, double seconds) {
    for (double t = 0.0; t < seconds; t += frame)
        behaviour.advance(frame);
}

}  // namespace

STORY(a_visitor_asked_to_smile_smiles_within_the_stated_reaction_time) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        Behaviour b = someone(seed, false);
        settle(b, 1.0);
        b.cue(Cue::smile);
        CHECK(b.reaction() >= quickest_reaction && b.reaction() <= slowest_reaction);
        const double reaction = b.reaction();
        settle(b, reaction - 2 * frame);
        CHECK(b.stance().face.smile < 0.1F);  // nothing before
        // A mistake is corrected within 1.3 s, and the slowest smile takes 1.1 s.
        CHECK(time_until(b, 3.0, [](const Stance& s) { return s.face.smile > 0.7F; }) < 2.9);
    }
}

STORY(reaction_times_differ_between_visitors_and_some_are_slow) {
    double shortest = 9.0;
    double longest = 0.0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        Behaviour b = someone(seed, false);
        b.cue(Cue::smile);
        shortest = std::min(shortest, b.reaction());
        longest = std::max(longest, b.reaction());
    }
    CHECK(shortest < 0.45);
    CHECK(longest > 1.15);
}

STORY(some_visitors_do_the_wrong_thing_first_and_then_the_right_one) {
    int wrong = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Behaviour b = someone(seed, false);
        b.cue(Cue::turn_left);
        bool turned_right = false;
        for (double t = 0.0; t < 5.0; t += frame)
            turned_right |= b.advance(frame).place.yaw < -10.0F;
        wrong += turned_right ? 1 : 0;
        CHECK(b.stance().place.yaw > 18.0F);
    }
    CHECK(wrong >= 3 && wrong <= 40);
}

STORY(a_faultless_visitor_never_turns_the_wrong_way) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        Behaviour b = someone(seed, true);
        b.cue(Cue::turn_left);
        for (double t = 0.0; t < 3.0; t += frame)
            CHECK(b.advance(frame).place.yaw > -5.0F);
    }
}

STORY(coming_nearer_goes_on_while_asked_and_stops_soon_after) {
    Behaviour b = someone(3);
    b.cue(Cue::come_nearer);
    CHECK(time_until(b, 6.0, [](const Stance& s) { return s.place.distance < 55.0F; }) < 5.0);
    b.cue(Cue::look_here);
    settle(b, 1.0);
    const float stopped = b.stance().place.distance;
    CHECK(stopped > 45.0F);
    settle(b, 2.0);
    CHECK(std::abs(b.stance().place.distance - stopped) < 2.0F);
}

STORY(the_visitors_left_is_the_right_of_the_picture) {
    Behaviour b = someone(4);
    const float before = b.stance().place.x;
    b.cue(Cue::move_left);
    settle(b, 2.0);
    CHECK(b.stance().place.x > before + 3.0F);
}

STORY(nobody_walks_out_of_the_stated_distances) {
    Behaviour near = someone(5);
    near.cue(Cue::come_nearer);
    settle(near, 20.0);
    CHECK(near.stance().place.distance > 28.0F);
    Behaviour far = someone(5);
    far.cue(Cue::go_back);
    settle(far, 20.0);
    CHECK(far.stance().place.distance < 122.0F);
}

STORY(who_is_asked_to_leave_is_gone_after_a_while) {
    Behaviour b = someone(6);
    b.cue(Cue::leave);
    CHECK(time_until(b, 6.0, [](const Stance& s) { return !s.present; }) < 5.0);
}

STORY(a_visitor_left_alone_breathes_and_blinks_but_stays_neutral) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Behaviour b = someone(seed);
        int blinks = 0;
        bool shut = false;
        float lowest = 1e9F;
        float highest = -1e9F;
        for (double t = 0.0; t < 20.0; t += frame) {
            const Stance& s = b.advance(frame);
            const bool now = s.face.blink_left > 0.8F;
            blinks += now && !shut ? 1 : 0;
            shut = now;
            lowest = std::min(lowest, s.place.x);
            highest = std::max(highest, s.place.x);
            CHECK(s.face.smile < 0.1F);
            CHECK(s.face.open_mouth < 0.1F);
        }
        CHECK(blinks >= 2 && blinks <= 12);
        CHECK(highest - lowest > 0.1F && highest - lowest < 2.0F);
    }
}

STORY(the_same_seed_and_cues_give_the_same_motion) {
    const auto run = [] {
        Behaviour b = someone(11, false);
        std::vector<float> values;
        for (int i = 0; i < 300; ++i) {
            if (i == 40) b.cue(Cue::come_nearer);
            if (i == 100) b.cue(Cue::smile);
            if (i == 200) b.cue(Cue::turn_right);
            const Stance& s = b.advance(frame);
            values.insert(values.end(),
                          {s.place.x, s.place.distance, s.place.yaw, s.face.smile, s.face.blink_left});
        }
        return values;
    };
    CHECK(run() == run());
}

STORY(a_cue_repeated_changes_nothing) {
    Behaviour a = someone(12, false);
    Behaviour b = someone(12, false);
    for (int i = 0; i < 120; ++i) {
        if (i == 10) a.cue(Cue::smile);
        if (i >= 10) b.cue(Cue::smile);
        CHECK_EQUAL(a.advance(frame).face.smile, b.advance(frame).face.smile);
    }
}
