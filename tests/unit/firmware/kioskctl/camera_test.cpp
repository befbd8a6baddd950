// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include "firmware/kioskctl/checks.hpp"
#include "tests/support/check.hpp"
#include "tests/support/stand_ins.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using namespace verikiosk::kioskctl;

GROUP("camera");

namespace {

/// A camera that does what the story says. Waiting moves the story's clock and costs no time.
class StoryCamera final : public drivers::Camera {
  public:
    StoryCamera(drivers::ManualClock& clock, CameraInfo camera) : info_(std::move(camera)), clock_(clock) {}
    [[nodiscard]] const CameraInfo& info() const override { return info_; }
    [[nodiscard]] Result<void> start() override { return started; }
    void stop() noexcept override {}
    [[nodiscard]] Result<drivers::Frame> next(Duration limit) override {
        if (frames_left == 0) {
            clock_.advance_to(clock_.now() + (broken ? Duration{} : limit));
            return broken ? fail(*broken) : fail(Errc::timeout, "no picture yet");
        }
        --frames_left;
        clock_.advance_to(clock_.now() + interval);
        return plain_.next(limit);
    }
    [[nodiscard]] std::uint32_t generation() const override { return 0; }
    [[nodiscard]] drivers::CameraCounters counters() const override { return {}; }

    Result<void> started;
    int frames_left = 1000;
    Duration interval = 33ms;
    std::optional<Error> broken;

  private:
    CameraInfo info_;
    drivers::ManualClock& clock_;
    tests::PlainCamera plain_;  // thirty pictures a second by their own time
};

/// A kiosk's camera, and the settings that it is asked for with.
struct Bench {
    tests::TemporaryFolder processes;
    drivers::ManualClock clock{TimePoint{}, WallTime{}};
    CameraInfo info{CameraKind::device, "usb-1", "C920", 1280, 720, 30, true, true, true, 0};
    std::vector<CameraInfo> list{info};
    config::Settings::Camera settings;
    std::function<void(StoryCamera&)> spoil = [](StoryCamera&) {};
    drivers::LibcameraOptions asked;

    Finding check() {
        CameraAccess access;
        access.processes = processes.path();
        access.list = [this] { return Result<std::vector<CameraInfo>>(list); };
        access.open =
            [this](const drivers::LibcameraOptions& options) -> Result<std::unique_ptr<drivers::Camera>> {
            asked = options;
            auto camera = std::make_unique<StoryCamera>(clock, info);
            spoil(*camera);
            return camera;
        };
        return check_camera(settings, access, clock);
    }
    void run(const char* program) const {
        std::filesystem::create_directory(processes / "123");
        tests::write_file(processes / "123/comm", std::string(program) + "\n");
    }
};

const Error taken{Errc::unavailable,
                  "camera usb-1: the camera can't be had (Device or resource busy): end the other program"};

}  // namespace

STORY(a_camera_that_sends_pictures_passes_with_its_size_and_pace) {
    Bench bench;
    bench.settings = {.id = "usb-1", .width = 1280, .height = 720, .frames_per_second = 30};
    const Finding finding = bench.check();
    CHECK_EQUAL(finding.what, "C920: 1280x720, 30.0 pictures a second");
    CHECK(finding.verdict == Verdict::pass);
    CHECK_EQUAL(bench.asked.id, "usb-1");
    CHECK_EQUAL(bench.asked.wait, false);
}

STORY(a_kiosk_without_a_camera_is_told_about_its_cable) {
    Bench bench;
    bench.list.clear();
    const Finding finding = bench.check();
    CHECK(finding.verdict == Verdict::fail);
    CHECK_EQUAL(finding.what, "none was found");
    CHECK_CONTAINS(finding.what_to_do, "cable");
}

STORY(a_camera_that_sends_nothing_fails_within_its_limit) {
    Bench bench;
    bench.spoil = [](StoryCamera& camera) { camera.frames_left = 3; };
    const Finding finding = bench.check();
    CHECK(finding.verdict == Verdict::fail);
    CHECK_CONTAINS(finding.what, "it sent 3 of 10 pictures in 6.7 seconds");
    CHECK(bench.clock.now() <= TimePoint(8s));
}

STORY(a_slow_boards_camera_gets_the_time_that_its_settings_say) {
    Bench bench;
    bench.settings.frames_per_second = 5;
    bench.spoil = [](StoryCamera& camera) { camera.interval = 1s; };
    CHECK(bench.check().verdict == Verdict::pass);
    bench.settings.frames_per_second = 30;
    CHECK(bench.check().verdict == Verdict::fail);
}

STORY(a_camera_that_breaks_says_why) {
    Bench bench;
    bench.spoil = [](StoryCamera& camera) {
        camera.frames_left = 1;
        camera.broken = Error{Errc::internal, "the sensor is gone"};
    };
    CHECK_CONTAINS(bench.check().what, "it sent 1 of 10 pictures");
    CHECK_CONTAINS(bench.check().what, "the sensor is gone");
}

STORY(a_camera_that_the_kiosk_itself_holds_is_in_good_hands) {
    Bench bench;
    bench.spoil = [](StoryCamera& camera) { camera.started = fail(taken); };
    bench.run("some-browser");
    CHECK(bench.check().verdict == Verdict::fail);
    bench.run("kioskd");
    CHECK(bench.check().verdict == Verdict::pass);
    CHECK_EQUAL(bench.check().what, "C920: busy, held by the kiosk's program");
    // kioskd runs, and that is not what is wrong with the camera.
    bench.spoil = [](StoryCamera& camera) {
        camera.started = fail(Errc::unsupported, "the camera offers no NV12");
    };
    CHECK(bench.check().verdict == Verdict::fail);
}

STORY(a_virtual_camera_is_named_as_one) {
    Bench bench;
    bench.info.kind = CameraKind::virtual_pipeline;
    const Finding finding = bench.check();
    CHECK(finding.verdict == Verdict::note);
    CHECK_CONTAINS(finding.what, "a virtual camera (test pictures), C920");
}

STORY(a_camera_at_less_than_half_its_pace_is_remarked) {
    Bench bench;
    bench.settings.frames_per_second = 90;
    const Finding finding = bench.check();
    CHECK(finding.verdict == Verdict::note);
    CHECK_CONTAINS(finding.what, "30.0 pictures a second instead of 90.0");
}
