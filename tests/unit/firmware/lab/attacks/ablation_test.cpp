// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/ablation.hpp"

#include <algorithm>

#include "firmware/lab/attacks/plan_without.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/firmware/lab/attacks/records.hpp"

using namespace verikiosk;
using namespace verikiosk::lab::attacks;
using namespace verikiosk::tests;
using simulator::ActKind;

GROUP("attack_ablation");

namespace {

const Amounts two_each{.per_kind = 2, .visitors = 2};

WithoutFigures found(const std::vector<WithoutFigures>& all, Without without) {
    const auto one = std::ranges::find(all, without, &WithoutFigures::without);
    CHECK(one != all.end());
    return *one;
}

}  // namespace

STORY(an_attack_is_made_again_only_without_the_judgement_that_ended_it) {
    const std::vector records{refused_attack(ActKind::print, 0, "turn")};
    const auto jobs = jobs_without(records, two_each);
    CHECK_EQUAL(jobs.size(), 2U);
    CHECK(jobs[0].without == Without::motion);
    CHECK(jobs[1].without == (Without::motion | Without::expression));
    CHECK(jobs[0].kind == ActKind::print && jobs[0].index == 0);
}

STORY(what_another_judgement_failed_too_stays_refused) {
    auto record = refused_attack(ActKind::frozen, 0, "exposure");
    record.judged.back().outcome = "fail";
    CHECK(refused_anyway(record, Without::exposure));
    CHECK(refused_anyway(record, Without::passive));
    record.judged.back().outcome = "pass";
    CHECK(!refused_anyway(record, Without::exposure));
}

STORY(a_challenge_that_was_not_concluded_ended_the_visit_too) {
    auto record = refused_attack(ActKind::replay_live, 0, "light");
    record.decision = "refer";
    record.judged[1].outcome = "inconclusive";
    CHECK(!refused_anyway(record, Without::light));
    CHECK(refused_anyway(record, Without::motion));
}

STORY(evidence_that_contradicts_itself_is_no_judgement_to_be_switched_off) {
    auto record = refused_attack(ActKind::print, 0, "turn");
    record.tampered = true;
    record.judged[1].outcome = "pass";
    for (const Without without : judgements)
        CHECK(refused_anyway(record, without));
}

STORY(only_what_was_refused_at_liveness_is_compared) {
    auto early = refused_attack(ActKind::print, 0, "centre");
    early.live = false;
    auto skilled = refused_attack(ActKind::print, 0, "turn");
    skilled.job.skill = simulator::has_our_code;
    auto other = refused_attack(ActKind::print, 0, "turn");
    other.job.variant = 2;
    const std::vector records{early, skilled, other, verified_visit(ActKind::print, 1),
                              verified_visit(ActKind::visitor, 0)};
    CHECK(compared_without(records, two_each).empty());
}

STORY(figures_tell_what_was_let_through_from_what_was_not_tried) {
    auto passed = verified_visit(ActKind::print, 0);
    passed.job.without = Without::motion;
    const std::vector records{refused_attack(ActKind::print, 0, "turn"),
                              refused_attack(ActKind::print, 1, "turn"), passed};
    const auto figures = without_figures(records, two_each);
    const WithoutFigures motion = found(figures, Without::motion);
    CHECK_EQUAL(motion.refused, 2);
    CHECK_EQUAL(motion.let_through, 1);
    CHECK_EQUAL(motion.not_made, 1);
    CHECK_EQUAL(found(figures, Without::light).let_through, 0);
    CHECK_EQUAL(found(figures, Without::light).not_made, 0);
}

STORY(a_record_and_a_plan_call_the_same_judgement_a_challenges) {
    for (int number = 1; number <= static_cast<int>(last_challenge_kind); ++number) {
        const auto kind = static_cast<ChallengeKind>(number);
        CHECK(judgement_of(verikiosk::name_of(kind)) == judgement_of(kind));
        CHECK_EQUAL(judgement_of(kind) == Without::nothing, kind == ChallengeKind::centre);
    }
    CHECK(judgement_of("passive") == Without::passive);
    CHECK(judgement_of("evidence") == Without::nothing);
}

STORY(a_plan_without_a_judgement_asks_for_none_of_it_and_needs_none_of_it) {
    Plan plan;
    plan.challenges = {
        {.kind = ChallengeKind::centre}, {.kind = ChallengeKind::turn}, {.kind = ChallengeKind::light}};
    plan.alternates = {{.kind = ChallengeKind::approach}};
    plan.classes = {{AttackClass::print, {ChallengeKind::turn, ChallengeKind::approach}},
                    {AttackClass::replay, {ChallengeKind::light}}};
    const Plan less = plan_without(plan, Without::motion);
    CHECK_EQUAL(less.challenges.size(), 2U);
    CHECK(less.alternates.empty());
    CHECK_EQUAL(less.classes.size(), 1U);
    CHECK(less.classes.front().attack == AttackClass::replay);
    CHECK(plan_without(plan, Without::passive) == plan);
}
