// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include "firmware/config/site.hpp"
#include "firmware/kioskctl/selftest.hpp"
#include "firmware/kioskctl/site.hpp"
#include "firmware/screens/texts.hpp"
#include "tests/support/check.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using namespace verikiosk::kioskctl;

GROUP("command");

namespace {

/// A site of a kiosk that enrols later: the least that is right.
struct Desk {
    tests::TemporaryFolder folder;
    std::filesystem::path file = folder / "site.toml";
    std::ostringstream out;
    std::ostringstream problems;

    Desk() {
        tests::write_file(folder / "ca.pem", "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n");
        write(8443);
    }
    void write(int port) const {
        tests::write_file(
            file, "[kiosk]\nueid = \"kiosk-1\"\n[backend]\nhost = \"backend.example\"\nport = " +
                      std::to_string(port) + "\nca = \"ca.pem\"\n[enrolment]\ntoken = \"one-time\"\n");
    }
};

}  // namespace

STORY(a_right_site_is_called_right) {
    Desk desk;
    CHECK_EQUAL(run_site_check(desk.file, desk.out, desk.problems), all_passed);
    CHECK_CONTAINS(desk.out.str(), "site.toml is right");
    CHECK_EQUAL(desk.problems.str(), "");
}

STORY(a_wrong_site_is_named_with_field_and_reason_and_nothing_is_written) {
    Desk desk;
    desk.write(0);
    CHECK_EQUAL(run_site_check(desk.file, desk.out, desk.problems), something_failed);
    CHECK_CONTAINS(desk.problems.str(), "site.toml:5: backend.port: expected a number from 1 to 65535");
    CHECK_EQUAL(run_site_install(desk.file, desk.folder.path(), desk.out, desk.problems), something_failed);
    CHECK_CONTAINS(desk.problems.str(), "nothing was written");
    CHECK(!std::filesystem::exists(desk.folder / "site"));
}

STORY(a_site_is_installed_into_the_folder_and_nowhere_else) {
    Desk desk;
    CHECK_EQUAL(run_site_install(desk.file, desk.folder / "no", desk.out, desk.problems), could_not);
    CHECK_CONTAINS(desk.problems.str(), "is not there");
    CHECK_EQUAL(run_site_install(desk.file, desk.folder.path(), desk.out, desk.problems), all_passed);
    CHECK(std::filesystem::exists(desk.folder / "site/pki/ca.crt"));
}

STORY(every_language_that_a_site_may_choose_is_spoken_by_the_screens) {
    for (const std::string_view language : config::languages)
        CHECK_EQUAL(tests::must(screens::Texts::open("share/locale", language)).language(), language);
}

STORY(all_checks_run_and_each_answers_by_its_name) {
    const tests::TemporaryFolder folder;
    const std::vector<std::filesystem::path> files{folder / "board.toml"};
    const config::SettingsFound found = config::look_at_settings(files);
    Machine machine = this_machine(WallTime{});
    machine.camera.list = [] { return Result<std::vector<CameraInfo>>(); };
    machine.models.landmarks = folder / "none";
    const drivers::SystemClock clock;
    const auto steps = steps_of(files, found, machine, clock);
    std::string names;
    for (const Step& step : steps) {
        const Finding finding = step.run();
        CHECK_EQUAL(finding.name, step.name);
        CHECK(!finding.what.empty());
        CHECK(finding.verdict != Verdict::fail || !finding.what_to_do.empty());
        names += step.name + " ";
    }
    CHECK_EQUAL(names,
                "settings camera display input storage clock network backend certificate models "
                "temperature memory ");
}

STORY(a_selftest_of_a_machine_that_is_no_kiosk_fails_in_words_and_as_json) {
    const tests::TemporaryFolder folder;
    SelftestOptions options;
    options.configs = {folder / "board.toml", folder / "site.toml"};
    options.version = "1.2.3";
    std::ostringstream out;
    std::ostringstream problems;
    CHECK_EQUAL(run_selftest(options, out, problems), something_failed);
    CHECK_CONTAINS(out.str(), "FAIL  settings     the settings file");
    CHECK_CONTAINS(out.str(), "checks failed: settings");
    options.json = true;
    out.str("");
    CHECK_EQUAL(run_selftest(options, out, problems), something_failed);
    CHECK_EQUAL(out.str().find("{\"version\":\"1.2.3\",\"ueid\":\"\",\"time\":\""), std::size_t{0});
    CHECK_CONTAINS(out.str(), "\"passed\":false");
    CHECK_EQUAL(problems.str(), "");
}

STORY(one_check_alone_can_be_asked_for) {
    const tests::TemporaryFolder folder;
    SelftestOptions options;
    options.configs = {folder / "board.toml"};
    options.only = {"memory", "input"};
    std::ostringstream out;
    std::ostringstream problems;
    CHECK(run_selftest(options, out, problems) != wrong_use);
    CHECK_CONTAINS(out.str(), "input ");
    CHECK_CONTAINS(out.str(), "memory ");
    CHECK(out.str().find("settings") == std::string::npos);
    options.only = {"cofee"};
    CHECK_EQUAL(run_selftest(options, out, problems), wrong_use);
    CHECK_CONTAINS(problems.str(), "there is no check 'cofee'; there are: settings, camera,");
}
