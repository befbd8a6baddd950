// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "firmware/kioskctl/checks.hpp"
#include "tests/support/check.hpp"
#include "tests/support/stand_ins.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using namespace verikiosk::kioskctl;

GROUP("camera");

namespace {

/// What a camera is pointed at: bars and boxes, 640x360.
struct Scene {
    int width = 640;
    int height = 360;
    std::vector<std::uint8_t> luma = std::vector<std::uint8_t>(640 * 360);

    std::uint8_t& at(int x, int y) { return luma.at(static_cast<std::size_t>(y * width + x)); }
    explicit Scene(int dark = 40, int light = 180) {
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x)
                at(x, y) = static_cast<std::uint8_t>((x / 40 + y / 45) % 3 == 0 ? light : dark);
        }
    }
    /// As a lens out of focus would: means over `size` pixels along the rows.
    void blur(int size) {
        const Scene sharp = *this;
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                int sum = 0;
                for (int i = 0; i < size; ++i)
                    sum += sharp.luma.at(static_cast<std::size_t>(y * width + std::min(x + i, width - 1)));
                at(x, y) = static_cast<std::uint8_t>(sum / size);
            }
        }
    }
};

/// Sees a face where the picture's darkest corner is at the upper left: a story turns that corner.
class CornerDetector final : public vision::Detector {
  public:
    vision::DetectionResult detect(const vision::DetectionRequest& request) override {
        vision::DetectionResult result{request.sequence, {}};
        if (request.gray.front() == 0) result.faces.push_back({{10, 10, 90, 90}, 1, true, 0});
        return result;
    }
};

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
        auto plain = plain_.next(limit);
        drivers::FrameInfo about = plain->info();
        about.width = scene.width;
        about.height = scene.height;
        const drivers::Plane luma{scene.luma.data(), static_cast<std::size_t>(scene.width)};
        return drivers::Frame(about, {luma, luma, {}}, std::make_shared<Owner>(), 0);
    }
    [[nodiscard]] std::uint32_t generation() const override { return 0; }
    [[nodiscard]] drivers::CameraCounters counters() const override { return counted; }

    Result<void> started;
    int frames_left = 1000;
    Duration interval = 33ms;
    std::optional<Error> broken;
    drivers::CameraCounters counted;
    Scene scene;

  private:
    struct Owner final : drivers::BufferOwner {
        void requeue(std::uint32_t) noexcept override {}
    };
    CameraInfo info_;
    drivers::ManualClock& clock_;
    tests::PlainCamera plain_;  // thirty pictures a second by their own time
};

/// A kiosk's camera, and the settings that it is asked for with.
struct Bench {
    tests::TemporaryFolder processes;
    tests::TemporaryFolder devices;
    drivers::ManualClock clock{TimePoint{}, WallTime{}};
    CameraInfo info{CameraKind::device, "usb-1", "C920", 1280, 720, 30, true, true, true, 0};
    std::vector<CameraInfo> list{info};
    config::Settings::Camera settings;
    std::function<void(StoryCamera&)> spoil = [](StoryCamera&) {};
    drivers::LibcameraOptions asked;
    bool allowed = true;

    Finding check() {
        CameraAccess access;
        access.processes = processes.path();
        access.devices = devices.path();
        access.may_use = [this](const std::filesystem::path&) { return allowed; };
        access.detector = []() -> Result<std::unique_ptr<vision::Detector>> {
            return std::make_unique<CornerDetector>();
        };
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

STORY(a_lens_too_wide_for_its_pixels_is_told_apart_from_a_good_one) {
    Bench bench;
    bench.settings.field_of_view = 90;
    const Finding finding = bench.check();
    CHECK(finding.verdict == Verdict::note);
    CHECK_CONTAINS(finding.what, "40 cm away eyes are 56 pixels apart, and a selfie needs 90");
    CHECK_CONTAINS(finding.what_to_do, "camera.height");
    bench.info.height = 1440;
    CHECK(bench.check().verdict == Verdict::pass);
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

STORY(a_camera_that_this_user_may_not_use_is_told_from_none) {
    Bench bench;
    bench.list.clear();
    tests::write_file(bench.devices / "video0", "");
    CHECK_EQUAL(bench.check().what, "none was found");
    bench.allowed = false;
    const Finding finding = bench.check();
    CHECK_CONTAINS(finding.what, "may not use " + (bench.devices / "video0").string());
    CHECK_CONTAINS(finding.what_to_do, "group video");
}

STORY(a_loose_cable_is_seen_by_pictures_that_are_missing_or_damaged) {
    Bench bench;
    bench.spoil = [](StoryCamera& camera) { camera.counted.torn = 4; };
    Finding finding = bench.check();
    CHECK(finding.verdict == Verdict::note);
    CHECK_CONTAINS(finding.what, "4 more came damaged");
    CHECK_CONTAINS(finding.what_to_do, "cable");
    bench.spoil = [](StoryCamera& camera) { camera.counted.restarts = 1; };
    finding = bench.check();
    CHECK(finding.verdict == Verdict::fail);
    CHECK_CONTAINS(finding.what, "it went away in between");
}

STORY(a_covered_lens_is_seen_whatever_its_cover_looks_like) {
    for (const int luma : {16, 90, 200}) {
        Bench bench;
        bench.spoil = [luma](StoryCamera& camera) {
            // Noise, as a sensor behind a cap has.
            for (std::size_t i = 0; i < camera.scene.luma.size(); ++i)
                camera.scene.luma[i] =
                    static_cast<std::uint8_t>(luma + static_cast<int>(i * 2654435761U % 7U));
        };
        const Finding finding = bench.check();
        CHECK(finding.verdict == Verdict::fail);
        CHECK_CONTAINS(finding.what, "the lens is covered");
        CHECK_CONTAINS(finding.what_to_do, "cap");
    }
}

STORY(a_dark_room_is_told_from_a_covered_lens) {
    Bench bench;
    bench.spoil = [](StoryCamera& camera) { camera.scene = Scene(17, 34); };
    const Finding finding = bench.check();
    CHECK(finding.verdict == Verdict::note);
    CHECK_CONTAINS(finding.what, "the picture is dark");
    CHECK_CONTAINS(finding.what_to_do, "light");
}

STORY(a_blurred_picture_is_told_to_be_focused_and_a_sharp_one_is_not) {
    for (const auto& [size, blurred] : {std::pair{1, false}, {3, false}, {8, true}, {12, true}}) {
        Bench bench;
        bench.spoil = [size = size](StoryCamera& camera) { camera.scene.blur(size); };
        const Finding finding = bench.check();
        CHECK_EQUAL(finding.verdict == Verdict::note, blurred);
        CHECK_EQUAL(finding.what.find("the picture is blurred") != std::string::npos, blurred);
    }
}

STORY(a_camera_that_hangs_turned_is_seen_when_somebody_stands_before_it) {
    struct Turn {
        int x, y;
        const char* says;
    };
    for (const Turn& turn : {Turn{0, 0, ""}, Turn{0, 359, "head to the left"}, Turn{639, 359, "on its head"},
                             Turn{639, 0, "head to the right"}, Turn{300, 200, ""}}) {
        Bench bench;
        bench.spoil = [turn](StoryCamera& camera) {
            for (int y = 0; y < camera.scene.height; ++y) {
                for (int x = 0; x < camera.scene.width; ++x) {
                    if (std::abs(x - turn.x) < 8 && std::abs(y - turn.y) < 8) camera.scene.at(x, y) = 0;
                }
            }
        };
        const Finding finding = bench.check();
        const bool turned = *turn.says != 0;
        CHECK_EQUAL(finding.verdict == Verdict::fail, turned);
        CHECK_CONTAINS(finding.what, turn.says);
    }
}
