// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "drivers/camera/libcamera_camera.hpp"
#include "drivers/jpeg/jpeg.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using drivers::Frame;
using drivers::open_libcamera;

GROUP("virtual_camera");

// libcamera's own virtual pipeline through the program's own request loop. What it shows stands in a file
// whose place libcamera fixes; ./kiosk test --trixie puts a board's there, with pictures of the simulated
// visitor.
namespace {

const std::filesystem::path layout = "/usr/share/libcamera/pipeline/virtual/virtual.yaml";
const std::filesystem::path pictures = "/usr/share/verikiosk/pictures";

void need_pictures() {
    if (!std::filesystem::exists(layout) || !std::filesystem::exists(pictures / "0.jpg")) {
        skip_story("no pictures for libcamera's virtual camera: run ./kiosk test --trixie");
    }
}

std::unique_ptr<drivers::Camera> open(double fps = 100) {
    return must(open_libcamera({.width = 800, .height = 600, .fps = fps}));
}

std::vector<drivers::DecodedPicture> shown_pictures() {
    std::vector<drivers::DecodedPicture> all;
    for (int i = 0; std::filesystem::exists(pictures / (std::to_string(i) + ".jpg")); ++i) {
        std::ifstream in(pictures / (std::to_string(i) + ".jpg"), std::ios::binary);
        const Bytes bytes{std::istreambuf_iterator<char>(in), {}};
        all.push_back(must(drivers::decode_jpeg(bytes, std::size_t{4096} * 4096)));
    }
    return all;
}

/// Mean difference of two luma planes, in steps of 256.
double difference(const Frame& frame, const drivers::DecodedPicture& picture) {
    const auto width = static_cast<std::size_t>(picture.width);
    double sum = 0;
    for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); y += 8) {
        for (std::size_t x = 0; x < width; x += 8) {
            const int shown = frame.plane(0).data[y * frame.plane(0).stride + x];
            sum += std::abs(shown - picture.y[y * width + x]);
        }
    }
    return sum / (static_cast<double>(width) / 8 * picture.height / 8);
}

}  // namespace

STORY(its_frames_are_the_pictures_of_the_folder_in_the_format_that_vision_reads) {
    need_pictures();
    const auto camera = open();
    must(camera->start());
    CHECK(camera->info().kind == CameraKind::virtual_pipeline);
    CHECK_EQUAL(camera->info().width, 800);
    CHECK_EQUAL(camera->info().height, 600);
    const auto folder = shown_pictures();
    CHECK(folder.size() >= 10);
    std::vector<bool> seen(folder.size(), false);
    for (std::size_t i = 0; i < 5 * folder.size(); ++i) {
        const Frame frame = must(camera->next(2s));
        CHECK(frame.info().format == drivers::PixelFormat::nv12);
        std::size_t nearest = 0;
        double least = 256;
        for (std::size_t p = 0; p < folder.size(); ++p) {
            const double d = difference(frame, folder[p]);
            if (d < least) {
                least = d;
                nearest = p;
            }
        }
        CHECK(least < 4);
        seen[nearest] = true;
    }
    // Neighbours are alike, so a few may be taken for each other; most must have been there.
    CHECK(static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true)) * 2 > folder.size());
}

STORY(a_reader_that_keeps_up_loses_nothing) {
    need_pictures();
    const auto camera = open();
    must(camera->start());
    std::uint64_t expected = must(camera->next(2s)).info().sequence + 1;
    TimePoint last{};
    for (int i = 0; i < 60; ++i) {
        const Frame frame = must(camera->next(2s));
        CHECK_EQUAL(frame.info().sequence, expected++);
        CHECK(frame.info().sensor_time > last);
        last = frame.info().sensor_time;
    }
    const auto counters = camera->counters();
    CHECK_EQUAL(counters.delivered, 61U);
    CHECK_EQUAL(counters.dropped_newer + counters.dropped_by_sensor + counters.torn, 0U);
}

STORY(frames_can_be_kept_and_stay_what_they_were) {
    need_pictures();
    const auto camera = open();
    must(camera->start());
    std::vector<Frame> kept;
    for (int i = 0; i < 3; ++i)
        kept.push_back(must(camera->next(2s)));
    const std::vector<std::uint8_t> before(kept[0].plane(0).data, kept[0].plane(0).data + 1000);
    kept.push_back(must(camera->next(2s)));
    for (int i = 0; i < 10; ++i)
        CHECK(camera->next(20ms).error().code == Errc::timeout);  // all four are lent
    const std::uint64_t last = kept.back().info().sequence;
    camera->stop();
    must(camera->start());
    CHECK(must(camera->next(2s)).info().sequence > last);
    camera->stop();
    CHECK(std::memcmp(before.data(), kept[0].plane(0).data, before.size()) == 0);
}
