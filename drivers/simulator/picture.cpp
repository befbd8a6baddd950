// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/picture.hpp"

#include <algorithm>
#include <cstring>

namespace verikiosk::simulator {
namespace {

constexpr int largest = 8192;

int even(int size) {
    return std::clamp(size, 2, largest) & ~1;
}

std::uint8_t rounded(int fixed) {
    return static_cast<std::uint8_t>(std::clamp((fixed + 128) >> 8, 0, 255));
}

}  // namespace

Picture::Picture(int width, int height) : width_(even(width)), height_(even(height)) {
    luma_.assign(offset(height_), 126);
    chroma_.assign(offset(height_ / 2), 128);
}

FrameMemory Picture::memory() {
    const auto stride = static_cast<std::size_t>(width_);
    return {luma_.data(), stride, chroma_.data(), stride};
}

Picture Picture::of_planes(const std::uint8_t* luma, std::size_t luma_stride, const std::uint8_t* chroma,
                           std::size_t chroma_stride, int width, int height) {
    Picture out(width, height);
    const auto bytes = static_cast<std::size_t>(out.width_);
    for (int row = 0; row < out.height_; ++row)
        std::memcpy(out.luma_.data() + out.offset(row), luma + static_cast<std::size_t>(row) * luma_stride,
                    bytes);
    for (int row = 0; chroma != nullptr && row < out.height_ / 2; ++row)
        std::memcpy(out.chroma_.data() + out.offset(row),
                    chroma + static_cast<std::size_t>(row) * chroma_stride, bytes);
    return out;
}

// BT.601 in steps of 1/256.
Picture Picture::of_rgb(const std::uint8_t* rgb, std::size_t stride, int width, int height) {
    Picture out(width, height);
    for (int row = 0; row < out.height_; ++row) {
        const std::uint8_t* from = rgb + static_cast<std::size_t>(row) * stride;
        std::uint8_t* luma = out.luma_.data() + out.offset(row);
        std::uint8_t* chroma = out.chroma_.data() + out.offset(row / 2);
        for (int x = 0; x < out.width_; ++x, from += 3) {
            luma[x] = rounded(16 * 256 + 66 * from[0] + 129 * from[1] + 25 * from[2]);
            if (((row | x) & 1) != 0) continue;
            chroma[x] = rounded(128 * 256 - 38 * from[0] - 74 * from[1] + 112 * from[2]);
            chroma[x + 1] = rounded(128 * 256 + 112 * from[0] - 94 * from[1] - 18 * from[2]);
        }
    }
    return out;
}

Picture Picture::part(const Rect& area) const {
    const int left = std::clamp(area.left, 0, width_ - 2) & ~1;
    const int top = std::clamp(area.top, 0, height_ - 2) & ~1;
    const int right = std::clamp(area.right, left + 2, width_);
    const int bottom = std::clamp(area.bottom, top + 2, height_);
    const auto stride = static_cast<std::size_t>(width_);
    return of_planes(luma(top) + left, stride, chroma(top / 2) + left, stride, right - left, bottom - top);
}

Picture Picture::framed(const Rect& area) const {
    Picture out(area.right - area.left, area.bottom - area.top);
    std::fill(out.luma_.begin(), out.luma_.end(), std::uint8_t{16});
    const int left = area.left & ~1;
    const int top = area.top & ~1;
    const int first = std::max(left, 0);
    const int count = std::min(left + out.width_, width_) - first;
    for (int row = 0; row < out.height_ && count > 0; ++row) {
        if (top + row < 0 || top + row >= height_) continue;
        const auto to = out.offset(row) + static_cast<std::size_t>(first - left);
        std::memcpy(out.luma_.data() + to, luma(top + row) + first, static_cast<std::size_t>(count));
        if ((row & 1) != 0) continue;
        const auto half = out.offset(row / 2) + static_cast<std::size_t>(first - left);
        std::memcpy(out.chroma_.data() + half, chroma((top + row) / 2) + first,
                    static_cast<std::size_t>(count));
    }
    return out;
}

Picture Picture::halved() const {
    Picture out(width_ / 2, height_ / 2);
    for (int row = 0; row < out.height_; ++row) {
        const std::uint8_t* above = luma(std::min(2 * row, height_ - 2));
        const std::uint8_t* below = above + width_;
        std::uint8_t* to = out.luma_.data() + out.offset(row);
        for (int x = 0; x < out.width_; ++x) {
            const int at = std::min(2 * x, width_ - 2);
            to[x] =
                static_cast<std::uint8_t>((above[at] + above[at + 1] + below[at] + below[at + 1] + 2) / 4);
        }
    }
    for (int row = 0; row < out.height_ / 2; ++row) {
        const std::uint8_t* from = chroma(std::min(2 * row, height_ / 2 - 1));
        std::uint8_t* to = out.chroma_.data() + out.offset(row);
        for (int x = 0; x < out.width_; x += 2)
            std::memcpy(to + x, from + std::min(2 * x, width_ - 2), 2);
    }
    return out;
}

Cover::Cover(const Picture& picture, float half_width, float half_height)
    : picture_(picture),
      scale_(0.5F * std::min(static_cast<float>(picture.width()) / half_width,
                             static_cast<float>(picture.height()) / half_height)) {}

void Cover::find(const float* u, const float* v, std::size_t count, std::vector<Spot>& spots) const {
    spots.resize(count);
    const int width = picture_.width();
    const float middle_x = 0.5F * static_cast<float>(width) - 0.5F;
    const float middle_y = 0.5F * static_cast<float>(picture_.height()) - 0.5F;
    const float last_x = static_cast<float>(width) - 1.01F;
    const float last_y = static_cast<float>(picture_.height()) - 1.01F;
    const float scale = scale_;
    Spot* const out = spots.data();
    for (std::size_t i = 0; i < count; ++i) {
        const float x = std::min(std::max(middle_x + scale * u[i], 0.0F), last_x);
        const float y = std::min(std::max(middle_y + scale * v[i], 0.0F), last_y);
        const int left = static_cast<int>(x);
        const int top = static_cast<int>(y);
        out[i] = {top * width + left, (top / 2) * width + (left & ~1), x - static_cast<float>(left),
                  y - static_cast<float>(top)};
    }
}

}  // namespace verikiosk::simulator
