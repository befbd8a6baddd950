// SPDX-License-Identifier: Apache-2.0
#include "firmware/runner/storage_watch.hpp"

#include <limits>

#include "tests/support/check.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using runner::StorageNeeds;
using runner::StorageWatch;
using tests::must;

GROUP("storage_watch");

namespace {

constexpr std::uintmax_t mebibyte = 1024 * 1024;

/// A watch that looks at a disk of the test's making, three seconds after the last time.
struct Watched {
    tests::TemporaryFolder folder;
    std::unique_ptr<net::Outbox> outbox = must(net::open_outbox(folder / "outbox.db", 2));
    std::uintmax_t free = 100 * mebibyte;
    StorageWatch watch{*outbox, StorageNeeds{.folder = folder.path(),
                                             .min_free = 64 * mebibyte,
                                             .free_bytes = [this](const std::filesystem::path&) {
                                                 return Result<std::uintmax_t>(free);
                                             }}};
    TimePoint now{100s};

    std::optional<session::StorageState> look() {
        now += StorageWatch::between;
        return watch.look(now);
    }
    /// The first look, which always tells.
    void expect_room() {
        const auto first = look();
        CHECK(first && first->ok);
    }
};

}  // namespace

STORY(what_changes_is_told_once) {
    Watched disk;
    disk.expect_room();
    CHECK(!disk.look());
    disk.free = 63 * mebibyte;
    const auto full = disk.look();
    CHECK(full && !full->ok);
    CHECK_CONTAINS(full->why, "only 63 MiB are free");
    CHECK_CONTAINS(full->why, disk.folder.path().string());
    CHECK(!disk.look());
    disk.free = 100 * mebibyte;
    const auto room = disk.look();
    CHECK(room && room->ok);
}

STORY(what_did_not_arrive_is_told_again) {
    Watched disk;
    disk.expect_room();
    disk.watch.untold();
    disk.expect_room();
}

STORY(a_disk_is_looked_at_every_few_seconds) {
    Watched disk;
    disk.expect_room();
    disk.free = 0;
    CHECK(!disk.watch.look(disk.now + StorageWatch::between - 1ms));
    CHECK(disk.look().has_value());
}

STORY(a_disk_at_the_limit_does_not_open_and_close_the_kiosk) {
    Watched disk;
    disk.expect_room();
    for (int i = 0; i < 10; ++i) {
        disk.free = (i % 2 == 0 ? 63 : 66) * mebibyte;
        CHECK_EQUAL(disk.look().has_value(), i == 0);
    }
    disk.free = 72 * mebibyte;
    CHECK(disk.look()->ok);
}

STORY(an_outbox_that_takes_no_more_is_no_room_either) {
    Watched disk;
    constexpr WallTime morning{std::chrono::seconds(1'700'000'000)};
    disk.expect_room();
    must(disk.outbox->commit(SessionId{1}, Bytes{1}, morning));
    CHECK(!disk.look());
    must(disk.outbox->commit(SessionId{2}, Bytes{2}, morning));
    const auto full = disk.look();
    CHECK(full && !full->ok);
    CHECK_CONTAINS(full->why, "restore the connection");
    must(disk.outbox->settle(SessionId{1}, morning));
    CHECK(disk.look()->ok);
}

STORY(a_data_folder_that_is_gone_is_said) {
    Watched disk;
    disk.expect_room();
    std::filesystem::remove_all(disk.folder.path());
    const auto gone = disk.look();
    CHECK(gone && !gone->ok);
    CHECK_CONTAINS(gone->why, "can't be written");
}

STORY(the_real_disk_is_asked_where_nothing_else_is_said) {
    const tests::TemporaryFolder folder;
    const auto outbox = must(net::open_outbox(folder / "outbox.db"));
    StorageWatch modest(*outbox, {.folder = folder.path(), .min_free = 1});
    CHECK(modest.look(TimePoint(1s))->ok);
    StorageWatch greedy(
        *outbox, {.folder = folder.path(), .min_free = std::numeric_limits<std::uintmax_t>::max() / 2});
    CHECK(!greedy.look(TimePoint(1s))->ok);
    StorageWatch blind(*outbox, {});
    CHECK(!blind.look(TimePoint(1s)));
}
