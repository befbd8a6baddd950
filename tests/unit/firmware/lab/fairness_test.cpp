// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/fairness.hpp"

#include <cmath>

#include "firmware/lab/binomial.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("fairness");

namespace {

void check_interval(int good, int all, double low, double high) {
    const lab::Interval interval = lab::clopper_pearson(good, all);
    CHECK(std::abs(interval.low - low) < 0.00005);
    CHECK(std::abs(interval.high - high) < 0.00005);
}

lab::FairnessGroup group_of(const char* value, int all, int found) {
    lab::FairnessGroup group;
    group.what = "skin";
    group.value = value;
    group.all = all;
    group.found = group.smiles = found;
    return group;
}

}  // namespace

STORY(intervals_are_those_of_the_closed_forms) {
    // None or all of n: (alpha/2)^(1/n) is the other end.
    check_interval(0, 10, 0, 1 - std::pow(0.025, 0.1));
    check_interval(10, 10, std::pow(0.025, 0.1), 1);
    // One of two: 1 - sqrt(1 - alpha/2), sqrt(1 - alpha/2).
    check_interval(1, 2, 1 - std::sqrt(0.975), std::sqrt(0.975));
    check_interval(0, 0, 0, 1);
    // The smallest sample's interval is the widest.
    CHECK(lab::clopper_pearson(5, 10).high > lab::clopper_pearson(50, 100).high);
}

STORY(whoever_is_found_less_often_than_chance_allows_lags_behind) {
    const std::vector<lab::FairnessGroup> groups{group_of("one", 20, 20), group_of("two", 20, 19),
                                                 group_of("three", 20, 8)};
    CHECK(!lab::lags_behind(groups[0], groups));
    CHECK(!lab::lags_behind(groups[1], groups));
    CHECK(lab::lags_behind(groups[2], groups));
    const std::string table = lab::fairness_table(groups);
    CHECK_CONTAINS(table, "nothing about people");
    CHECK_CONTAINS(table, "  47 of 60   [ 65.8,  87.9]");
    CHECK_CONTAINS(table, "LAGS BEHIND");
    CHECK_CONTAINS(lab::fairness_json(groups), R"("value":"three","visitors":20,"found":8,)");
}
