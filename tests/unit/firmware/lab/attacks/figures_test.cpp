// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/figures.hpp"

#include <algorithm>
#include <cmath>

#include "tests/support/check.hpp"
#include "tests/unit/firmware/lab/attacks/records.hpp"

using namespace verikiosk;
using namespace verikiosk::lab::attacks;
using namespace verikiosk::tests;
using simulator::ActKind;

GROUP("attack_figures");

namespace {

const Amounts amounts{.per_kind = 2, .visitors = 4};

KindFigures of_kind(const Figures& figures, ActKind kind) {
    return *std::ranges::find(figures.kinds, kind, &KindFigures::kind);
}

GroupFigures of_group(const Figures& figures, const std::string& what, const std::string& value) {
    const auto group = std::ranges::find_if(
        figures.groups, [&](const GroupFigures& one) { return one.what == what && one.value == value; });
    CHECK(group != figures.groups.end());
    return *group;
}

}  // namespace

STORY(only_attacks_that_got_as_far_as_liveness_count) {
    auto early = refused_attack(ActKind::print, 1, "centre");
    early.live = false;
    const std::vector records{refused_attack(ActKind::print, 0, "turn"), early};
    const KindFigures print = of_kind(figures_of(records, amounts), ActKind::print);
    CHECK_EQUAL(print.declared().visits, 2);
    CHECK_EQUAL(print.declared().apcer.of, 1);
    CHECK_EQUAL(print.declared().apcer.count, 0);
    CHECK_EQUAL(print.caught.at("turn"), 1);
    CHECK(!print.first_success);
}

STORY(a_success_counts_at_its_skill_and_names_the_lowest) {
    auto fourth = verified_visit(ActKind::print, 0);
    fourth.job.skill = 4;
    auto third = fourth;
    third.job.skill = 3;
    const std::vector records{fourth, third, refused_attack(ActKind::print, 0, "turn")};
    const KindFigures print = of_kind(figures_of(records, amounts), ActKind::print);
    CHECK_EQUAL(print.first_success.value_or(0), 3);
    CHECK_EQUAL(print.declared().apcer.count, 0);
    CHECK_EQUAL(print.skills[3].apcer.count, 1);
}

STORY(visits_with_a_judgement_off_and_of_the_other_variant_are_apart) {
    auto off = verified_visit(ActKind::print, 0);
    off.job.without = Without::light;
    auto other = verified_visit(ActKind::print, 0);
    other.job.variant = 2;
    const std::vector records{off, other};
    const KindFigures print = of_kind(figures_of(records, amounts), ActKind::print);
    CHECK_EQUAL(print.declared().visits, 0);
    CHECK_EQUAL(print.other_variant.apcer.count, 1);
    CHECK(!print.first_success);
}

STORY(the_impostor_is_the_photos_to_refuse) {
    CHECK(!is_liveness_matter(ActKind::impostor));
    CHECK(is_liveness_matter(ActKind::swap));
}

STORY(visitors_who_were_not_verified_are_told_from_those_who_did_not_respond) {
    auto unseen = refused_attack(ActKind::visitor, 0, "centre");
    unseen.live = false;
    unseen.looks.skin = 1;
    auto failed = refused_attack(ActKind::visitor, 1, "smile");
    failed.looks.skin = 2;
    failed.judged[1].reason = "not_smiling";
    auto called = failed;
    called.decision = "refer";
    called.judged[1].outcome = "inconclusive";
    const std::vector records{unseen, failed, called, verified_visit(ActKind::visitor, 3)};
    const Figures figures = figures_of(records, amounts);
    const GroupFigures all = of_group(figures, "all", "");
    CHECK_EQUAL(all.non_response.count, 1);
    CHECK_EQUAL(all.non_response.of, 4);
    CHECK_EQUAL(all.bpcer.count, 2);
    CHECK_EQUAL(all.bpcer.of, 3);
    CHECK_EQUAL(all.referred, 1);
    CHECK_EQUAL(all.stopped.at("smile (not_smiling)"), 2);
    CHECK_EQUAL(all.seconds.count, 1);
    CHECK_EQUAL(of_group(figures, "skin", "Monk 2").bpcer.count, 2);
    CHECK_EQUAL(of_group(figures, "skin", "Monk 4").bpcer.count, 0);
    CHECK_EQUAL(of_group(figures, "skin", "Monk 4").bpcer.of, 1);
}

STORY(every_visitor_is_in_one_group_of_each) {
    std::vector<Record> records;
    for (int i = 0; i < 20; ++i) {
        records.push_back(verified_visit(ActKind::visitor, i));
        records.back().looks.ambient_lux = 30 + 50 * i;
        records.back().looks.distance_cm = 48 + 1.7 * i;
    }
    const Figures figures = figures_of(records, amounts);
    for (const char* what : {"skin", "glasses", "beard", "light", "distance"}) {
        int sum = 0;
        for (const GroupFigures& group : figures.groups)
            sum += group.what == what ? group.non_response.of : 0;
        CHECK_EQUAL(sum, 20);
    }
}

STORY(the_median_has_an_interval_that_holds_it) {
    std::vector<double> values;
    for (int i = 1; i <= 101; ++i)
        values.push_back(i);
    const Seconds seconds = seconds_of_all(values);
    CHECK_EQUAL(seconds.median, 51);
    // Order statistics 41 and 61 of 101 (Conover 1999, table A3's normal approximation), to one.
    CHECK(seconds.interval.has_value());
    CHECK(std::abs(seconds.interval->low - 41) <= 1);
    CHECK(std::abs(seconds.interval->high - 61) <= 1);
    CHECK_EQUAL(seconds.p95, 96);
    CHECK_EQUAL(seconds_of_all({}).count, 0);
    CHECK_EQUAL(seconds_of_all({7}).median, 7);
}

STORY(fewer_than_six_have_no_interval) {
    CHECK(!seconds_of_all({5, 1, 4, 2, 3}).interval);
    const Seconds six = seconds_of_all({6, 5, 1, 4, 2, 3});
    CHECK(six.interval.has_value());
    CHECK_EQUAL(six.interval->low, 1);
    CHECK_EQUAL(six.interval->high, 6);
}

STORY(bands_are_called_by_the_bounds_that_part_them) {
    auto near = verified_visit(ActKind::visitor, 0);
    near.looks.distance_cm = 56.2;
    near.looks.ambient_lux = 71.9;
    auto far = verified_visit(ActKind::visitor, 1);
    far.looks.distance_cm = 56.5;
    far.looks.ambient_lux = 416;
    const std::vector records{near, far};
    const Figures figures = figures_of(records, amounts);
    for (const char* value : {"under 56.5 cm", "from 56.5 to 65 cm"})
        CHECK_EQUAL(of_group(figures, "distance", value).non_response.of, 1);
    CHECK_EQUAL(of_group(figures, "distance", "from 65 to 73.5 cm").non_response.of, 0);
    CHECK_EQUAL(of_group(figures, "distance", "from 73.5 cm").non_response.of, 0);
    for (const char* value : {"under 72 lux", "from 416 lux"})
        CHECK_EQUAL(of_group(figures, "light", value).non_response.of, 1);
}
