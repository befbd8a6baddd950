// SPDX-License-Identifier: Apache-2.0
#include "tests/support/check.hpp"
#include "tests/unit/vision/rows.hpp"
#include "vision/liveness/judge/fusion.hpp"

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
    ObservationRow row = f < 70 ? moved(calm_row(f), f % 3, 0) : smiling_row(f);
    row.liveness = metered_row(f).liveness;
    return row;
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

namespace {

/// Centre, then a turn that nobody can tell from a plane, an alternate in its place, and a smile.
struct Longer {
    Plan plan;
    Evidence evidence;
};

/// What a kiosk does with any plan, row by row, alternates and colours included.
template <class Make>
Longer longer_visit(Plan plan, int frames, Make make) {
    Longer visit{std::move(plan), {}};
    Evidence& evidence = visit.evidence;
    evidence.oval = centre_context().oval;
    judge::Context context = centre_context();
    std::size_t planned = 0;
    std::size_t next = 1;
    std::size_t shown = 0;
    const auto begin = [&](TimePoint prompted) {
        context.challenge = *judge::planned_challenge(visit.plan, planned);
        context.prompted = prompted;
        shown = 0;
        return judge::make_judge(context);
    };
    auto judge = begin(frame_time(2));
    for (int f = 0; f < frames; ++f) {
        const ObservationRow row = make(f, context.challenge.kind);
        evidence.rows.push_back(row);
        if (!judge || row.time <= context.prompted) continue;
        for (; shown < context.challenge.colours.size(); ++shown) {
            const TimePoint at = context.prompted + 100ms + context.challenge.hold * static_cast<int>(shown);
            if (at >= row.time) break;
            evidence.shown.push_back({at, ShownKind::colour, context.challenge.colours[shown], {}});
            judge->take(evidence.shown.back());
        }
        const judge::Standing standing = judge->add(row);
        if (!standing.over) continue;
        evidence.challenges.push_back({context.challenge.kind, static_cast<std::uint8_t>(planned),
                                       context.prompted, row.time, standing.judgement});
        if (standing.judgement.outcome == Outcome::pass) judge->carry_to(context);
        const auto alternate = judge::alternate_for(visit.plan, evidence.challenges);
        planned = alternate ? *alternate : next++;
        const bool more = alternate || planned < visit.plan.challenges.size();
        judge = more ? begin(row.time + 100ms) : nullptr;
    }
    return visit;
}

Plan plan_with_alternate() {
    Plan longer = plan();
    Challenge light = context_of(ChallengeKind::light).challenge;
    light.colours = {0x000000, 0x00FFFF, 0x000000};
    const Challenge open_mouth = context_of(ChallengeKind::open_mouth).challenge;
    longer.challenges.insert(longer.challenges.begin() + 1, light);
    longer.alternates = {context_of(ChallengeKind::exposure).challenge, open_mouth};
    longer.classes = {{AttackClass::replay, {ChallengeKind::light, ChallengeKind::open_mouth}},
                      {AttackClass::mask, {ChallengeKind::smile}}};
    return longer;
}

/// Does what is asked, in a room without any light of the screen.
ObservationRow obliging(int f, ChallengeKind asked) {
    const bool ready = f % 30 > 12;
    if (asked == ChallengeKind::open_mouth && ready) return gaping_row(f);
    if (asked == ChallengeKind::smile && ready) return smiling_row(f);
    return metered_row(f);
}

}  // namespace

STORY(alternates_and_what_was_shown_are_judged_again) {
    const Longer visit = longer_visit(plan_with_alternate(), 600, obliging);
    const auto& results = visit.evidence.challenges;
    CHECK_EQUAL(results.size(), std::size_t{4});
    CHECK_EQUAL(results[1].judgement.reason, Reason::weak_signal);
    CHECK_EQUAL(int{results[2].planned}, 4);
    const judge::Rejudged again = judge::rejudge(visit.plan, visit.evidence);
    CHECK(again.challenges == results);
    CHECK_EQUAL(judge::fuse(visit.plan, again.challenges, again.passive).outcome, Outcome::pass);
}

STORY(colours_that_are_not_in_the_log_were_not_shown) {
    Longer visit = longer_visit(plan_with_alternate(), 600, obliging);
    visit.evidence.shown.clear();
    const judge::Rejudged again = judge::rejudge(visit.plan, visit.evidence);
    CHECK_EQUAL(again.challenges[1].judgement.reason, Reason::liveness_not_concluded);
}

STORY(an_alternate_that_nobody_asked_for_concludes_nothing) {
    Longer visit = longer_visit(plan_with_alternate(), 600, obliging);
    // The exposure, which stops nothing that the light stops, in the open mouth's place.
    visit.evidence.challenges[2].planned = 3;
    visit.evidence.challenges[2].kind = ChallengeKind::exposure;
    CHECK_EQUAL(judge::rejudge(visit.plan, visit.evidence).challenges[2].judgement.outcome,
                Outcome::inconclusive);
    // And the open mouth itself, where the light is left out of the record.
    Longer without = longer_visit(plan_with_alternate(), 600, obliging);
    without.evidence.challenges.erase(without.evidence.challenges.begin() + 1);
    const judge::Rejudged again = judge::rejudge(without.plan, without.evidence);
    CHECK_EQUAL(again.challenges[1].judgement.outcome, Outcome::inconclusive);
    CHECK_EQUAL(again.challenges.back().kind, ChallengeKind::light);
    CHECK(judge::fuse(without.plan, again.challenges, again.passive).outcome != Outcome::pass);
}

STORY(a_challenge_counts_once_and_in_the_plans_order) {
    Evidence twice = visit(200, good_visitor);
    twice.challenges.push_back(twice.challenges[1]);
    twice.challenges[2].prompted = twice.challenges[2].ended = twice.challenges[1].ended;
    CHECK_EQUAL(judge::rejudge(plan(), twice).challenges[2].judgement.outcome, Outcome::inconclusive);
    Evidence swapped = visit(200, good_visitor);
    swapped.challenges[0].planned = 7;
    CHECK_EQUAL(judge::rejudge(plan(), swapped).challenges[0].judgement.outcome, Outcome::inconclusive);
}

STORY(a_declined_challenge_stays_declined) {
    Evidence evidence = visit(200, good_visitor);
    ChallengeResult& smile = evidence.challenges[1];
    smile.judgement = {Outcome::inconclusive, Reason::declined, 0};
    smile.ended = smile.prompted;
    CHECK(judge::rejudge(plan(), evidence).challenges == evidence.challenges);
}

STORY(declining_hides_no_failure) {
    Evidence evidence = visit(600, [](int f) { return f < 60 ? calm_row(f) : shouting_row(f); });
    evidence.challenges[1].judgement = {Outcome::inconclusive, Reason::declined, 0};
    CHECK_EQUAL(judge::rejudge(plan(), evidence).challenges[1].judgement.outcome, Outcome::fail);
}

STORY(a_shortened_log_gives_no_pass) {
    Longer visit = longer_visit(plan_with_alternate(), 600, obliging);
    visit.evidence.rows.resize(visit.evidence.rows.size() / 8);
    const judge::Rejudged again = judge::rejudge(visit.plan, visit.evidence);
    CHECK(judge::fuse(visit.plan, again.challenges, again.passive).outcome != Outcome::pass);
}
