// SPDX-License-Identifier: Apache-2.0
#include "drivers/clock/boot_count.hpp"

#include <string>
#include <vector>

#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using drivers::BootCount;
using drivers::count_boot;
using tests::must;

GROUP("boot_count");

namespace {

/// A machine that boots when told to.
struct Machine {
    tests::TemporaryFolder folder;
    std::filesystem::path file = folder / "boot";

    Machine() { boot(1); }
    void boot(int number) {
        std::string id = "00000000-0000-4000-8000-000000000000";
        id += "\n";
        id[0] = static_cast<char>('0' + number);
        tests::write_file(folder / "boot_id", id);
    }
    [[nodiscard]] Result<BootCount> count() const { return count_boot(file, folder / "boot_id"); }
};

}  // namespace

STORY(each_boot_counts_once_however_often_the_kiosk_starts) {
    Machine machine;
    CHECK_EQUAL(must(machine.count()).count, 1U);
    CHECK_EQUAL(must(machine.count()).count, 1U);
    machine.boot(2);
    CHECK_EQUAL(must(machine.count()).count, 2U);
    CHECK_EQUAL(must(machine.count()).count, 2U);
    machine.boot(3);
    const BootCount third = must(machine.count());
    CHECK_EQUAL(third.count, 3U);
    CHECK(!third.began_anew);
    CHECK_EQUAL(tests::read_whole(machine.file), "30000000-0000-4000-8000-000000000000 3\n");
}

STORY(a_torn_or_foreign_line_is_not_believed_and_is_said) {
    const std::string good = "90000000-0000-4000-8000-000000000000 41\n";
    std::vector<std::string> torn;
    for (std::size_t length = 1; length < good.size(); ++length)
        torn.push_back(good.substr(0, length));
    torn.insert(torn.end(),
                {std::string(40, '\0'), "90000000-0000-4000-8000-000000000000 -4\n",
                 "90000000-0000-4000-8000-000000000000 0\n", "90000000-0000-4000-8000-000000000000 4x\n",
                 "90000000-0000-4000-8000-000000000000 99999999999999999999999\n",
                 "90000000/0000/4000/8000/000000000000 4\n"});
    for (const std::string& line : torn) {
        const Machine machine;
        tests::write_file(machine.file, line);
        const BootCount counted = must(machine.count());
        CHECK_EQUAL(counted.count, 1U);
        CHECK(counted.began_anew);
        CHECK(!must(machine.count()).began_anew);
    }
    const Machine machine;
    tests::write_file(machine.file, good);
    CHECK_EQUAL(must(machine.count()).count, 42U);
}

STORY(a_power_cut_while_writing_leaves_the_old_count) {
    Machine machine;
    CHECK_EQUAL(must(machine.count()).count, 1U);
    machine.boot(2);
    tests::write_file(machine.folder / "boot.new", "2000");  // as far as it came
    CHECK_EQUAL(must(machine.count()).count, 2U);
    CHECK(!std::filesystem::exists(machine.folder / "boot.new"));
}

STORY(a_folder_that_is_not_there_is_named) {
    Machine machine;
    machine.file = machine.folder / "missing" / "boot";
    const auto counted = machine.count();
    CHECK(!counted);
    CHECK_EQUAL(counted.error().code, Errc::refused);
    CHECK_CONTAINS(counted.error().what, "missing/boot");
}

STORY(a_kernel_that_names_no_boot_is_an_error) {
    const tests::TemporaryFolder folder;
    tests::write_file(folder / "boot_id", "\n");
    CHECK_EQUAL(count_boot(folder / "boot", folder / "boot_id").error().code, Errc::unavailable);
    CHECK_EQUAL(count_boot(folder / "boot", folder / "nowhere").error().code, Errc::unavailable);
    CHECK(!std::filesystem::exists(folder / "boot"));
}

STORY(this_machine_names_its_boot) {
    const tests::TemporaryFolder folder;
    CHECK_EQUAL(must(count_boot(folder / "boot")).count, 1U);
    CHECK_EQUAL(must(count_boot(folder / "boot")).count, 1U);
}
