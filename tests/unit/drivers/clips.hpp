// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <vector>

#include "drivers/camera/camera.hpp"
#include "drivers/camera/recording_camera.hpp"
#include "drivers/display/video_display.hpp"
#include "tests/support/check.hpp"

namespace verikiosk::tests {

inline constexpr int clip_width = 64;
inline constexpr int clip_height = 48;

/// A picture whose left half is `level` and whose right half is black, so that frames tell themselves apart
/// and sides can't be swapped.
struct Pattern {
    explicit Pattern(int level, int w = clip_width, int h = clip_height) : width(w), height(h) {
        const auto gray = static_cast<std::uint32_t>(level);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                pixels.push_back(0xff000000U | (x < width / 2 ? gray * 0x010101U : 0U));
            }
        }
    }
    [[nodiscard]] drivers::Picture picture() const {
        return {reinterpret_cast<const std::uint8_t*>(pixels.data()), static_cast<std::size_t>(width) * 4,
                width, height};
    }
    int width;
    int height;
    std::vector<std::uint32_t> pixels;
};

[[nodiscard]] inline int level_of(int number) {
    return 20 + number * 5 % 230;
}

/// A clip of `count` frames, 40 ms apart, of levels level_of(0), level_of(1), ...
inline void film(const std::filesystem::path& path, int count) {
    const auto video = must(drivers::open_video_file(path, clip_width, clip_height, 25));
    for (int i = 0; i < count; ++i) {
        (void)must(video->show(Pattern(level_of(i)).picture(), from_nanoseconds(i * 40'000'000LL)));
    }
    must(video->finish());
}

/// Mean luma of the left and of the right half.
struct Halves {
    int left = 0;
    int right = 0;
};
[[nodiscard]] inline Halves halves(const drivers::Frame& frame) {
    const auto& plane = frame.plane(0);
    long sum[2] = {0, 0};
    const int half = frame.info().width / 2;
    for (int y = 0; y < frame.info().height; ++y) {
        for (int x = 0; x < half * 2; ++x)
            sum[x < half ? 0 : 1] += plane.data[y * static_cast<long>(plane.stride) + x];
    }
    const long count = static_cast<long>(half) * frame.info().height;
    return {static_cast<int>(sum[0] / count), static_cast<int>(sum[1] / count)};
}

/// The video's luma of a gray level: the standard's limited range, 16 to 235.
[[nodiscard]] inline int limited(int level) {
    return 16 + level * 219 / 255;
}

/// Of two values of luma, as near as compression leaves them.
[[nodiscard]] inline bool near(int a, int b) {
    constexpr int lost_to_compression = 4;
    return std::abs(a - b) <= lost_to_compression;
}

/// A recording that plays.
[[nodiscard]] inline std::unique_ptr<drivers::Camera> started(const std::filesystem::path& path,
                                                              const drivers::RecordingOptions& options = {}) {
    auto camera = must(drivers::open_recording(path, options));
    must(camera->start());
    return camera;
}

struct Played {
    std::vector<drivers::FrameInfo> frames;
    Error end;
};
[[nodiscard]] inline Played play(drivers::Camera& camera) {
    Played played;
    for (;;) {
        auto frame = camera.next(1s);
        if (!frame) {
            played.end = frame.error();
            return played;
        }
        played.frames.push_back(frame->info());
    }
}

}  // namespace verikiosk::tests
