// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/job.hpp"

#include <algorithm>
#include <set>

#include "firmware/lab/attacks/booth.hpp"
#include "firmware/lab/attacks/eta.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::lab::attacks;
using simulator::ActKind;

GROUP("attack_jobs");

STORY(a_full_run_has_the_declared_amounts_and_each_visit_once) {
    const std::vector<Job> jobs = jobs_of({});
    std::set<std::string> ids;
    for (const Job& job : jobs)
        ids.insert(id_of(job));
    CHECK_EQUAL(ids.size(), jobs.size());
    const auto count = [&](ActKind kind, int skill) {
        return std::ranges::count_if(
            jobs, [&](const Job& job) { return job.kind == kind && job.variant == 1 && job.skill == skill; });
    };
    CHECK_EQUAL(count(ActKind::visitor, simulator::careful), 300);
    for (const ActKind kind : kinds()) {
        CHECK_EQUAL(count(kind, simulator::careful), 150);
        for (const int skill : {1, 3, 4})
            CHECK(count(kind, skill) >= 20);
    }
}

STORY(every_attack_but_the_empty_room_is_run) {
    const auto all = kinds();
    CHECK_EQUAL(all.size(), simulator::attack_descriptions().size() - 1);
    CHECK(std::ranges::find(all, ActKind::nobody) == all.end());
}

STORY(any_first_part_of_a_run_has_something_of_everything) {
    const std::vector<Job> jobs = jobs_of({});
    std::set<ActKind> seen;
    for (std::size_t i = 0; i < jobs.size() / 50; ++i)
        seen.insert(jobs[i].kind);
    CHECK_EQUAL(seen.size(), kinds().size() + 1);
}

STORY(the_same_people_come_at_every_skill_and_with_every_judgement_off) {
    const Job job{.kind = ActKind::print, .index = 4};
    Job other = job;
    other.skill = 4;
    other.without = Without::light;
    other.variant = 2;
    CHECK_EQUAL(seed_of(job, 7), seed_of(other, 7));
    CHECK(seed_of(job, 7) != seed_of(job, 8));
    other.index = 5;
    CHECK(seed_of(job, 7) != seed_of(other, 7));
}

STORY(visitors_take_turns_in_their_skins_step) {
    std::set<int> steps;
    for (int index = 0; index < simulator::monk_steps; ++index) {
        const Job job{.kind = ActKind::visitor, .index = index};
        steps.insert(visitor_of(job, seed_of(job, 7)).person.skin);
    }
    CHECK_EQUAL(steps.size(), std::size_t{simulator::monk_steps});
}

STORY(the_time_left_is_told_by_what_was_done) {
    CHECK_EQUAL(eta_line(0, 100, 5), "    0 of 100 visits,   0 %");
    CHECK_EQUAL(eta_line(50, 100, 7290), "   50 of 100 visits,  50 %, 2 h 01 min left");
    CHECK_EQUAL(eta_line(99, 100, 990), "   99 of 100 visits,  99 %, less than a minute left");
    CHECK_EQUAL(eta_line(100, 100, 1000), "  100 of 100 visits, 100 %");
}

STORY(judgements_that_are_off_have_names_that_are_read_again) {
    for (unsigned off = 0; off < 32; ++off) {
        const auto without = static_cast<Without>(off);
        CHECK(without_called(name_of(without)) == without);
    }
    CHECK_EQUAL(name_of(Without::light | Without::exposure), "light+exposure");
    CHECK(!without_called("light+"));
    CHECK(!without_called("centre"));
}
