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
    /// The same, black where there is no picture.
    Picture framed(const Rect& area) const;
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
    /// The sheet is this large, in any unit. The picture is kept by the caller.
    Cover(const Picture& picture, float half_width, float half_height);

    /// A place in the picture.
    struct Spot {
        int pixel;    ///< of its left upper neighbour, in luma
        int colour;   ///< of the nearest Cb, in chroma
        float right;  ///< how far between the neighbours, 0 .. 1
        float down;
    };
    /// Places of `count` points, in the sheet's unit from its middle; outside it those of its edge.
    void find(const float* u, const float* v, std::size_t count, std::vector<Spot>& spots) const;
    /// Luma between pixels.
    float luma(const Spot& spot) const {
        const std::uint8_t* above = picture_.luma(0) + spot.pixel;
        const std::uint8_t* below = above + picture_.width();
        const auto between = [&spot](const std::uint8_t* at) {
            return static_cast<float>(at[0]) + spot.right * static_cast<float>(at[1] - at[0]);
        };
        const float first = between(above);
        return first + spot.down * (between(below) - first);
    }
    /// Cb and Cr.
    const std::uint8_t* chroma(const Spot& spot) const { return picture_.chroma(0) + spot.colour; }

  private:
    const Picture& picture_;
    float scale_;  // pixels a unit
};

}  // namespace verikiosk::simulator
