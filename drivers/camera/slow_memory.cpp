// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/slow_memory.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <vector>

namespace verikiosk::drivers {
namespace {

// Small enough for every processor's second cache, large enough to take longer than asking for the time.
constexpr std::size_t sample = std::size_t{64} * 1024;
// The best of so many: whatever else the machine does only makes a reading longer.
constexpr int readings = 8;
// Cached memory, once read, is as fast as our own, and memory without caches is tens of times slower (a load
// then goes to DRAM for every few bytes). In between lies nothing; a factor of 4 is far from both.
constexpr int slower = 4;

Duration shortest_reading(const SlowMemory::Now& now, const std::uint8_t* from,
                          std::vector<std::uint8_t>& to) {
    std::memcpy(to.data(), from, to.size());  // into the caches, if it can be
    Duration shortest = Duration::max();
    for (int i = 0; i < readings; ++i) {
        const TimePoint before = now();
        std::memcpy(to.data(), from, to.size());
        shortest = std::min(shortest, now() - before);
    }
    return shortest;
}

void copy_rows(const Plane& from, std::size_t width, std::size_t height, std::vector<std::uint8_t>& to) {
    to.resize(width * height);
    for (std::size_t row = 0; row < height; ++row)
        std::memcpy(to.data() + row * width, from.data + row * from.stride, width);
}

}  // namespace

bool SlowMemory::is_slow(std::span<const std::uint8_t> memory) {
    if (memory.empty()) return false;
    if (known_ == Known::no) {
        const std::size_t size = std::min(memory.size(), sample);
        std::vector<std::uint8_t> to(size);
        const std::vector<std::uint8_t> ours(size);
        const Duration theirs = shortest_reading(now_, memory.data(), to);
        known_ = theirs > slower * shortest_reading(now_, ours.data(), to) ? Known::slow : Known::fast;
    }
    return known_ == Known::slow;
}

std::array<Plane, 3> SlowMemory::copy(const FrameInfo& frame, const std::array<Plane, 3>& from,
                                      PicturePool::Planes& to) {
    const auto width = static_cast<std::size_t>(frame.width);
    const auto height = static_cast<std::size_t>(frame.height);
    const std::size_t half_width = (width + 1) / 2;
    const std::size_t half_height = (height + 1) / 2;
    copy_rows(from[0], width, height, to.y);
    if (frame.format == PixelFormat::nv12) {
        copy_rows(from[1], 2 * half_width, half_height, to.u);
        return {{{to.y.data(), width}, {to.u.data(), 2 * half_width}, {}}};
    }
    copy_rows(from[1], half_width, half_height, to.u);
    copy_rows(from[2], half_width, half_height, to.v);
    return {{{to.y.data(), width}, {to.u.data(), half_width}, {to.v.data(), half_width}}};
}

}  // namespace verikiosk::drivers
