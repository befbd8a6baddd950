// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/folder.hpp"

#include <fstream>

#include "tests/support/temporary_folder.hpp"
#include "tests/unit/firmware/lab/attacks/records.hpp"

using namespace verikiosk;
using namespace verikiosk::lab::attacks;
using namespace verikiosk::tests;
using simulator::ActKind;

GROUP("attack_folder");

namespace {

Visit visit_of(Record record) {
    return {std::move(record), {1, 2, 3}, std::nullopt};
}

}  // namespace

STORY(what_a_run_wrote_is_read_again) {
    const TemporaryFolder place;
    const Folder folder(place / "run");
    (void)must(folder.open(7, false));
    Record record = refused_attack(ActKind::replay_phone, 3, "light");
    record.seed = 0xFFFFFFFFFFFFFFFFU;
    record.reasons = {"weak_signal"};
    record.detail = "said \"so\"\n";
    must(folder.add(visit_of(record)));
    const auto records = folder.records();
    CHECK_EQUAL(records.size(), 1U);
    CHECK(records.front() == record);
    CHECK_EQUAL(must(folder.picture(record)).size(), 3U);
}

STORY(a_line_that_was_cut_short_is_left_out_and_the_next_one_counts) {
    const TemporaryFolder place;
    const Folder folder(place / "run");
    (void)must(folder.open(7, false));
    must(folder.add(visit_of(refused_attack(ActKind::print, 0, "turn"))));
    { std::ofstream(place / "run" / "visits.jsonl", std::ios::app) << R"({"id":"print-s2)"; }
    (void)must(folder.open(std::nullopt, true));
    must(folder.add(visit_of(refused_attack(ActKind::print, 1, "turn"))));
    CHECK_EQUAL(folder.records().size(), 2U);
}

STORY(a_run_goes_on_with_its_seed_and_no_other) {
    const TemporaryFolder place;
    const Folder folder(place / "run");
    (void)must(folder.open(7, false));
    must(folder.add(visit_of(refused_attack(ActKind::print, 0, "turn"))));
    CHECK_EQUAL(must(folder.open(std::nullopt, true)), 7U);
    CHECK_EQUAL(folder.records().size(), 1U);
    CHECK(!folder.open(8, true));
    CHECK_EQUAL(must(folder.open(8, false)), 8U);
    CHECK(folder.records().empty());
}

STORY(seeds_are_drawn_anew_each_time) {
    const TemporaryFolder place;
    const Folder folder(place / "run");
    const auto first = must(folder.open(std::nullopt, false));
    CHECK(must(folder.open(std::nullopt, false)) != first);
}

STORY(a_folder_that_is_no_run_is_left_alone) {
    const TemporaryFolder place;
    std::filesystem::create_directory(place / "pictures");
    const Folder folder(place.path());
    const auto opened = folder.open(7, false);
    CHECK(!opened);
    CHECK(opened.error().code == Errc::invalid);
    CHECK(std::filesystem::exists(place / "pictures"));
    CHECK(!folder.open(std::nullopt, true));
}
