// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/report.hpp"

#include "tests/support/check.hpp"
#include "tests/unit/firmware/kioskctl/sample_reports.hpp"

using namespace verikiosk;
using namespace verikiosk::kioskctl;

GROUP("report");

STORY(a_line_says_what_is_and_the_next_one_what_to_do) {
    CHECK_EQUAL(lines_of({"camera", Verdict::pass, "C920", {}}), "pass  camera       C920\n");
    CHECK_EQUAL(lines_of({"temperature", Verdict::fail, "93 degrees", "let air in"}),
                "FAIL  temperature  93 degrees\n                   let air in\n");
}

STORY(notes_pass_and_failures_are_counted_by_name) {
    CHECK(passed(tests::good_report()));
    CHECK_EQUAL(summary_of(tests::good_report()), "all 12 checks passed");
    CHECK(!passed(tests::bad_report()));
    CHECK_EQUAL(summary_of(tests::bad_report()), "3 of 12 checks failed: camera, network, backend");
}

STORY(a_program_reads_the_result_as_json) {
    Report report{"0.1.0", "kiosk-1", WallTime(std::chrono::seconds(1772368259)), {}};
    report.findings = {{"camera", Verdict::fail, "\"C\\\xc3\xa9\" \xf0\x9f\x93\xb7\n\xff", "plug"}};
    CHECK_EQUAL(json_of(report),
                R"({"version":"0.1.0","ueid":"kiosk-1","time":"2026-03-01 12:30 UTC","passed":false,)"
                R"("checks":[{"name":"camera","result":"fail","what":"\"C\\\u00e9\" \ud83d\udcf7\u000a",)"
                R"("what_to_do":"plug"}]})");
}

STORY(the_codes_text_is_short_and_tells_nothing_but_results) {
    const std::string text = code_text_of(tests::bad_report());
    CHECK_EQUAL(text.substr(0, text.find("settings")), "Verikiosk 0.1.0\nkiosk-4711\n2026-03-01 12:30 UTC\n");
    CHECK_CONTAINS(text, "camera=fail\n");
    CHECK_CONTAINS(text, "clock=note\n");
    CHECK_CONTAINS(text, "memory=pass\n");
    CHECK(text.find("192.168") == std::string::npos);
    CHECK(text.find("backend.example") == std::string::npos);
    Report named = tests::worst_report();
    named.ueid = "k\xc3\xa9\n" + std::string(5000, 'x');
    CHECK(code_text_of(named).size() <= 600);
    CHECK_CONTAINS(code_text_of(named), "k???xxx");
}
