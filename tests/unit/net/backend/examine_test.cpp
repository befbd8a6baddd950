// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/unit/net/backend/bench.hpp"

/// What the backend makes of results: classes, alternates, what was shown, holes in the log.
namespace verikiosk::tests {
namespace {

GROUP("backend_examine");

constexpr Judgement too_bright_to_tell{Outcome::inconclusive, Reason::weak_signal, 0};
constexpr Judgement not_wanted{Outcome::inconclusive, Reason::declined, 0};
constexpr Judgement flat{Outcome::fail, Reason::flat_face, 0};

bool has(const backend::Ruling& ruling, Reason reason) {
    return std::ranges::find(ruling.reasons, reason) != ruling.reasons.end();
}

void check_inconsistent(const Bench& bench, const std::string& why) {
    const backend::Ruling ruling = bench.examine();
    CHECK_CONTAINS(ruling.detail, why);
    CHECK(ruling.decision == Decision::refer);
    CHECK(has(ruling, Reason::evidence_inconsistent));
    CHECK(ruling.tampered);
}

/// The full plan, passed, but for one thing.
void check_inconsistent(const std::function<void(Bench&)>& spoil, const std::string& why) {
    Bench bench(passed());
    spoil(bench);
    check_inconsistent(bench, why);
}

void check_not_concluded(const Bench& bench, Reason why, const std::string& open) {
    const backend::Ruling ruling = bench.examine();
    CHECK(ruling.decision == Decision::refer);
    CHECK(ruling.reasons.front() == why);
    CHECK(has(ruling, Reason::liveness_not_concluded));
    CHECK(!ruling.tampered && !ruling.failed_attempt);
    CHECK_CONTAINS(ruling.detail, open);
}

STORY(whoever_passes_every_challenge_is_verified) {
    CHECK(Bench(passed()).examine().decision == Decision::verified);
}

STORY(a_class_that_nothing_concluded_is_referred_with_its_reason) {
    check_not_concluded(Bench({{0}, {1}, {2, too_bright_to_tell}, {6, too_bright_to_tell}, {3}, {4}}),
                        Reason::weak_signal, "nothing rules out replay");
    check_not_concluded(Bench({{0}, {1}, {2}, {3}}), Reason::liveness_not_concluded, "rules out mask");
    // Exposure alone is not needed: the lights rule an injection out as well.
    CHECK(Bench({{0}, {1}, {2}, {3, too_bright_to_tell}, {4}}).examine().decision == Decision::verified);
}

STORY(declining_the_lights_leaves_the_question_open) {
    const Bench bench({{0}, {1}, {2, not_wanted}, {3}, {4}});
    check_not_concluded(bench, Reason::declined, "nothing rules out replay");
}

STORY(who_declines_what_has_already_failed_has_failed) {
    Bench bench({{0}, {1, not_wanted}, {5}, {2}, {3}, {4}});
    CHECK(bench.examine().decision == Decision::verified);
    bench.judges.log = [&](const Plan&, const Evidence& evidence) {
        backend::LogJudgement log{evidence.challenges, {Outcome::pass, Reason::none, 1}};
        log.challenges[1].judgement = flat;
        return log;
    };
    const backend::Ruling ruling = bench.examine();
    CHECK(ruling.decision == Decision::retry);
    CHECK(has(ruling, Reason::flat_face));
}

STORY(an_alternate_takes_the_place_of_what_could_not_be_concluded) {
    const Judgement timed_out{Outcome::inconclusive, Reason::time_out, 0};
    CHECK(Bench({{0}, {1, not_wanted}, {5}, {2}, {3}, {4}}).examine().decision == Decision::verified);
    CHECK(Bench({{0}, {1}, {2, too_bright_to_tell}, {6}, {3}, {4}}).examine().decision == Decision::verified);
    CHECK(Bench({{0}, {1}, {2}, {3}, {4, timed_out}, {7}}).examine().decision == Decision::verified);
}

STORY(an_alternate_that_was_not_due_is_no_evidence) {
    // After a pass; after a challenge of another class; twice.
    check_inconsistent(Bench({{0}, {1}, {5}, {2}, {3}, {4}}), "challenge 2 was not its turn");
    check_inconsistent(Bench({{0}, {1, too_bright_to_tell}, {6}, {2}, {3}, {4}}),
                       "challenge 2 was not its turn");
    check_inconsistent(Bench({{0}, {1, not_wanted}, {5, not_wanted}, {5}, {2}, {3}, {4}}),
                       "challenge 3 was not its turn");
}

STORY(challenges_are_answered_in_the_plans_order_and_none_is_left_out) {
    check_inconsistent(Bench({{0}, {2}, {1}, {3}, {4}}), "challenge 1 was not its turn");
    check_inconsistent(Bench({{0}, {1}, {2}, {4}}), "challenge 3 was not its turn");
    check_inconsistent(Bench({{0}, {0}, {1}, {2}, {3}, {4}}), "challenge 1 was not its turn");
    check_inconsistent([](Bench& b) { b.evidence.challenges[1].planned = 5; },
                       "challenge 1 is not the one that was planned");
    check_inconsistent([](Bench& b) { b.evidence.challenges[4].planned = 31; },
                       "challenge 4 is not the one that was planned");
}

STORY(a_fail_is_not_made_good_by_its_alternate) {
    // The alternate isn't even due.
    check_inconsistent(Bench({{0}, {1, flat}, {5}, {2}, {3}, {4}}), "was not its turn");
    const backend::Ruling ruling = Bench({{0}, {1, flat}, {2}, {3}, {4}}).examine();
    CHECK(ruling.decision == Decision::retry);
    CHECK(ruling.failed_attempt);
    CHECK(ruling.reasons.front() == Reason::flat_face);
}

STORY(a_kiosk_that_measured_something_else_than_its_log_shows_is_not_believed) {
    Bench bench(passed());
    bench.judges.log = [](const Plan&, const Evidence& evidence) {
        backend::LogJudgement log{evidence.challenges, {Outcome::pass, Reason::none, 1}};
        log.challenges[2].judgement.score_milli = 5;
        return log;
    };
    const backend::Ruling ruling = bench.examine();
    CHECK(ruling.decision == Decision::retry);
    CHECK(ruling.reasons.front() == Reason::judgement_disagrees);
}

STORY(the_lights_are_those_that_were_drawn) {
    check_inconsistent([](Bench& b) { b.evidence.shown[1].colour = 0xFFFFFF; }, "light: the kiosk showed");
    check_inconsistent([](Bench& b) { std::swap(b.evidence.shown[1].colour, b.evidence.shown[3].colour); },
                       "light: the kiosk showed");
    check_inconsistent([](Bench& b) { b.evidence.shown.erase(b.evidence.shown.begin() + 4); },
                       "light passed before all of it was shown");
    check_inconsistent([](Bench& b) { b.evidence.shown.clear(); }, "light passed before all of it");
    check_inconsistent([](Bench& b) { std::swap(b.evidence.shown[0], b.evidence.shown[1]); },
                       "not in order of time");
}

STORY(each_light_lasts_as_long_as_was_drawn) {
    check_inconsistent([](Bench& b) { b.evidence.shown[2].at += 200ms; }, "a step was not as long");
    check_inconsistent([](Bench& b) { b.evidence.shown[2].at -= 200ms; }, "a step was not as long");
    Bench late_by_two_frames(passed());
    late_by_two_frames.evidence.shown[2].at += 67ms;
    CHECK(late_by_two_frames.examine().decision == Decision::verified);
}

STORY(the_exposures_are_those_that_were_drawn_and_the_locked_one_comes_back) {
    check_inconsistent(
        [](Bench& b) {
            b.evidence.shown[6].exposure = {0, 400};
        },
        "exposure: the kiosk showed");
    check_inconsistent([](Bench& b) { b.evidence.shown.pop_back(); }, "exposure passed before all of it");
    Bench bench(passed());
    const Shown back{bench.result(ChallengeKind::exposure).ended, ShownKind::exposure, 0, {}};
    bench.evidence.shown.push_back(back);
    CHECK(bench.examine().decision == Decision::verified);
}

STORY(nothing_is_shown_that_no_challenge_asks_for) {
    check_inconsistent(
        [](Bench& b) {
            b.evidence.shown.push_back({b.evidence.rows.back().time, ShownKind::colour, 0xFF0000, {}});
        },
        "what no challenge asks for");
    check_inconsistent(
        [](Bench& b) {
            b.evidence.shown.push_back({b.evidence.rows.back().time, ShownKind::exposure, 0, {500, 0}});
        },
        "what no challenge asks for");
}

STORY(after_the_lights_the_screen_goes_back_to_what_it_was_once) {
    Bench bench(passed());
    const TimePoint ended = bench.result(ChallengeKind::light).ended;
    auto& shown = bench.evidence.shown;
    shown.insert(shown.begin() + 5, {ended - 20ms, ShownKind::colour, 0xFFFFFF, {}});
    CHECK(bench.examine().decision == Decision::verified);
    shown.insert(shown.begin() + 6, {ended - 10ms, ShownKind::colour, 0xFF0000, {}});
    check_inconsistent(bench, "light: the kiosk showed");
}

STORY(lights_that_were_broken_off_are_no_fault) {
    Bench bench({{0}, {1}, {2, not_wanted}, {3}, {4}});
    auto& shown = bench.evidence.shown;
    shown.erase(shown.begin() + 2, shown.begin() + 5);
    check_not_concluded(bench, Reason::declined, "nothing rules out replay");
}

STORY(a_step_may_be_shown_while_the_row_that_ends_it_is_on_its_way) {
    Bench bench({{0}, {1}, {2, not_wanted}, {3}, {4}});
    auto& shown = bench.evidence.shown;
    // The last one is what the screen goes back to.
    bench.result(ChallengeKind::light).ended = shown[3].at - 30ms;
    check_not_concluded(bench, Reason::declined, "nothing rules out replay");
    bench.result(ChallengeKind::light).ended = shown[3].at - 200ms;
    check_inconsistent(bench, "light: the kiosk showed");
}

STORY(a_shortened_log_proves_nothing) {
    // Cut off in the smile; then a hole in the turn, by time and by number.
    check_inconsistent([](Bench& b) { b.evidence.rows.resize(b.evidence.rows.size() - 10); },
                       "the selfie's frame is not among the rows");
    check_inconsistent(
        [](Bench& b) {
            auto& rows = b.evidence.rows;
            b.package.crops.pop_back();
            rows.resize(rows.size() - 10);
            b.evidence.selfie_sequence = rows.back().sequence;
        },
        "smile passed after the log's last row of it");
    check_inconsistent(
        [](Bench& b) {
            auto& rows = b.evidence.rows;
            rows.erase(rows.begin() + 35, rows.begin() + 52);
        },
        "turn passed over a hole in the log");
    check_inconsistent(
        [](Bench& b) {
            for (std::size_t i = 40; i < b.evidence.rows.size(); ++i)
                b.evidence.rows[i].sequence += 20;
            for (Crop& crop : b.package.crops)
                if (crop.sequence >= b.evidence.rows[40].sequence - 20) crop.sequence += 20;
            b.evidence.selfie_sequence += 20;
        },
        "turn passed over a hole in the log");
}

STORY(a_few_dropped_frames_are_no_hole) {
    Bench bench(passed());
    auto& rows = bench.evidence.rows;
    rows.erase(rows.begin() + 40, rows.begin() + 45);
    CHECK(bench.examine().decision == Decision::verified);
}

STORY(one_face_is_followed_from_the_centre_to_the_selfie) {
    Bench swapped(passed());
    for (std::size_t i = 50; i < 60; ++i)
        swapped.evidence.rows[i].track = 2;
    const backend::Ruling ruling = swapped.examine();
    CHECK(ruling.decision == Decision::retry);
    CHECK(has(ruling, Reason::face_changed));
    CHECK(ruling.failed_attempt);
    // Who walked by before the centre was held is nobody's business.
    Bench passer_by(passed());
    for (std::size_t i = 0; i < 5; ++i)
        passer_by.evidence.rows[i].track = 9;
    CHECK(passer_by.examine().decision == Decision::verified);
}

STORY(each_challenge_that_passed_has_a_crop_of_its_own) {
    check_inconsistent([](Bench& b) { b.package.crops.erase(b.package.crops.begin() + 2); },
                       "light passed but no crop proves it");
    check_inconsistent([](Bench& b) { b.package.crops.pop_back(); }, "smile passed but no crop proves it");
}

STORY(the_selfie_is_taken_after_the_last_challenge) {
    check_inconsistent([](Bench& b) { b.evidence.selfie_sequence = b.evidence.rows[10].sequence; },
                       "before the last challenge ended");
}

}  // namespace
}  // namespace verikiosk::tests
