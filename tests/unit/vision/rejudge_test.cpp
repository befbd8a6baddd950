// SPDX-License-Identifier: Apache-2.0
#include "tests/support/check.hpp"
#include "tests/unit/vision/rows.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("rejudge");

namespace {

Plan plan() {
    Plan plan;
    plan.challenges = {centre_context().challenge, smile_context().challenge};
    return plan;
}

/// What a kiosk does, row by row, with someone who is away, comes, holds still and smiles.
template <class Make>
Evidence visit(int frames, Make make) {
    Evidence evidence;
    evidence.oval = centre_context().oval;
    judge::Context context = centre_context();
    std::size_t at = 0;
    context.prompted = frame_time(10);
    auto judge = judge::make_judge(context);
    for (int f = 0; f < frames; ++f) {
        const ObservationRow row = make(f);
        evidence.rows.push_back(row);
        if (!judge || row.time <= context.prompted) continue;
        const judge::Standing standing = judge->add(row);
        if (!standing.over) continue;
        const auto planned = static_cast<std::uint8_t>(evidence.challenges.size());
        evidence.challenges.push_back(
            {context.challenge.kind, planned, context.prompted, row.time, standing.judgement});
        if (++at == plan().challenges.size() || standing.judgement.outcome != Outcome::pass) {
            judge = nullptr;
            continue;
        }
        judge->carry_to(context);
        context.challenge = plan().challenges[at];
        context.prompted = row.time + 100ms;  // when the prompt was on the screen
        judge = judge::make_judge(context);
    }
    return evidence;
}

ObservationRow good_visitor(int f) {
    if (f < 20) return empty_row(f);
    return f < 70 ? moved(calm_row(f), f % 3, 0) : smiling_row(f);
}

}  // namespace

STORY(the_backend_comes_to_what_the_kiosk_came_to) {
    const Evidence evidence = visit(200, good_visitor);
    CHECK_EQUAL(evidence.challenges.size(), std::size_t{2});
    const judge::Rejudged again = judge::rejudge(plan(), evidence);
    CHECK(again.challenges == evidence.challenges);
    CHECK_EQUAL(again.challenges[1].judgement.outcome, Outcome::pass);
    CHECK_EQUAL(again.passive.outcome, Outcome::pass);
}

STORY(a_failure_is_agreed_on_with_its_reason) {
    const Evidence evidence = visit(600, [](int f) { return f < 60 ? calm_row(f) : shouting_row(f); });
    const judge::Rejudged again = judge::rejudge(plan(), evidence);
    CHECK(again.challenges == evidence.challenges);
    CHECK_EQUAL(again.challenges[1].judgement.reason, Reason::mouth_not_smile);
}

STORY(a_pass_that_the_log_does_not_give_is_seen) {
    Evidence evidence = visit(200, [](int f) { return calm_row(f); });
    CHECK_EQUAL(evidence.challenges.size(), std::size_t{1});
    evidence.challenges.push_back(
        {ChallengeKind::smile, 1, frame_time(60), frame_time(120), {Outcome::pass, Reason::none, 300}});
    const judge::Rejudged again = judge::rejudge(plan(), evidence);
    CHECK_EQUAL(again.challenges[1].judgement.outcome, Outcome::inconclusive);
    CHECK_EQUAL(again.challenges[1].judgement.reason, Reason::not_smiling);
}

STORY(a_missing_challenge_is_inconclusive) {
    Evidence evidence = visit(200, good_visitor);
    evidence.challenges.pop_back();
    const judge::Rejudged again = judge::rejudge(plan(), evidence);
    CHECK_EQUAL(again.challenges.size(), std::size_t{2});
    CHECK_EQUAL(again.challenges[1].kind, ChallengeKind::smile);
    CHECK_EQUAL(again.challenges[1].judgement.outcome, Outcome::inconclusive);
}

STORY(a_smile_without_a_passed_centre_concludes_nothing) {
    Evidence evidence = visit(200, good_visitor);
    evidence.challenges[0].ended = evidence.challenges[0].prompted + 500ms;
    const judge::Rejudged again = judge::rejudge(plan(), evidence);
    CHECK_EQUAL(again.challenges[0].judgement.outcome, Outcome::inconclusive);
    CHECK_EQUAL(again.challenges[1].judgement.outcome, Outcome::inconclusive);
}

STORY(challenges_that_overlap_do_not_count_twice) {
    Evidence evidence = visit(200, good_visitor);
    evidence.challenges[1].prompted = evidence.challenges[0].prompted;
    CHECK_EQUAL(judge::rejudge(plan(), evidence).challenges[1].judgement.outcome, Outcome::inconclusive);
}

STORY(the_passive_judgement_looks_at_the_whole_log) {
    Evidence evidence = visit(200, good_visitor);
    for (std::size_t f = 150; f < 170; ++f)
        evidence.rows[f].crop = evidence.rows[150].crop;
    CHECK_EQUAL(judge::rejudge(plan(), evidence).passive.reason, Reason::frozen_picture);
}

STORY(an_empty_log_is_no_reason_to_stumble) {
    const judge::Rejudged again = judge::rejudge(plan(), Evidence{});
    CHECK_EQUAL(again.challenges.size(), std::size_t{2});
    CHECK_EQUAL(again.passive.outcome, Outcome::inconclusive);
}
