// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>
#include <unistd.h>

#include "firmware/kioskctl/checks.hpp"
#include "net/outbox/outbox.hpp"
#include "tests/support/check.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using namespace verikiosk::kioskctl;

GROUP("storage");

namespace {

config::Settings::Kiosk kiosk_at(const std::filesystem::path& data) {
    config::Settings::Kiosk kiosk;
    kiosk.data = data;
    kiosk.min_free_mb = 1;
    return kiosk;
}

std::size_t entries(const std::filesystem::path& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

}  // namespace

STORY(a_new_kiosks_storage_passes_and_nothing_is_left_on_it) {
    const tests::TemporaryFolder folder;
    const Finding finding = check_storage(kiosk_at(folder.path()));
    CHECK(finding.verdict == Verdict::pass);
    CHECK_CONTAINS(finding.what, "written and read back, no outbox yet");
    CHECK_EQUAL(entries(folder.path()), std::size_t{0});
}

STORY(evidence_that_waits_is_counted) {
    const tests::TemporaryFolder folder;
    {
        const auto outbox = tests::must(net::open_outbox(folder / "outbox.db"));
        CHECK_CONTAINS(check_storage(kiosk_at(folder.path())).what, "nothing waits in the outbox");
        for (std::uint8_t i = 0; i < 2; ++i) {
            SessionId session{};
            session[0] = i;
            const Bytes package{1, 2, 3};
            tests::must(outbox->commit(session, package, WallTime(std::chrono::seconds(1772368259))));
        }
    }
    CHECK_CONTAINS(check_storage(kiosk_at(folder.path())).what, "2 waits in the outbox");
}

STORY(an_outbox_that_is_garbage_fails) {
    const tests::TemporaryFolder folder;
    tests::write_file(folder / "outbox.db", std::string(8192, 'x'));
    CHECK(check_storage(kiosk_at(folder.path())).verdict == Verdict::fail);
}

STORY(a_data_partition_that_is_not_mounted_fails) {
    const tests::TemporaryFolder folder;
    const Finding finding = check_storage(kiosk_at(folder / "data"));
    CHECK(finding.verdict == Verdict::fail);
    CHECK_CONTAINS(finding.what_to_do, "mounted");
    CHECK(!std::filesystem::exists(folder / "data"));
    CHECK(check_storage({}).verdict == Verdict::fail);
}

STORY(too_little_free_space_fails_with_both_figures) {
    const tests::TemporaryFolder folder;
    auto kiosk = kiosk_at(folder.path());
    const auto free_mb = std::filesystem::space(folder.path()).available / (1024 * 1024);
    kiosk.min_free_mb = static_cast<int>(free_mb) + 1000;
    const Finding finding = check_storage(kiosk);
    CHECK(finding.verdict == Verdict::fail);
    CHECK_CONTAINS(finding.what, "MiB free and needs " + std::to_string(kiosk.min_free_mb));
}

STORY(a_folder_that_takes_no_files_fails) {
    // /proc is a folder on which root too makes no files.
    auto kiosk = kiosk_at("/proc/self/task");
    const Finding finding = check_storage(kiosk);
    CHECK(finding.verdict == Verdict::fail);
    const tests::TemporaryFolder folder;
    chmod(folder.path().c_str(), 0500);
    if (geteuid() != 0) {
        CHECK_CONTAINS(check_storage(kiosk_at(folder.path())).what, "no file can be made");
    }
    chmod(folder.path().c_str(), 0700);
}
