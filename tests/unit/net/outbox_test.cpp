// SPDX-License-Identifier: Apache-2.0
#include "net/outbox/outbox.hpp"

#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <fstream>
#include <iterator>

#include "net/outbox/backoff.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/net/identity/openssl_identity.hpp"

using namespace verikiosk;
using namespace verikiosk::net;
using namespace verikiosk::tests;

GROUP("outbox");

namespace {

using std::chrono::hours;
using std::chrono::seconds;

const WallTime morning{seconds(1'790'000'000)};

SessionId session(std::uint8_t number) {
    SessionId id{};
    id.fill(number);
    return id;
}

std::filesystem::path file_in(const Folder& folder) {
    return folder.path() / "outbox.db";
}

bool contains(const std::filesystem::path& file, std::string_view text) {
    std::ifstream in(file, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(in), {}};
    return content.find(text) != std::string::npos;
}

Bytes marked(std::size_t size) {
    Bytes package(size, 'x');
    std::ranges::copy(std::string_view("MARKED-EVIDENCE"), package.begin());
    return package;
}

}  // namespace

STORY(committed_evidence_is_there_after_a_restart) {
    const Folder folder;
    must(must(open_outbox(file_in(folder)))->commit(session(1), Bytes{1, 2, 3}, morning));
    const auto outbox = must(open_outbox(file_in(folder)));
    CHECK_EQUAL(must(outbox->waiting()), 1U);
    const auto pending = must(outbox->due(morning));
    CHECK(pending.has_value());
    CHECK(pending->session == session(1));
    CHECK((pending->package == Bytes{1, 2, 3}));
    CHECK_EQUAL(pending->attempts, 0U);
}

STORY(a_program_that_dies_right_after_a_commit_has_committed) {
    const Folder folder;
    const pid_t child = ::fork();
    if (child == 0) {
        const auto outbox = open_outbox(file_in(folder));
        const bool committed = outbox && (*outbox)->commit(session(1), marked(200'000), morning);
        if (committed) ::kill(::getpid(), SIGKILL);
        ::_exit(1);
    }
    int status = 0;
    CHECK(::waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
    const auto outbox = must(open_outbox(file_in(folder)));
    CHECK(must(outbox->due(morning))->package == marked(200'000));
}

STORY(the_oldest_goes_first) {
    const Folder folder;
    const auto outbox = must(open_outbox(file_in(folder)));
    for (const std::uint8_t number : std::to_array<std::uint8_t>({7, 3, 5})) {
        must(outbox->commit(session(number), Bytes{number}, morning));
    }
    for (const std::uint8_t number : std::to_array<std::uint8_t>({7, 3, 5})) {
        CHECK(must(outbox->due(morning))->session == session(number));
        must(outbox->settle(session(number), morning));
    }
    CHECK(!must(outbox->due(morning)).has_value());
}

STORY(the_same_evidence_twice_is_once_and_other_evidence_a_conflict) {
    const Folder folder;
    const auto outbox = must(open_outbox(file_in(folder)));
    must(outbox->commit(session(1), Bytes{1}, morning));
    must(outbox->commit(session(1), Bytes{1}, morning));
    CHECK_EQUAL(must(outbox->waiting()), 1U);
    CHECK(outbox->commit(session(1), Bytes{2}, morning).error().code == Errc::conflict);
}

STORY(a_failed_try_waits_longer_each_time_and_lets_others_pass) {
    const Folder folder;
    const auto outbox = must(open_outbox(file_in(folder)));
    must(outbox->commit(session(1), Bytes{1}, morning));
    must(outbox->commit(session(2), Bytes{2}, morning));
    must(outbox->failed(session(1), morning));
    CHECK(must(outbox->due(morning))->session == session(2));
    must(outbox->settle(session(2), morning));
    CHECK(!must(outbox->due(morning)).has_value());
    const auto again = must(outbox->due(morning + seconds(1)));
    CHECK_EQUAL(again->attempts, 1U);
    for (int i = 0; i < 20; ++i)
        must(outbox->failed(session(1), morning));
    CHECK(!must(outbox->due(morning + seconds(200))).has_value());
    CHECK_EQUAL(must(outbox->due(morning + seconds(300)))->attempts, 21U);
    CHECK(outbox->failed(session(9), morning).error().code == Errc::not_found);
}

STORY(a_fresh_start_tries_at_once_and_remembers_how_often_it_failed) {
    const Folder folder;
    {
        const auto before = must(open_outbox(file_in(folder)));
        must(before->commit(session(1), Bytes{1}, morning));
        for (int i = 0; i < 9; ++i)
            must(before->failed(session(1), morning));
        CHECK(!must(before->due(morning + seconds(60))).has_value());
    }
    const auto outbox = must(open_outbox(file_in(folder)));
    must(outbox->try_all());
    CHECK_EQUAL(must(outbox->due(morning + seconds(60)))->attempts, 9U);
    must(outbox->failed(session(1), morning + seconds(60)));
    CHECK(!must(outbox->due(morning + seconds(120))).has_value());
}

STORY(the_wait_doubles_to_five_minutes_with_jitter_that_a_session_keeps) {
    for (std::uint8_t number = 0; number < 50; ++number) {
        std::int64_t full = 1;
        for (std::uint32_t attempts = 1; attempts < 40; ++attempts) {
            const std::int64_t wait = backoff(session(number), attempts).count();
            CHECK(wait <= full && wait * 4 >= full * 3);
            CHECK_EQUAL(wait, backoff(session(number), attempts).count());
            full = std::min<std::int64_t>(full * 2, 300);
        }
    }
    CHECK(backoff(session(1), 12) != backoff(session(2), 12) ||
          backoff(session(1), 13) != backoff(session(2), 13));
}

STORY(a_clock_set_back_does_not_hold_evidence_for_years) {
    const Folder folder;
    const auto outbox = must(open_outbox(file_in(folder)));
    must(outbox->commit(session(1), Bytes{1}, morning + hours(24 * 365)));
    CHECK(must(outbox->due(morning)).has_value());
}

STORY(settled_evidence_leaves_no_trace_on_disk_but_its_digest) {
    const Folder folder;
    const auto outbox = must(open_outbox(file_in(folder)));
    must(outbox->commit(session(1), marked(50'000), morning));
    const std::filesystem::path wal = file_in(folder).string() + "-wal";
    CHECK(contains(wal, "MARKED-EVIDENCE") || contains(file_in(folder), "MARKED-EVIDENCE"));
    must(outbox->settle(session(1), morning));
    CHECK(!contains(wal, "MARKED-EVIDENCE"));
    CHECK(!contains(file_in(folder), "MARKED-EVIDENCE"));
    CHECK_EQUAL(must(outbox->waiting()), 0U);
}

STORY(a_settled_session_cannot_come_back_for_a_day) {
    const Folder folder;
    const auto outbox = must(open_outbox(file_in(folder)));
    must(outbox->commit(session(1), Bytes{1}, morning));
    must(outbox->settle(session(1), morning));
    must(outbox->settle(session(1), morning));
    CHECK(outbox->commit(session(1), Bytes{1}, morning + hours(23)).error().code == Errc::conflict);
    must(outbox->commit(session(1), Bytes{1}, morning + hours(25)));
    CHECK(outbox->settle(session(9), morning).error().code == Errc::not_found);
}

STORY(two_programs_may_open_the_same_outbox) {
    const Folder folder;
    const auto writer = must(open_outbox(file_in(folder)));
    const auto sender = must(open_outbox(file_in(folder)));
    must(writer->commit(session(1), Bytes{1}, morning));
    CHECK(must(sender->due(morning)).has_value());
    must(sender->settle(session(1), morning));
    CHECK_EQUAL(must(writer->waiting()), 0U);
}

STORY(the_file_is_for_its_owner_alone) {
    const Folder folder;
    const auto outbox = must(open_outbox(file_in(folder)));
    must(outbox->commit(session(1), Bytes{1}, morning));
    for (const char* suffix : {"", "-wal", "-shm"}) {
        struct stat status {};
        CHECK(::stat((file_in(folder).string() + suffix).c_str(), &status) == 0);
        CHECK_EQUAL(status.st_mode & 0777U, 0600U);
    }
}

STORY(the_outbox_is_bounded) {
    const Folder folder;
    const auto outbox = must(open_outbox(file_in(folder), 2));
    must(outbox->commit(session(1), Bytes{1}, morning));
    must(outbox->has_room());
    must(outbox->commit(session(2), Bytes{2}, morning));
    CHECK(outbox->has_room().error().code == Errc::full);
    const auto third = outbox->commit(session(3), Bytes{3}, morning);
    CHECK(third.error().code == Errc::full);
    CHECK_CONTAINS(third.error().what, "restore the connection");
    must(outbox->commit(session(2), Bytes{2}, morning));
    CHECK(outbox->commit(session(4), Bytes(1'000'001), morning).error().code == Errc::too_large);
    CHECK(outbox->commit(session(4), {}, morning).error().code == Errc::too_large);
}

STORY(a_file_that_is_no_outbox_is_not_overwritten) {
    const Folder folder;
    const std::string content(5'000, 'z');
    const auto file = folder.write("outbox.db", content);
    const auto outbox = open_outbox(file);
    CHECK(outbox.error().code == Errc::corrupt);
    CHECK_CONTAINS(outbox.error().what, "put it aside");
    CHECK_EQUAL(std::filesystem::file_size(file), content.size());
    CHECK(open_outbox(folder.path() / "no" / "where.db").error().code == Errc::not_found);
}

STORY(an_outbox_of_a_newer_version_is_left_alone) {
    const Folder folder;
    (void)must(open_outbox(file_in(folder)));
    sqlite3* raw = nullptr;
    sqlite3_open(file_in(folder).c_str(), &raw);
    sqlite3_exec(raw, "PRAGMA user_version=2", nullptr, nullptr, nullptr);
    sqlite3_close(raw);
    CHECK(open_outbox(file_in(folder)).error().code == Errc::unsupported);
}

STORY(a_full_disk_refuses_the_commit_and_keeps_what_was_there) {
    const Folder folder;
    if (::mount("tmpfs", folder.path().c_str(), "tmpfs", MS_NOSUID, "size=600k") != 0) {
        skip_story("a small disk can be mounted by root alone");
    }
    struct Unmount {
        const Folder& folder;
        ~Unmount() { ::umount2(folder.path().c_str(), MNT_DETACH); }
    } unmount{folder};
    auto outbox = must(open_outbox(file_in(folder)));
    must(outbox->commit(session(1), marked(50'000), morning));
    const auto refused = outbox->commit(session(2), Bytes(900'000, 'y'), morning);
    CHECK(refused.error().code == Errc::full);
    CHECK_CONTAINS(refused.error().what, "no space left");
    CHECK_EQUAL(must(outbox->waiting()), 1U);
    CHECK(!contains(file_in(folder), "yyyyyyyy"));
    CHECK(!contains(file_in(folder).string() + "-wal", "yyyyyyyy"));
    outbox.reset();
    outbox = must(open_outbox(file_in(folder)));
    CHECK((must(outbox->due(morning))->package == marked(50'000)));
    must(outbox->settle(session(1), morning));
    must(outbox->commit(session(3), Bytes(50'000, 'z'), morning));
    CHECK_EQUAL(must(outbox->waiting()), 1U);
}
