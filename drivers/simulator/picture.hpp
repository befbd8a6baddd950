// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "drivers/simulator/rasteriser.hpp"

namespace verikiosk::simulator {

/// Where a frame goes: caller's memory, NV12, BT.601 limited range. Strides in bytes, at least `width`.
struct FrameMemory {
    std::uint8_t* luma = nullptr;
    std::size_t luma_stride = 0;
    std::uint8_t* chroma = nullptr;
    std::size_t chroma_stride = 0;
};

/// A picture in memory, for sheets to show: NV12, BT.601 limited range, even sizes.
class Picture {
  public:
    /// Grey, 2 .. 8192 pixels a side; odd sizes lose a pixel.
    Picture(int width, int height);
    /// Copies planes of that format. `chroma` holds interleaved Cb and Cr at half the size; null: grey.
    static Picture of_planes(const std::uint8_t* luma, std::size_t luma_stride, const std::uint8_t* chroma,
                             std::size_t chroma_stride, int width, int height);
    /// Copies gamma-coded pixels of three bytes, R first; rows of `stride` bytes.
    static Picture of_rgb(const std::uint8_t* rgb, std::size_t stride, int width, int height);

    int width() const { return width_; }
    int height() const { return height_; }
    const std::uint8_t* luma(int row) const { return luma_.data() + offset(row); }
    const std::uint8_t* chroma(int row) const { return chroma_.data() + offset(row); }
    /// To draw into.
    FrameMemory memory();

    /// What lies within `area`, as far as there is any; edges go to even pixels, and at least 2 x 2 remain.
    Picture part(const Rect& area) const;
    /// Half the size, each pixel the mean of four.
    Picture halved() const;

  private:
    std::size_t offset(int row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(width_);
    }

    int width_;
    int height_;
    std::vector<std::uint8_t> luma_;
    std::vector<std::uint8_t> chroma_;
};

/// The part of a picture that covers a sheet, as large as its shape allows, and how it is read there.
class Cover {
  public:
    /// The sheet is `width` x `height`, in any unit.
    Cover(const Picture& picture, float width, float height);

    /// `x` and `y` in the sheet's unit from its top left corner. Luma between pixels.
    float luma(float x, float y) const {
        const float tx = place(left_ + x * scale_ - 0.5F, picture_.width());
        const float ty = place(top_ + y * scale_ - 0.5F, picture_.height());
        const auto ix = static_cast<int>(tx);
        const auto iy = static_cast<int>(ty);
        const std::uint8_t* above = picture_.luma(iy) + ix;
        const std::uint8_t* below = above + picture_.width();
        const float fx = tx - static_cast<float>(ix);
        const auto between = [fx](const std::uint8_t* at) {
            return static_cast<float>(at[0]) + fx * static_cast<float>(at[1] - at[0]);
        };
        const float first = between(above);
        return first + (ty - static_cast<float>(iy)) * (between(below) - first);
    }
    /// The nearest Cb and Cr.
    const std::uint8_t* chroma(float x, float y) const {
        const auto ix = static_cast<int>(place(left_ + x * scale_, picture_.width()));
        const auto iy = static_cast<int>(place(top_ + y * scale_, picture_.height()));
        return picture_.chroma(iy / 2) + (ix & ~1);
    }

  private:
    static float place(float at, int limit) {
        const float last = static_cast<float>(limit) - 1.01F;
        return at < 0.0F ? 0.0F : (at > last ? last : at);
    }

    const Picture& picture_;
    float scale_;  // pixels a unit
    float left_;
    float top_;
};

}  // namespace verikiosk::simulator
