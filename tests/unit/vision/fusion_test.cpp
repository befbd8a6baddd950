// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "tests/support/check.hpp"
#include "vision/liveness/judge/fusion.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("fusion");

namespace {

constexpr Judgement passed{Outcome::pass, Reason::none, 0};

Judgement open_by(Reason reason) {
    return {Outcome::inconclusive, reason, 0};
}
Judgement failed_by(Reason reason) {
    return {Outcome::fail, reason, 0};
}

/// 0 centre, 1 turn, 2 light, 3 smile; alternates 4 approach, 5 exposure, 6 open mouth.
Plan plan() {
    Plan plan;
    for (const ChallengeKind kind :
         {ChallengeKind::centre, ChallengeKind::turn, ChallengeKind::light, ChallengeKind::smile})
        plan.challenges.push_back({.kind = kind});
    for (const ChallengeKind kind :
         {ChallengeKind::approach, ChallengeKind::exposure, ChallengeKind::open_mouth})
        plan.alternates.push_back({.kind = kind});
    plan.classes = {{AttackClass::print, {ChallengeKind::turn, ChallengeKind::approach}},
                    {AttackClass::replay, {ChallengeKind::light}},
                    {AttackClass::injection, {ChallengeKind::light, ChallengeKind::exposure}},
                    {AttackClass::mask, {ChallengeKind::smile, ChallengeKind::open_mouth}}};
    return plan;
}

using Results = std::vector<ChallengeResult>;

ChallengeResult result(std::uint8_t planned, Judgement judgement) {
    return {judge::planned_challenge(plan(), planned)->kind, planned, {}, {}, judgement};
}

Results all_passed() {
    return {result(0, passed), result(1, passed), result(2, passed), result(3, passed)};
}

}  // namespace

STORY(all_passed_is_a_pass) {
    CHECK(judge::fuse(plan(), all_passed(), passed) == passed);
    CHECK(judge::open_classes(plan(), all_passed()).empty());
}

STORY(a_fail_is_never_outvoted) {
    for (std::size_t i = 0; i < 4; ++i) {
        Results results = all_passed();
        results[i].judgement = failed_by(Reason::face_changed);
        const Judgement fused = judge::fuse(plan(), results, passed);
        CHECK_EQUAL(fused.outcome, Outcome::fail);
        CHECK_EQUAL(fused.reason, Reason::face_changed);
    }
    CHECK_EQUAL(judge::fuse(plan(), all_passed(), failed_by(Reason::recaptured)).reason, Reason::recaptured);
}

STORY(an_inconclusive_challenge_leaves_its_classes_open) {
    Results results = all_passed();
    results[2].judgement = open_by(Reason::weak_signal);
    const Judgement fused = judge::fuse(plan(), results, passed);
    CHECK_EQUAL(fused.outcome, Outcome::inconclusive);
    CHECK_EQUAL(fused.reason, Reason::weak_signal);
    CHECK_EQUAL(fused.score_milli, 2);
}

STORY(an_alternate_of_the_same_class_takes_its_place) {
    Results results = {result(0, passed), result(1, open_by(Reason::weak_signal))};
    CHECK_EQUAL(judge::alternate_for(plan(), results).value(), std::size_t{4});
    results.push_back(result(4, passed));
    CHECK(!judge::alternate_for(plan(), results));
    results.push_back(result(2, passed));
    results.push_back(result(3, passed));
    CHECK_EQUAL(judge::fuse(plan(), results, passed).outcome, Outcome::pass);
}

STORY(an_alternate_of_another_class_is_not_asked_for) {
    Plan without = plan();
    without.alternates = {{.kind = ChallengeKind::exposure}};
    const Results results = {result(0, passed), result(1, open_by(Reason::weak_signal))};
    CHECK(!judge::alternate_for(without, results));
}

STORY(an_alternate_concludes_only_the_classes_that_it_stops) {
    Results results = all_passed();
    results[2].judgement = open_by(Reason::declined);
    results.push_back(result(5, passed));
    const Judgement fused = judge::fuse(plan(), results, passed);
    CHECK_EQUAL(fused.outcome, Outcome::inconclusive);
    CHECK_EQUAL(fused.reason, Reason::declined);
    CHECK(judge::open_classes(plan(), results) == std::vector{AttackClass::replay});
}

STORY(an_alternate_is_asked_for_once_and_the_next_one_after_it) {
    Plan two = plan();
    two.alternates.push_back({.kind = ChallengeKind::approach});
    Results results = {result(0, passed), result(1, open_by(Reason::weak_signal)),
                       result(4, open_by(Reason::weak_signal))};
    CHECK_EQUAL(judge::alternate_for(two, results).value(), std::size_t{7});
    results.push_back({ChallengeKind::approach, 7, {}, {}, open_by(Reason::weak_signal)});
    CHECK(!judge::alternate_for(two, results));
}

STORY(nothing_is_asked_for_after_a_pass_or_a_fail) {
    CHECK(!judge::alternate_for(plan(), {}));
    CHECK(!judge::alternate_for(plan(), Results{result(1, passed)}));
    CHECK(!judge::alternate_for(plan(), Results{result(1, failed_by(Reason::flat_face))}));
}

STORY(without_a_centred_face_nothing_passes) {
    Results results = all_passed();
    results[0].judgement = open_by(Reason::time_out);
    CHECK_EQUAL(judge::fuse(plan(), results, passed).outcome, Outcome::inconclusive);
}

STORY(a_passive_judgement_that_could_not_say_leaves_it_open) {
    CHECK_EQUAL(judge::fuse(plan(), all_passed(), open_by(Reason::no_face)).reason, Reason::no_face);
}

STORY(weak_signals_and_declining_never_raise_the_chance) {
    // Every combination of outcomes: turning any judgement into "nobody can say" never turns what was not a
    // pass into one.
    const std::array outcomes{passed, failed_by(Reason::flat_face), open_by(Reason::weak_signal)};
    for (int code = 0; code < 243; ++code) {
        Results results;
        int rest = code;
        for (const std::uint8_t planned : std::array<std::uint8_t, 5>{0, 1, 2, 3, 5}) {
            results.push_back(result(planned, outcomes[static_cast<std::size_t>(rest % 3)]));
            rest /= 3;
        }
        if (judge::fuse(plan(), results, passed).outcome == Outcome::pass) continue;
        for (ChallengeResult& each : results) {
            // What failed stays so: a kiosk, or a visitor who declines, has no say in it.
            if (each.judgement.outcome == Outcome::fail) continue;
            const Judgement was = each.judgement;
            each.judgement = open_by(Reason::declined);
            CHECK(judge::fuse(plan(), results, passed).outcome != Outcome::pass);
            each.judgement = was;
        }
    }
}
