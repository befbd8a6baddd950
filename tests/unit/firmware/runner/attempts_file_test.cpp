// SPDX-License-Identifier: Apache-2.0
#include "firmware/runner/attempts_file.hpp"

#include <string>

#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using runner::read_attempts;
using runner::write_attempts;
using tests::must;

GROUP("attempts_file");

STORY(what_was_kept_is_read_and_nothing_else_stands_there) {
    const tests::TemporaryFolder folder;
    const auto file = folder / "attempts";
    CHECK_EQUAL(must(read_attempts(file)), 0);
    for (const int count : {1, 4, 0, 2}) {
        must(write_attempts(file, count));
        CHECK_EQUAL(must(read_attempts(file)), count);
    }
    CHECK_EQUAL(tests::read_whole(file), "2\n");
}

STORY(a_power_cut_while_writing_leaves_the_number_before) {
    const tests::TemporaryFolder folder;
    const auto file = folder / "attempts";
    must(write_attempts(file, 3));
    tests::write_file(folder / "attempts.new", "");  // as far as it came
    CHECK_EQUAL(must(read_attempts(file)), 3);
    must(write_attempts(file, 4));
    CHECK_EQUAL(must(read_attempts(file)), 4);
}

STORY(what_was_not_written_here_is_said_to_be_unreadable) {
    const tests::TemporaryFolder folder;
    const auto file = folder / "attempts";
    for (const char* text : {"", "3", "-1\n", "5\n", "1000\n", "2 \n", "two\n", "2\n2\n"}) {
        tests::write_file(file, text);
        const auto read = read_attempts(file);
        CHECK(!read);
        CHECK(read.error().code == Errc::corrupt);
        CHECK_CONTAINS(read.error().what, file.string());
    }
}

STORY(a_folder_that_is_not_there_is_named) {
    const tests::TemporaryFolder folder;
    const auto written = write_attempts(folder.path() / "gone" / "attempts", 1);
    CHECK(!written);
    CHECK_CONTAINS(written.error().what, "gone");
}
