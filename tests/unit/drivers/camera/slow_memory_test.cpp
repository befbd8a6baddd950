// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/slow_memory.hpp"

#include <numeric>
#include <vector>

#include "drivers/clock/clock.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using namespace verikiosk::drivers;

GROUP("slow_memory");

namespace {

/// A clock by which the first eight readings, the camera's, take so long, and all later ones a microsecond.
SlowMemory::Now clock_with(Duration theirs, int& asked) {
    return [theirs, &asked, now = TimePoint{}]() mutable {
        const bool after = asked % 2 == 1;
        if (after) now += asked < 16 ? theirs : Duration(std::chrono::microseconds(1));
        ++asked;
        return now;
    };
}

/// Bytes that count up, so that a wrong one shows.
std::vector<std::uint8_t> counted(std::size_t size) {
    std::vector<std::uint8_t> bytes(size);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{1});
    return bytes;
}

FrameInfo frame_of(int width, int height, PixelFormat format) {
    FrameInfo frame;
    frame.width = width;
    frame.height = height;
    frame.format = format;
    return frame;
}

}  // namespace

STORY(memory_that_stays_slow_when_read_again_is_told_once_for_the_run) {
    const std::vector<std::uint8_t> memory(100'000);
    int asked = 0;
    SlowMemory slow(clock_with(std::chrono::microseconds(30), asked));
    CHECK(slow.is_slow(memory));
    const int first = asked;
    CHECK(slow.is_slow(memory));
    CHECK_EQUAL(asked, first);
}

STORY(memory_that_is_a_little_slower_is_read_where_it_is) {
    const std::vector<std::uint8_t> memory(100'000);
    int asked = 0;
    SlowMemory slow(clock_with(std::chrono::microseconds(3), asked));
    CHECK(!slow.is_slow(memory));
    CHECK(!slow.is_slow(memory));
}

STORY(an_empty_buffer_is_not_slow) {
    const SystemClock clock;
    SlowMemory slow([&clock] { return clock.now(); });
    CHECK(!slow.is_slow({}));
}

STORY(a_copy_has_the_picture_without_its_padding) {
    const auto memory = counted(8 * 4 + 8 * 2);
    PicturePool::Planes to;
    const std::array<Plane, 3> from{{{memory.data(), 8}, {memory.data() + 32, 8}, {}}};
    const auto planes = SlowMemory::copy(frame_of(6, 4, PixelFormat::nv12), from, to);
    CHECK_EQUAL(planes[0].stride, 6U);
    CHECK_EQUAL(planes[1].stride, 6U);
    for (std::size_t row = 0; row < 4; ++row) {
        CHECK_EQUAL(planes[0].data[6 * row], memory[8 * row]);
        CHECK_EQUAL(planes[0].data[6 * row + 5], memory[8 * row + 5]);
    }
    CHECK_EQUAL(planes[1].data[6], memory[40]);
    CHECK_EQUAL(to.y.size() + to.u.size() + to.v.size(), 36U);
}

STORY(a_copy_of_three_planes_has_all_of_them_and_odd_sizes_too) {
    const auto memory = counted(5 * 3 + 2 * 3 * 2);
    PicturePool::Planes to;
    const std::array<Plane, 3> from{{{memory.data(), 5}, {memory.data() + 15, 3}, {memory.data() + 21, 3}}};
    const auto planes = SlowMemory::copy(frame_of(5, 3, PixelFormat::i420), from, to);
    CHECK_EQUAL(planes[0].data[14], memory[14]);
    CHECK_EQUAL(planes[1].data[5], memory[20]);
    CHECK_EQUAL(planes[2].data[5], memory[26]);
}
