// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/recovering_camera.hpp"

#include <utility>
#include <vector>

#include "tests/support/check.hpp"
#include "tests/unit/drivers/memory_frame.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using drivers::Camera;
using drivers::Frame;
using drivers::ManualClock;

GROUP("recovering_camera");

namespace {

constexpr TimePoint morning = from_nanoseconds(100'000'000'000);

/// A camera on strings: what is asked of it takes the time it would take, on the story's clock.
struct Strings {
    ManualClock clock{morning, WallTime{}};
    bool there = true;
    bool sending = true;
    bool unplugged = false;   ///< pulled out while running
    bool plugged_in = false;  ///< the system tells of a new device
    bool lent_out = false;
    int attached = 0;
    std::vector<float> pans;  ///< wished while attached
    std::vector<TimePoint> attempts;
};

class PuppetDevice final : public drivers::CaptureDevice {
  public:
    explicit PuppetDevice(Strings& strings) : strings_(strings) {}
    Result<void> attach() override {
        strings_.attempts.push_back(strings_.clock.now());
        if (!strings_.there) return fail(Errc::unavailable, "no camera");
        ++strings_.attached;
        return {};
    }
    void detach() noexcept override { strings_.attached = 0; }
    Result<Frame> take(Duration limit) override {
        CHECK_EQUAL(strings_.attached, 1);
        if (std::exchange(strings_.unplugged, false)) return fail(Errc::unavailable, "unplugged");
        if (strings_.sending && limit >= 33ms) {
            strings_.clock.advance_to(strings_.clock.now() + 33ms);
            return gradient_frame(16, 16, drivers::PixelFormat::nv12);
        }
        strings_.clock.advance_to(strings_.clock.now() + limit);
        return fail(Errc::timeout, "no frame");
    }
    bool wait_for_device(Duration limit) override {
        CHECK(limit > Duration{});
        if (std::exchange(strings_.plugged_in, false)) return true;
        strings_.clock.advance_to(strings_.clock.now() + limit);
        return false;
    }
    void pan(float at) override {
        CHECK_EQUAL(strings_.attached, 1);
        strings_.pans.push_back(at);
    }
    [[nodiscard]] bool starved() const override { return strings_.lent_out; }
    [[nodiscard]] const CameraInfo& info() const override { return info_; }
    [[nodiscard]] drivers::CameraCounters counters() const override { return {}; }

  private:
    Strings& strings_;
    CameraInfo info_;
};

std::unique_ptr<Camera> camera_on(Strings& strings, bool wait = false) {
    return drivers::make_recovering_camera(std::make_unique<PuppetDevice>(strings), strings.clock, wait);
}

std::vector<std::int64_t> milliseconds_between(const std::vector<TimePoint>& times) {
    std::vector<std::int64_t> result;
    for (std::size_t i = 1; i < times.size(); ++i)
        result.push_back((times[i] - times[i - 1]) / 1ms);
    return result;
}

}  // namespace

STORY(an_absent_camera_is_an_error_of_start) {
    Strings strings;
    strings.there = false;
    const auto camera = camera_on(strings);
    CHECK(camera->start().error().code == Errc::unavailable);
    CHECK(camera->next(1s).error().code == Errc::invalid);
}

STORY(told_to_wait_it_starts_without_a_camera_and_finds_it_when_it_comes) {
    Strings strings;
    strings.there = false;
    const auto camera = camera_on(strings, true);
    must(camera->start());
    CHECK(camera->next(3s).error().code == Errc::unavailable);
    strings.there = true;
    CHECK(camera->next(8s).has_value());
    CHECK_EQUAL(camera->generation(), 0U);  // no session can have seen another camera before
}

STORY(attempts_back_off_from_half_a_second_to_eight) {
    Strings strings;
    strings.there = false;
    const auto camera = camera_on(strings, true);
    must(camera->start());
    CHECK(camera->next(35s).error().code == Errc::unavailable);
    CHECK(milliseconds_between(strings.attempts) ==
          (std::vector<std::int64_t>{500, 1000, 2000, 4000, 8000, 8000, 8000}));
}

STORY(short_waits_add_up_to_the_same_back_off) {
    Strings strings;
    strings.there = false;
    const auto camera = camera_on(strings, true);
    must(camera->start());
    for (int i = 0; i < 700; ++i)
        CHECK(camera->next(10ms).error().code == Errc::unavailable);
    CHECK(milliseconds_between(strings.attempts) == (std::vector<std::int64_t>{500, 1000, 2000}));
}

STORY(a_camera_plugged_in_is_tried_at_once) {
    Strings strings;
    strings.there = false;
    const auto camera = camera_on(strings, true);
    must(camera->start());
    (void)camera->next(16s);
    const TimePoint before = strings.clock.now();
    strings.there = true;
    strings.plugged_in = true;
    CHECK(camera->next(8s).has_value());
    CHECK(strings.attempts.back() == before);
}

STORY(two_silent_seconds_are_a_stall_and_the_camera_is_restarted) {
    Strings strings;
    const auto camera = camera_on(strings);
    must(camera->start());
    (void)must(camera->next(1s));
    strings.sending = false;
    CHECK(camera->next(1s).error().code == Errc::timeout);
    CHECK_EQUAL(strings.attached, 1);
    CHECK(camera->next(1500ms).error().code == Errc::unavailable);
    CHECK_EQUAL(strings.attached, 0);
    strings.sending = true;
    CHECK(camera->next(1s).has_value());
    CHECK_EQUAL(camera->counters().restarts, 1U);
    CHECK_EQUAL(camera->generation(), 0U);  // the same device all along
}

STORY(a_camera_that_starts_but_never_sends_backs_off_too) {
    Strings strings;
    strings.sending = false;
    const auto camera = camera_on(strings);
    must(camera->start());
    while (strings.clock.now() < morning + 30s)
        CHECK(!camera->next(100ms));
    CHECK(milliseconds_between(strings.attempts) ==
          (std::vector<std::int64_t>{2500, 3000, 4000, 6000, 10000}));
}

STORY(frames_bring_the_back_off_back_to_half_a_second) {
    Strings strings;
    const auto camera = camera_on(strings);
    must(camera->start());
    for (int round = 0; round < 3; ++round) {
        strings.sending = false;
        CHECK(camera->next(3s).error().code == Errc::unavailable);
        strings.sending = true;
        CHECK(camera->next(1s).has_value());
    }
    for (const auto gap : milliseconds_between(strings.attempts))
        CHECK(gap <= 2600);
    CHECK_EQUAL(camera->counters().restarts, 3U);
}

STORY(readers_who_hold_every_buffer_are_no_stall) {
    Strings strings;
    const auto camera = camera_on(strings);
    must(camera->start());
    strings.sending = false;
    strings.lent_out = true;
    for (int i = 0; i < 10; ++i)
        CHECK(camera->next(1s).error().code == Errc::timeout);
    CHECK_EQUAL(strings.attempts.size(), 1U);
}

STORY(unplugged_and_back_is_another_generation) {
    Strings strings;
    const auto camera = camera_on(strings);
    must(camera->start());
    (void)must(camera->next(1s));
    strings.unplugged = true;
    strings.there = false;
    CHECK(camera->next(1s).error().code == Errc::unavailable);
    CHECK(camera->next(5s).error().code == Errc::unavailable);
    CHECK_EQUAL(camera->generation(), 0U);
    strings.there = true;
    CHECK(camera->next(8s).has_value());
    CHECK_EQUAL(camera->generation(), 1U);
    CHECK(camera->next(1s).has_value());
    CHECK_EQUAL(camera->generation(), 1U);
    CHECK_EQUAL(camera->counters().restarts, 1U);
}

STORY(pulled_out_and_in_again_within_a_moment_is_noticed) {
    Strings strings;
    const auto camera = camera_on(strings);
    must(camera->start());
    strings.unplugged = true;
    strings.plugged_in = true;
    CHECK(camera->next(1s).error().code == Errc::unavailable);
    CHECK(camera->next(1s).has_value());
    CHECK_EQUAL(camera->generation(), 1U);
}

STORY(stopped_it_lets_go_and_starts_afresh) {
    Strings strings;
    const auto camera = camera_on(strings);
    must(camera->start());
    camera->stop();
    camera->stop();
    CHECK_EQUAL(strings.attached, 0);
    CHECK(camera->next(1s).error().code == Errc::invalid);
    must(camera->start());
    must(camera->start());
    CHECK(camera->next(1s).has_value());
    CHECK_EQUAL(camera->counters().restarts, 0U);
}

STORY(where_the_picture_is_wished_reaches_a_camera_that_is_there) {
    Strings strings;
    strings.there = false;
    const auto camera = camera_on(strings, true);
    must(camera->start());
    camera->pan(0.1F);
    CHECK(strings.pans.empty());
    strings.there = true;
    strings.plugged_in = true;
    while (!camera->next(100ms))
        continue;
    camera->pan(0.1F);
    CHECK(strings.pans == std::vector<float>{0.1F});
}
