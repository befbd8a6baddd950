// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/workers.hpp"

#include <csignal>
#include <fstream>
#include <set>
#include <string>

#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using namespace verikiosk::lab::attacks;
using namespace verikiosk::tests;

GROUP("attack_workers");

namespace {

const auto no_progress = [](std::size_t) {};

}  // namespace

STORY(each_job_is_done_once_whoever_does_it) {
    const TemporaryFolder folder;
    const auto open = [&]() -> Result<DoJob> {
        return DoJob([&](std::size_t job) -> Result<void> {
            std::ofstream(folder.path() / std::to_string(job), std::ios::app) << "x";
            return {};
        });
    };
    std::size_t last = 0;
    must(do_all(25, open, [&](std::size_t done) { last = done; }));
    CHECK_EQUAL(last, 25U);
    for (int job = 0; job < 25; ++job)
        CHECK_EQUAL(std::filesystem::file_size(folder.path() / std::to_string(job)), 1U);
}

STORY(an_error_ends_all_and_is_told) {
    const auto open = []() -> Result<DoJob> {
        return DoJob([](std::size_t job) -> Result<void> {
            if (job == 3) return fail(Errc::full, "no room left");
            return {};
        });
    };
    const auto done = do_all(1000, open, no_progress);
    CHECK(!done);
    CHECK_EQUAL(done.error().what, "no room left");
}

STORY(a_worker_that_crashes_does_not_hang_the_others) {
    const auto open = []() -> Result<DoJob> {
        return DoJob([](std::size_t) -> Result<void> {
            std::raise(SIGKILL);
            return {};
        });
    };
    const auto done = do_all(4, open, no_progress);
    CHECK(!done);
    CHECK(done.error().what.find("signal 9") != std::string::npos);
}

STORY(nothing_to_do_is_done) {
    must(do_all(
        0, []() -> Result<DoJob> { return fail(Errc::internal, "not needed"); }, no_progress));
}
