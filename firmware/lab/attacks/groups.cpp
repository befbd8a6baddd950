// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/groups.hpp"

#include <spdlog/fmt/fmt.h>

#include <functional>
#include <limits>
#include <string>
#include <utility>

namespace verikiosk::lab::attacks {
namespace {

struct Group {
    std::string what;
    std::string value;
    std::function<bool(const Record&)> takes;
};

/// Bands of a measure that visitors are drawn over: four with about as many each.
void add_bands(std::vector<Group>& groups, const std::string& what, const std::string& unit,
               const std::vector<double>& bounds, double Looks::*measure) {
    double from = 0;
    for (std::size_t i = 0; i <= bounds.size(); ++i) {
        const double to = i < bounds.size() ? bounds[i] : std::numeric_limits<double>::infinity();
        // Bounds as they are written: 72, 56.5.
        std::string value = i == 0 ? fmt::format("under {:g}", to) : fmt::format("from {:g}", from);
        if (i > 0 && i < bounds.size()) value += fmt::format(" to {:g}", to);
        value += ' ';
        value += unit;
        groups.push_back({what, value, [=](const Record& record) {
                              return record.looks.*measure >= from && record.looks.*measure < to;
                          }});
        from = to;
    }
}

std::vector<Group> main_groups() {
    std::vector<Group> groups{{"all", "", [](const Record&) { return true; }}};
    for (int step = 1; step <= simulator::monk_steps; ++step) {
        groups.push_back({"skin", "Monk " + std::to_string(step),
                          [step](const Record& record) { return record.looks.skin == step; }});
    }
    for (const bool worn : {false, true}) {
        groups.push_back({"glasses", worn ? "yes" : "no",
                          [worn](const Record& record) { return record.looks.glasses == worn; }});
    }
    for (const bool grown : {false, true}) {
        groups.push_back({"beard", grown ? "yes" : "no",
                          [grown](const Record& record) { return record.looks.beard == grown; }});
    }
    // Light is drawn evenly over the logarithm of 30 .. 1000 lux, distance over 48 .. 82 cm.
    add_bands(groups, "light", "lux", {72, 173, 416}, &Looks::ambient_lux);
    add_bands(groups, "distance", "cm", {56.5, 65, 73.5}, &Looks::distance_cm);
    return groups;
}

GroupFigures figures_of_group(std::span<const Record> records, const Group& group, int variant) {
    GroupFigures figures;
    figures.what = group.what;
    figures.value = group.value;
    std::vector<double> seconds;
    for (const Record& record : records) {
        const Job& job = record.job;
        if (job.kind != simulator::ActKind::visitor || job.variant != variant || !group.takes(record))
            continue;
        ++figures.non_response.of;
        if (record.verified()) seconds.push_back(record.seconds);
        if (!record.verified()) ++figures.stopped[stopped_by(record)];
        if (!record.live || record.decision == "none") {
            ++figures.non_response.count;
            continue;
        }
        ++figures.bpcer.of;
        if (record.verified()) continue;
        ++figures.bpcer.count;
        if (record.decision == "refer") ++figures.referred;
    }
    figures.seconds = seconds_of_all(std::move(seconds));
    return figures;
}

}  // namespace

std::vector<GroupFigures> group_figures(std::span<const Record> records, const Amounts& amounts) {
    std::vector<GroupFigures> all;
    for (const Group& group : main_groups())
        all.push_back(figures_of_group(records, group, amounts.variant));
    const int other = other_variant(amounts);
    const Group beside{"variant", std::to_string(other), [](const Record&) { return true; }};
    if (amounts.extras) all.push_back(figures_of_group(records, beside, other));
    return all;
}

}  // namespace verikiosk::lab::attacks
