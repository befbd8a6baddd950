// SPDX-License-Identifier: Apache-2.0
#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <sstream>

#include "firmware/lab/attacks/report_words.hpp"
#include "firmware/lab/attacks/shots.hpp"
#include "firmware/lab/attacks/summary.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/firmware/lab/attacks/records.hpp"

using namespace verikiosk;
using namespace verikiosk::lab::attacks;
using namespace verikiosk::tests;
using simulator::ActKind;

GROUP("attack_report");

namespace {

const std::vector<Record>& some_records() {
    static const std::vector<Record> records{
        verified_visit(ActKind::visitor, 0), refused_attack(ActKind::print, 0, "turn"),
        refused_attack(ActKind::mask_worn, 0, "smile"), verified_visit(ActKind::mask_worn, 1)};
    return records;
}

Summary summary_of(const std::vector<Record>& records) {
    Summary summary;
    summary.seed = 7;
    summary.amounts = {.per_kind = 2, .visitors = 1};
    summary.figures = figures_of(records, summary.amounts);
    summary.processors = 2;
    summary.full_visits = 5000;
    return summary;
}

bool says(const std::string& text, std::string_view what) {
    return text.find(what) != std::string::npos;
}

}  // namespace

STORY(every_form_begins_with_what_the_figures_are_not) {
    const Summary summary = summary_of(some_records());
    for (const std::string& report : {report_html(summary), report_json(summary), report_table(summary)}) {
        CHECK(says(report, "Regression figures on a simulator"));
        CHECK(says(report, "nothing is claimed for real people or real attacks"));
        CHECK(says(report, "2.4 %"));
    }
}

STORY(the_bound_that_the_head_names_is_the_intervals) {
    CHECK_EQUAL(words_of(Share{0, 150}), "0 of 150 (0.0 to 2.4 %)");
    CHECK_EQUAL(words_of(Share{0, 10'000}), "0 of 10000 (0.000 to 0.037 %)");
    CHECK_EQUAL(words_of(Share{}), "none");
}

STORY(of_few_sessions_no_interval_is_told) {
    CHECK_EQUAL(words_of(seconds_of_all({7})), "7.0 s (too few for an interval), p95 7.0 s");
    CHECK_EQUAL(words_of(seconds_of_all({1, 2, 3, 4, 5, 6})), "3.5 s (1.0 to 6.0), p95 6.0 s");
    std::vector<Record> records = some_records();
    CHECK(says(report_json(summary_of(records)), R"("seconds":{"count":1,"median":20.00,"p95":20.00})"));
    for (int i = 1; i <= 5; ++i)
        records.push_back(verified_visit(ActKind::visitor, i));
    CHECK(says(report_json(summary_of(records)),
               R"("seconds":{"count":6,"median":22.50,"low":20.00,"high":25.00,"p95":25.00})"));
}

STORY(hours_are_told_of_this_run_and_of_a_full_one) {
    // 4 visits of 5 s; 5,000 of them are 6.9 hours, on two processors half of that.
    const std::string hours = hours_of(summary_of(some_records()));
    CHECK(says(hours, "4 visits took 0.01 hours of one processor, 5.0 s each"));
    CHECK(says(hours, "would take 6.9 such hours, which is 3.5 hours on the 2 processors here"));
}

STORY(the_json_is_json_with_the_counts) {
    std::istringstream in(report_json(summary_of(some_records())));
    boost::property_tree::ptree tree;
    boost::property_tree::read_json(in, tree);
    CHECK_EQUAL(tree.get<std::string>("seed"), "7");
    int verified = 0;
    for (const auto& [none, kind] : tree.get_child("kinds"))
        if (kind.get<std::string>("kind") == "mask-worn") {
            CHECK_EQUAL(kind.get<int>("first_success"), 2);
            for (const auto& [no_name, skill] : kind.get_child("skills"))
                verified += skill.get<int>("apcer.count");
        }
    CHECK_EQUAL(verified, 1);
}

STORY(a_report_names_what_was_made_and_not_what_was_asked_last) {
    Summary summary = summary_of(some_records());
    summary.amounts = {.per_kind = 0, .visitors = 0};
    CHECK(says(report_html(summary), "2 attacks of a kind at skill 2, 1 visitors"));
    CHECK(says(report_json(summary), "\"per_kind\":2,\"visitors\":1,"));
}

STORY(the_page_needs_nothing_but_itself) {
    const std::string page = report_html(summary_of(some_records()));
    for (const char* other : {"http:", "https:", "<script", "<link", "src=\"/"})
        CHECK(!says(page, other));
}

STORY(pictures_show_the_strongest_refused_and_all_that_passed) {
    const TemporaryFolder place;
    const Folder folder(place / "run");
    (void)must(folder.open(7, false));
    auto weak = refused_attack(ActKind::print, 0, "turn");
    auto strong = refused_attack(ActKind::print, 1, "smile");
    strong.judged.push_back({"light", "pass", "none", 1, 1});
    auto passed = verified_visit(ActKind::print, 2);
    const std::vector records{weak, strong, passed};
    for (const Record& record : records)
        must(folder.add({record, {0xFF, 0xD8, 0xFF, 0xE0}, std::nullopt}));
    const auto shots = shots_of(records, folder);
    CHECK_EQUAL(shots.size(), 3U);
    CHECK_EQUAL(shots[0].data, "/9j/4A==");
    CHECK(says(shots[1].caption, id_of(strong.job)));
    CHECK(says(shots[2].title, "PASSED"));
}
