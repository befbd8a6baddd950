// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <utility>
#include <vector>

#include "drivers/camera/libcamera_camera.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using drivers::Frame;
using drivers::open_libcamera;

GROUP("virtual_camera");

// A group of its own, since that pipeline shows its cameras to the first manager of a process only. It is not
// among CTest's groups: it needs libcamera 0.4 and pictures under /usr/share/libcamera/pipeline/virtual,
// which whoever runs it arranges.
STORY(the_virtual_pipeline_streams_frames_that_can_be_kept) {
    const auto camera = must(open_libcamera({.width = 640, .height = 480}));
    must(camera->start());
    CHECK(camera->info().kind == CameraKind::virtual_pipeline);
    std::vector<Frame> kept;
    TimePoint last{};
    for (int i = 0; i < 60; ++i) {
        Frame frame = must(camera->next(2s));
        CHECK(frame.info().sensor_time >= last);
        last = frame.info().sensor_time;
        CHECK(frame.info().width > 0 && frame.plane(0).data != nullptr);
        if (i % 20 == 0) kept.push_back(std::move(frame));
    }
    const std::vector<std::uint8_t> before(kept[0].plane(0).data, kept[0].plane(0).data + 1000);
    kept.push_back(must(camera->next(2s)));
    for (int i = 0; i < 10; ++i)
        CHECK(camera->next(20ms).error().code == Errc::timeout);  // all four are lent
    camera->stop();
    must(camera->start());
    CHECK(must(camera->next(2s)).info().sequence >= 60U);
    camera->stop();
    CHECK(std::memcmp(before.data(), kept[0].plane(0).data, before.size()) == 0);
}
