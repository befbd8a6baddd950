// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "drivers/camera/capture_format.hpp"
#include "drivers/camera/conversion.hpp"
#include "drivers/camera/newest_slot.hpp"
#include "drivers/camera/return_gate.hpp"
#include "drivers/camera/sensor_time.hpp"
#include "drivers/camera/yuyv.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using drivers::boot_time_of;
using drivers::Frame;
using drivers::NewestSlot;
using drivers::ReturnGate;

GROUP("capture_parts");

STORY(the_newest_frame_wins_and_the_displaced_one_is_handed_back) {
    NewestSlot<int> slot;
    CHECK(!slot.put(1));
    CHECK_EQUAL(slot.put(2).value(), 1);
    CHECK_EQUAL(slot.put(3).value(), 2);
    CHECK_EQUAL(slot.displaced(), 2U);
    CHECK_EQUAL(slot.take(1s).value(), 3);
    CHECK(!slot.take(1ms));
    CHECK(!slot.put(4));
}

STORY(a_reader_sleeps_until_a_frame_comes_or_someone_wakes_it) {
    NewestSlot<int> slot;
    std::thread camera([&] { (void)slot.put(7); });
    CHECK_EQUAL(slot.take(60s).value(), 7);
    camera.join();
    std::thread watcher([&] { slot.wake(); });
    CHECK(!slot.take(60s));
    watcher.join();
    slot.wake();
    CHECK(!slot.take(60s));
}

STORY(no_frame_is_lost_between_camera_and_reader_without_being_counted) {
    NewestSlot<int> slot;
    constexpr int count = 20'000;
    std::thread camera([&] {
        for (int i = 0; i < count; ++i)
            (void)slot.put(i);
    });
    int taken = 0;
    int last = -1;
    while (last != count - 1) {
        const auto frame = slot.take(10s);
        CHECK(frame && *frame > last);
        last = *frame;
        ++taken;
    }
    camera.join();
    CHECK_EQUAL(static_cast<std::uint64_t>(taken) + slot.displaced(), static_cast<std::uint64_t>(count));
}

STORY(a_dropped_lease_goes_back_to_the_running_camera) {
    std::vector<std::uint32_t> back;
    auto gate = std::make_shared<ReturnGate>(
        2, [&](std::uint32_t buffer) { back.push_back(buffer); }, nullptr);
    gate->lend();
    gate->lend();
    CHECK(gate->all_lent());
    {
        const Frame first({}, {}, gate, 0);
        const Frame second({}, {}, gate, 1);
    }
    CHECK(back == (std::vector<std::uint32_t>{1, 0}));
    CHECK(!gate->all_lent());
}

STORY(a_lease_that_outlives_the_camera_goes_nowhere_and_keeps_its_memory) {
    auto memory = std::make_shared<std::vector<std::uint8_t>>(16, std::uint8_t{42});
    const std::weak_ptr<std::vector<std::uint8_t>> watched = memory;
    int back = 0;
    auto gate = std::make_shared<ReturnGate>(
        4, [&](std::uint32_t) { ++back; }, memory);
    gate->lend();
    Frame lease({}, {{{memory->data(), 4}, {}, {}}}, gate, 3);
    gate->close();
    gate.reset();
    memory.reset();
    CHECK(!watched.expired());
    CHECK_EQUAL(lease.plane(0).data[15], 42);
    lease = Frame();
    CHECK_EQUAL(back, 0);
    CHECK(watched.expired());
}

STORY(closing_while_other_threads_drop_leases_lets_none_through_afterwards) {
    for (int round = 0; round < 50; ++round) {
        std::atomic<bool> closed = false;
        std::atomic<int> late = 0;
        auto gate = std::make_shared<ReturnGate>(
            8, [&](std::uint32_t) { late += closed ? 1 : 0; }, nullptr);
        std::vector<Frame> leases;
        for (std::uint32_t i = 0; i < 8; ++i) {
            gate->lend();
            leases.emplace_back(drivers::FrameInfo{}, std::array<drivers::Plane, 3>{}, gate, i);
        }
        std::thread reader([leases = std::move(leases)]() mutable { leases.clear(); });
        gate->close();
        closed = true;
        reader.join();
        CHECK_EQUAL(late.load(), 0);
        CHECK(!gate->all_lent());
    }
}

STORY(yuyv_becomes_nv12_with_averaged_chroma) {
    // Two rows of four pixels, and two bytes of padding that must not be read as picture.
    const std::vector<std::uint8_t> packed = {10, 100, 11, 200, 12, 110, 13, 210, 0xEE, 0xEE,
                                              20, 102, 21, 203, 22, 110, 23, 211, 0xEE, 0xEE};
    std::vector<std::uint8_t> y(8);
    std::vector<std::uint8_t> uv(4);
    drivers::unpack_yuyv(packed.data(), 10, 4, 2, y.data(), uv.data());
    CHECK(y == (std::vector<std::uint8_t>{10, 11, 12, 13, 20, 21, 22, 23}));
    CHECK(uv == (std::vector<std::uint8_t>{101, 202, 110, 211}));
}

STORY(yuyv_with_an_odd_number_of_rows_uses_the_last_one_twice) {
    const std::vector<std::uint8_t> packed = {1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60};
    std::vector<std::uint8_t> y(6);
    std::vector<std::uint8_t> uv(4);
    drivers::unpack_yuyv(packed.data(), 4, 2, 3, y.data(), uv.data());
    CHECK(y == (std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6}));
    CHECK(uv == (std::vector<std::uint8_t>{20, 30, 50, 60}));
}

STORY(a_picture_that_is_cut_short_or_no_picture_is_corrupt) {
    const Bytes bytes(19, 0x80);
    drivers::PicturePool::Planes planes;
    // Two rows of four pixels: eight bytes each, the second after ten.
    drivers::Packed packed{drivers::CaptureFormat::yuyv, bytes, 10, 4, 2};
    must(drivers::convert(packed, planes));
    CHECK_EQUAL(planes.y.size(), 8U);
    packed.bytes = ByteView(bytes).first(17);
    CHECK(drivers::convert(packed, planes).error().code == Errc::corrupt);
    packed.bytes = bytes;
    packed.stride = 7;
    CHECK(drivers::convert(packed, planes).error().code == Errc::corrupt);
    packed.format = drivers::CaptureFormat::mjpeg;
    CHECK(drivers::convert(packed, planes).error().code == Errc::corrupt);
}

STORY(timestamps_of_both_clocks_end_up_on_the_boot_clock) {
    constexpr std::int64_t second = 1'000'000'000;
    const TimePoint boot = from_nanoseconds(1000 * second);
    // Never slept: the clocks agree.
    CHECK(boot_time_of(999 * second, 1000 * second, boot) == from_nanoseconds(999 * second));
    // Slept for 300 s: a USB camera's stamp, and a sensor's.
    CHECK(boot_time_of(699 * second, 700 * second, boot) == from_nanoseconds(999 * second));
    CHECK(boot_time_of(999 * second, 700 * second, boot) == from_nanoseconds(999 * second));
    // The driver did not say.
    CHECK(boot_time_of(0, 700 * second, boot) == boot);
}

STORY(why_a_format_was_taken_is_said_in_words) {
    CHECK_CONTAINS(drivers::reason_for(drivers::CaptureFormat::nv12, true, 1280, 720, 30),
                   "nothing is converted");
    CHECK_CONTAINS(drivers::reason_for(drivers::CaptureFormat::mjpeg, true, 1280, 720, 30),
                   "USB 2.0 does not carry");
    CHECK_CONTAINS(drivers::reason_for(drivers::CaptureFormat::mjpeg, true, 640, 480, 30),
                   "nothing uncompressed");
    CHECK_CONTAINS(drivers::reason_for(drivers::CaptureFormat::yuyv, true, 640, 480, 30),
                   "USB 2.0 carries it");
    CHECK_CONTAINS(drivers::reason_for(drivers::CaptureFormat::yuyv, false, 1280, 720, 30),
                   "no format has the size");
}
