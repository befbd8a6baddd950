// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/libcamera_camera.hpp"

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "drivers/camera/capture_format.hpp"
#include "drivers/camera/picture_pool.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using drivers::CaptureFormat;
using drivers::format_order;
using drivers::Frame;
using drivers::list_libcamera;
using drivers::open_libcamera;
using drivers::PixelFormat;
using drivers::planes_of;

GROUP("libcamera");

STORY(a_camera_that_is_not_there_is_an_error_with_what_to_do) {
    const auto error = open_libcamera({.id = "no-such-camera"}).error();
    CHECK(error.code == Errc::unavailable);
    CHECK_CONTAINS(error.what, "the camera no-such-camera was not found");
    CHECK_CONTAINS(error.what, "check its cable at both ends, its power");
    CHECK_CONTAINS(error.what, "group video");
}

STORY(told_to_wait_it_opens_without_its_camera_and_says_unavailable) {
    const auto camera = must(open_libcamera({.id = "no-such-camera", .wait = true}));
    must(camera->start());
    const auto frame = camera->next(20ms);
    CHECK(frame.error().code == Errc::unavailable);
    CHECK_CONTAINS(frame.error().what, "no-such-camera was not found");
    CHECK_EQUAL(camera->generation(), 0U);
    camera->stop();
    must(camera->start());
    CHECK(camera->next(1ms).error().code == Errc::unavailable);
}

STORY(listing_while_a_camera_is_open_shares_the_one_manager) {
    const auto waiting = must(open_libcamera({.id = "no-such-camera", .wait = true}));
    const auto first = must(list_libcamera());
    const auto second = must(list_libcamera());
    CHECK(first == second);
    if (first.empty()) CHECK_CONTAINS(open_libcamera({}).error().what, "no camera was found");
}

STORY(senseless_sizes_and_rates_are_refused) {
    CHECK(open_libcamera({.width = 0}).error().code == Errc::invalid);
    CHECK(open_libcamera({.height = 100'000}).error().code == Errc::invalid);
    CHECK(open_libcamera({.fps = 0}).error().code == Errc::invalid);
}

STORY(what_vision_reads_comes_first_and_usb_2_decides_the_rest) {
    CHECK(format_order(640, 480, 30)[0] == CaptureFormat::nv12);
    CHECK(format_order(640, 480, 30)[2] == CaptureFormat::yuyv);
    CHECK(format_order(1280, 720, 10)[2] == CaptureFormat::yuyv);
    CHECK(format_order(1280, 720, 30)[2] == CaptureFormat::mjpeg);
    CHECK(format_order(1280, 720, 30)[3] == CaptureFormat::yuyv);
}

STORY(planes_are_found_however_the_driver_lays_them_out) {
    std::vector<std::uint8_t> memory(std::size_t{64} * 8 * 3);
    const std::span<const std::uint8_t> all(memory);
    const std::size_t luma = std::size_t{64} * 8;
    using Pieces = std::vector<std::span<const std::uint8_t>>;

    const auto contiguous = planes_of(Pieces{all}, PixelFormat::nv12, 60, 8, 64);
    CHECK(contiguous && (*contiguous)[1].data == memory.data() + luma && (*contiguous)[1].stride == 64);
    const auto apart =
        planes_of(Pieces{all.first(luma), all.subspan(luma + 5)}, PixelFormat::nv12, 60, 8, 64);
    CHECK(apart && (*apart)[1].data == memory.data() + luma + 5);
    const auto i420 = planes_of(Pieces{all}, PixelFormat::i420, 60, 8, 64);
    CHECK(i420 && (*i420)[1].data == memory.data() + luma && (*i420)[1].stride == 32);
    CHECK((*i420)[2].data == memory.data() + luma + std::size_t{32} * 4);
    const auto three =
        planes_of(Pieces{all.first(luma), all.subspan(luma, 128), all.subspan(luma + 200, 128)},
                  PixelFormat::i420, 60, 8, 64);
    CHECK(three && (*three)[2].data == memory.data() + luma + 200);
}

STORY(memory_that_is_too_short_for_its_picture_is_found_out) {
    const std::vector<std::uint8_t> memory(std::size_t{64} * 12);
    using Pieces = std::vector<std::span<const std::uint8_t>>;
    const std::span<const std::uint8_t> all(memory);
    CHECK(planes_of(Pieces{all}, PixelFormat::nv12, 64, 8, 64).has_value());
    CHECK(!planes_of(Pieces{all.first(64 * 12 - 1)}, PixelFormat::nv12, 64, 8, 64));
    CHECK(planes_of(Pieces{all.first(64 * 12 - 4)}, PixelFormat::nv12, 60, 8, 64).has_value());
    CHECK(!planes_of(Pieces{all}, PixelFormat::nv12, 64, 8, 32));
    CHECK(!planes_of(Pieces{}, PixelFormat::nv12, 64, 8, 64));
}

STORY(a_pool_lends_four_pictures_and_waits_for_the_fifth) {
    const auto pool = std::make_shared<drivers::PicturePool>();
    std::vector<Frame> leases;
    for (int i = 0; i < 4; ++i)
        leases.emplace_back(drivers::FrameInfo{}, std::array<drivers::Plane, 3>{}, pool,
                            pool->borrow().value());
    CHECK(pool->all_lent());
    CHECK(!pool->borrow());
    CHECK(!pool->wait_free(1ms));
    leases.pop_back();
    CHECK(pool->wait_free(1ms));
    CHECK_EQUAL(pool->borrow().value(), 3U);
}
