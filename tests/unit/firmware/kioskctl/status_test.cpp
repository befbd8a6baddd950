// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include "firmware/kioskctl/selftest.hpp"
#include "firmware/kioskctl/status_command.hpp"
#include "tests/support/check.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using namespace verikiosk::kioskctl;

GROUP("status_command");

namespace {

/// A kioskd that wrote a status some time ago, and somebody who asks.
struct Desk {
    tests::TemporaryFolder folder;
    drivers::ManualClock clock{TimePoint(100s), WallTime{}};
    StatusOptions options;
    std::ostringstream out;
    std::ostringstream problems;
    status::Status status;

    Desk() {
        options.file = folder / "status.toml";
        status.version = "0.1.0";
        status.service = "in_service";
        status.uptime_s = 3723;
        status.camera = {"device", "usb-1", "C920", 1280, 720, 30, 29.94, 8.25, 0};
        status.frames.captured = 500;
        status.dropped.torn = 4;
        status.latency = {41.5, 62, 81};
    }
    int ask(Duration age = 1s) {
        status.written_ns = nanoseconds_of(clock.now() - age);
        tests::must(status::write(options.file, status));
        return run_status(options, clock, out, problems);
    }
};

}  // namespace

STORY(a_kiosk_that_serves_says_what_it_does) {
    Desk desk;
    CHECK_EQUAL(desk.ask(), all_passed);
    CHECK_CONTAINS(desk.out.str(), "in service, nobody is there");
    CHECK_CONTAINS(desk.out.str(), "runs for 62 min");
    CHECK_CONTAINS(desk.out.str(),
                   "C920 (device), 1280x720, 29.9 pictures a second of 30.0, exposure 8.2 ms");
    CHECK_CONTAINS(desk.out.str(), "4 torn");
    CHECK_CONTAINS(desk.out.str(), "half within 41.5 ms, 95 % within 62.0 ms, 99 % within 81.0 ms");
    CHECK_EQUAL(desk.problems.str(), "");
}

STORY(a_camera_whose_pictures_are_copied_out_of_slow_memory_is_named) {
    Desk desk;
    CHECK_EQUAL(desk.ask(), all_passed);
    CHECK(desk.out.str().find("copied") == std::string::npos);
    desk.status.frames.copied = 480;
    CHECK_EQUAL(desk.ask(), all_passed);
    CHECK_CONTAINS(desk.out.str(), "500 captured, 0 analysed; 480 copied out of slow memory");
}

STORY(a_tool_gets_json) {
    Desk desk;
    desk.options.json = true;
    CHECK_EQUAL(desk.ask(), all_passed);
    CHECK(desk.out.str().starts_with("{"));
    CHECK_CONTAINS(desk.out.str(), "\"measured_fps\" : 29.94");
}

STORY(a_kiosk_out_of_service_says_why) {
    Desk desk;
    desk.status.service = "out_of_service";
    desk.status.reason = "storage_full";
    CHECK_EQUAL(desk.ask(), something_failed);
    CHECK_CONTAINS(desk.out.str(), "OUT OF SERVICE: storage_full");
}

STORY(where_kioskd_does_not_run_one_hears_how_to_start_it) {
    Desk desk;
    CHECK_EQUAL(run_status(desk.options, desk.clock, desk.out, desk.problems), something_failed);
    CHECK_CONTAINS(desk.problems.str(), "kioskd is not running");
    CHECK_CONTAINS(desk.problems.str(), "systemctl start verikiosk-kiosk");
    CHECK_EQUAL(desk.out.str(), "");
}

STORY(an_old_word_of_kioskds_is_not_taken_for_its_state) {
    for (const Duration age : {Duration(30s), Duration(-30s)}) {
        Desk desk;
        CHECK_EQUAL(desk.ask(age), something_failed);
        CHECK_CONTAINS(desk.problems.str(), "kioskd hangs or was killed");
        CHECK_CONTAINS(desk.problems.str(), "30 s away");
        CHECK_EQUAL(desk.out.str(), "");
    }
}

STORY(watching_goes_on_until_one_has_seen_enough) {
    Desk desk;
    int times = 0;
    desk.options.watch = true;
    desk.options.pause = [&times](Duration) { return ++times < 3; };
    CHECK_EQUAL(desk.ask(), all_passed);
    std::istringstream lines(desk.out.str());
    int shown = 0;
    for (std::string line; std::getline(lines, line);)
        shown += line.starts_with("service") ? 1 : 0;
    CHECK_EQUAL(shown, 3);
}
