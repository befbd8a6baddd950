// SPDX-License-Identifier: Apache-2.0
#include <spdlog/fmt/fmt.h>

#include <cstdio>

#include "firmware/lab/binomial.hpp"
#include "firmware/lab/fairness.hpp"

namespace verikiosk::lab {
namespace {

std::string share_words(int good, int all) {
    const Interval interval = clopper_pearson(good, all);
    return fmt::format("{:>4} of {:<4} [{:5.1f}, {:5.1f}]", good, all, 100 * interval.low,
                       100 * interval.high);
}

bool lags(int good, int all, int good_of_all, int all_of_all) {
    return all_of_all > 0 && clopper_pearson(good, all).high < static_cast<double>(good_of_all) / all_of_all;
}

FairnessGroup sum_of(const std::vector<FairnessGroup>& groups) {
    FairnessGroup sum;
    sum.what = "all";
    for (const FairnessGroup& group : groups) {
        sum.all += group.all;
        sum.found += group.found;
        sum.smiles += group.smiles;
        sum.false_smiles += group.false_smiles;
    }
    return sum;
}

}  // namespace

bool lags_behind(const FairnessGroup& group, const std::vector<FairnessGroup>& groups) {
    const FairnessGroup sum = sum_of(groups);
    return lags(group.found, group.all, sum.found, sum.all) ||
           lags(group.smiles, group.all, sum.smiles, sum.all) ||
           lags(group.all - group.false_smiles, group.all, sum.all - sum.false_smiles, sum.all);
}

std::string fairness_table(const std::vector<FairnessGroup>& groups) {
    std::string table =
        "Drawn visitors: a test of the renderer as much as of the pipeline, and nothing about people.\n"
        "In brackets the 95 % interval of Clopper and Pearson, in percent.\n\n";
    table +=
        fmt::format("{:<8} {:<10} {:<28} {:<28} {:<28}\n", "", "", "found", "smile seen", "smile before it");
    const auto line = [&](const FairnessGroup& group, const char* mark) {
        table += fmt::format("{:<8} {:<10} {:<28} {:<28} {:<28}{}\n", group.what, group.value,
                             share_words(group.found, group.all), share_words(group.smiles, group.all),
                             share_words(group.false_smiles, group.all), mark);
    };
    for (const FairnessGroup& group : groups)
        line(group, lags_behind(group, groups) ? " LAGS BEHIND" : "");
    line(sum_of(groups), "");
    return table;
}

std::string fairness_json(const std::vector<FairnessGroup>& groups) {
    std::string list;
    const auto interval = [](int good, int all) {
        const Interval between = clopper_pearson(good, all);
        return fmt::format("[{:.4f},{:.4f}]", between.low, between.high);
    };
    for (const FairnessGroup& group : groups) {
        list += fmt::format(
            R"({}{{"what":"{}","value":"{}","visitors":{},"found":{},"found_interval":{},"smiles":{},)"
            R"("smiles_interval":{},"false_smiles":{},"false_smiles_interval":{},"lags_behind":{}}})",
            list.empty() ? "" : ",\n ", group.what, group.value, group.all, group.found,
            interval(group.found, group.all), group.smiles, interval(group.smiles, group.all),
            group.false_smiles, interval(group.false_smiles, group.all), lags_behind(group, groups));
    }
    return "[" + list + "]\n";
}

int run_fairness(const FairnessOptions& options) {
    const auto groups = measure_fairness(options);
    if (!groups) {
        fmt::print(stderr, "kiosk-lab: {}\n", groups.error().what);
        return 3;
    }
    fmt::print("{}", options.json ? fairness_json(*groups) : fairness_table(*groups));
    for (const FairnessGroup& group : *groups)
        if (lags_behind(group, *groups)) return 1;
    return 0;
}

}  // namespace verikiosk::lab
