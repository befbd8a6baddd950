// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/camera_command.hpp"

#include <sys/stat.h>

#include <cstdlib>
#include <sstream>
#include <utility>

#include "drivers/jpeg/jpeg.hpp"
#include "firmware/kioskctl/selftest.hpp"
#include "tests/support/check.hpp"
#include "tests/support/stand_ins.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using namespace verikiosk::kioskctl;

GROUP("camera_command");

namespace {

/// A plain camera whose pictures move the story's clock.
class TickingCamera final : public drivers::Camera {
  public:
    explicit TickingCamera(drivers::ManualClock& clock) : clock_(clock) {}
    [[nodiscard]] const CameraInfo& info() const override { return plain_.info(); }
    [[nodiscard]] Result<void> start() override { return {}; }
    void stop() noexcept override {}
    [[nodiscard]] Result<drivers::Frame> next(Duration limit) override {
        plain_.unplugged = unplugged;
        clock_.advance_to(clock_.now() + (unplugged ? limit : Duration(33'333'000)));
        return plain_.next(limit);
    }
    [[nodiscard]] std::uint32_t generation() const override { return 0; }
    [[nodiscard]] drivers::CameraCounters counters() const override { return plain_.counters(); }
    bool unplugged = false;

  private:
    tests::PlainCamera plain_;
    drivers::ManualClock& clock_;
};

/// What people saw on the screen.
struct Seen {
    int pictures = 0;
    std::string words;
    int until = 1'000'000;  ///< then somebody touches it
};

class StorySign final : public CameraSign {
  public:
    explicit StorySign(Seen& seen) : seen_(seen) {}
    Result<bool> show(const drivers::Frame&, const std::string& words, TimePoint) override {
        seen_.words = words;
        return ++seen_.pictures < seen_.until;
    }

  private:
    Seen& seen_;
};

struct Desk {
    tests::TemporaryFolder folder;
    drivers::ManualClock clock{TimePoint(100s), WallTime{}};
    CameraUse use;
    Seen seen;
    bool screen = true;
    bool unplugged = false;
    bool opened = false;
    std::ostringstream out;
    std::ostringstream problems;

    Desk() {
        use.status = folder / "status.toml";
        std::filesystem::create_directory(folder / "proc");
    }
    int run() {
        CameraAccess access;
        access.processes = folder / "proc";
        access.open = [this](const drivers::LibcameraOptions&) -> Result<std::unique_ptr<drivers::Camera>> {
            opened = true;
            auto camera = std::make_unique<TickingCamera>(clock);
            camera->unplugged = unplugged;
            return camera;
        };
        const auto sign = [this]() -> Result<std::unique_ptr<CameraSign>> {
            if (!screen) return fail(Errc::unavailable, "no screen");
            return std::make_unique<StorySign>(seen);
        };
        return run_camera(use, {}, access, sign, clock, out, problems);
    }
    void kioskd_says(Duration ago) const {
        status::Status status;
        status.service = "in_service";
        status.written_ns = nanoseconds_of(clock.now() - ago);
        tests::must(status::write(use.status, status));
    }
};

mode_t mode_of(const std::filesystem::path& file) {
    struct stat about {};
    CHECK_EQUAL(stat(file.c_str(), &about), 0);
    return about.st_mode & 0777U;
}

}  // namespace

STORY(a_preview_tells_pace_drops_and_exposure_until_somebody_touches_the_screen) {
    Desk desk;
    desk.seen.until = 70;
    CHECK_EQUAL(desk.run(), all_passed);
    CHECK_EQUAL(desk.seen.pictures, 70);
    CHECK_CONTAINS(desk.seen.words, "320x180, 30.0 pictures a second; dropped: 0 by the sensor");
    CHECK_CONTAINS(desk.out.str(), "exposure not told");
}

STORY(a_preview_ends_by_itself) {
    Desk desk;
    desk.use.limit = 3s;
    CHECK_EQUAL(desk.run(), all_passed);
    CHECK(desk.clock.now() < TimePoint(104s));
}

STORY(while_the_kiosk_serves_nobody_looks_through_its_camera) {
    Desk desk;
    desk.kioskd_says(1s);
    CHECK_EQUAL(desk.run(), could_not);
    CHECK_CONTAINS(desk.problems.str(), "F12");
    CHECK(!desk.opened);
    desk.kioskd_says(60s);  // it was killed, and nothing runs
    CHECK_EQUAL(desk.run(), all_passed);
    desk.opened = false;
    std::filesystem::create_directory(desk.folder / "proc/7");
    tests::write_file(desk.folder / "proc/7/comm", "kioskd\n");
    CHECK_EQUAL(desk.run(), could_not);
    CHECK(!desk.opened);
}

STORY(without_a_screen_one_has_to_say_so) {
    Desk desk;
    desk.screen = false;
    CHECK_EQUAL(desk.run(), could_not);
    CHECK_CONTAINS(desk.problems.str(), "--without-screen");
    CHECK(!desk.opened);
    desk.use.without_screen = true;
    CHECK_EQUAL(desk.run(), all_passed);
}

STORY(a_snapshot_is_one_picture_for_its_owner_alone) {
    Desk desk;
    desk.use.task = CameraUse::Task::snapshot;
    desk.use.file = desk.folder / "out.jpg";
    CHECK_EQUAL(desk.run(), all_passed);
    const std::string bytes = tests::read_whole(desk.use.file);
    const Bytes jpeg(bytes.begin(), bytes.end());
    CHECK_EQUAL(tests::must(drivers::decode_jpeg(jpeg, 1'000'000)).width, 320);
    CHECK_EQUAL(mode_of(desk.use.file), 0600U);
    CHECK(desk.seen.pictures > 0);
    CHECK_CONTAINS(desk.out.str(), "personal data");
    CHECK_EQUAL(desk.run(), could_not);
    CHECK_CONTAINS(desk.problems.str(), "is there already");
}

STORY(a_recording_is_pictures_one_behind_the_other_and_ends_at_its_limits) {
    Desk desk;
    desk.use.task = CameraUse::Task::record;
    desk.use.file = desk.folder / "out.mjpeg";
    desk.use.limit = 2s;
    CHECK_EQUAL(desk.run(), all_passed);
    const std::string bytes = tests::read_whole(desk.use.file);
    std::size_t starts = 0;
    for (std::size_t i = 0; i + 2 < bytes.size(); ++i)
        starts += bytes.compare(i, 3, "\xff\xd8\xff") == 0 ? 1 : 0;
    CHECK_EQUAL(starts, static_cast<std::size_t>(desk.seen.pictures));
    CHECK(starts >= 59 && starts <= 61);
    CHECK_EQUAL(mode_of(desk.use.file), 0600U);
    desk.use.file = desk.folder / "small.mjpeg";
    desk.use.most_bytes = bytes.size() / 2;
    CHECK_EQUAL(desk.run(), all_passed);
    CHECK(std::filesystem::file_size(desk.use.file) <= desk.use.most_bytes);
    CHECK_CONTAINS(desk.out.str(), "is reached");
}

STORY(a_camera_that_sends_nothing_is_not_waited_for_longer_than_ten_seconds) {
    Desk desk;
    desk.unplugged = true;
    CHECK_EQUAL(desk.run(), could_not);
    CHECK_CONTAINS(desk.problems.str(), "unplugged");
    CHECK(desk.clock.now() < TimePoint(112s));
}

STORY(the_display_shows_the_picture_and_that_the_camera_is_in_use) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    const config::Settings::Display display{640, 480, false};
    auto window = tests::must(drivers::open_sdl_window({.title = "", .width = 640, .height = 480}));
    const auto sign = tests::must(make_camera_sign(std::move(window), display));
    tests::PlainCamera camera;
    const auto frame = tests::must(camera.next(1s));
    CHECK(tests::must(sign->show(frame, "30.0 pictures a second", TimePoint{})));
}

STORY(a_display_that_nobody_can_see_tells_nobody) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    const auto sign = open_camera_sign({640, 480, false});
    CHECK(!sign);
    CHECK_CONTAINS(sign.error().what, "no display is connected");
}

STORY(a_list_says_what_a_camera_can_do_and_why_its_mode_was_chosen) {
    CameraAccess access;
    const CameraInfo info{CameraKind::device, "usb-1", "C920", 0, 0, 0, true, false, true, 0};
    access.list = [&info] { return Result<std::vector<CameraInfo>>({info}); };
    std::ostringstream out;
    std::ostringstream problems;
    const auto describe = [&info](const drivers::LibcameraOptions&) -> Result<drivers::CameraAbilities> {
        return drivers::CameraAbilities{info,
                                        {{"MJPEG", 640, 480}, {"MJPEG", 1280, 720}, {"YUYV", 640, 480}},
                                        {"MJPEG", 1280, 720},
                                        "because",
                                        30};
    };
    CHECK_EQUAL(run_camera_list({}, access, describe, out, problems), all_passed);
    CHECK_CONTAINS(out.str(), "C920 (device)");
    CHECK_CONTAINS(out.str(), "MJPEG 640x480 1280x720");
    CHECK_CONTAINS(out.str(), "chosen     MJPEG 1280x720 for 1280x720 at 30.0 pictures a second: because");
    const auto taken = [](const drivers::LibcameraOptions&) -> Result<drivers::CameraAbilities> {
        return fail(Errc::unavailable, "end the other program");
    };
    CHECK_EQUAL(run_camera_list({}, access, taken, out, problems), all_passed);
    CHECK_CONTAINS(out.str(), "not known: end the other program");
    access.list = [] { return Result<std::vector<CameraInfo>>(); };
    CHECK_EQUAL(run_camera_list({}, access, taken, out, problems), something_failed);
    CHECK_CONTAINS(problems.str(), "kioskctl selftest camera");
}
