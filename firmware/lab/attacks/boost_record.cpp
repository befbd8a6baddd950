// SPDX-License-Identifier: Apache-2.0
#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <sstream>

#include "firmware/lab/attacks/record.hpp"

namespace verikiosk::lab::attacks {
namespace {

using Tree = boost::property_tree::ptree;

Judged judged_of(const Tree& tree) {
    return {tree.get<std::string>("what"), tree.get<std::string>("outcome"), tree.get<std::string>("reason"),
            tree.get<int>("score_milli"), tree.get<double>("seconds")};
}

Looks looks_of(const Tree& tree) {
    return {tree.get<int>("skin"), tree.get<bool>("glasses"), tree.get<bool>("beard"),
            tree.get<double>("ambient_lux"), tree.get<double>("distance_cm")};
}

std::optional<Job> job_of(const Tree& tree) {
    const auto kind = simulator::act_kind(tree.get<std::string>("kind"));
    const auto without = without_called(tree.get<std::string>("without"));
    if (!kind || !without) return std::nullopt;
    return Job{*kind, tree.get<int>("skill"), tree.get<int>("variant"), *without, tree.get<int>("index")};
}

}  // namespace

Result<Record> record_from(const std::string& json) try {
    std::istringstream in(json);
    Tree tree;
    boost::property_tree::read_json(in, tree);
    const auto job = job_of(tree);
    if (!job) return fail(Errc::corrupt, "a record of a visit of no known kind");
    Record record;
    record.job = *job;
    record.seed = tree.get<std::uint64_t>("seed");
    record.looks = looks_of(tree.get_child("looks"));
    record.decision = tree.get<std::string>("decision");
    for (const auto& [none, reason] : tree.get_child("reasons"))
        record.reasons.push_back(reason.data());
    record.detail = tree.get<std::string>("detail");
    for (const auto& [none, judged] : tree.get_child("judged"))
        record.judged.push_back(judged_of(judged));
    record.tampered = tree.get<bool>("tampered");
    record.live = tree.get<bool>("live");
    record.seconds = tree.get<double>("seconds");
    record.frames = tree.get<int>("frames");
    record.took_s = tree.get<double>("took_s");
    return record;
} catch (const boost::property_tree::ptree_error& error) {
    return fail(Errc::corrupt, std::string("a record of a visit can't be read: ") + error.what());
}

}  // namespace verikiosk::lab::attacks
