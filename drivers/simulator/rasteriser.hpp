// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace verikiosk::simulator {

/// Half-open rectangle in pixels.
struct Rect {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;

    bool empty() const { return left >= right || top >= bottom; }
};

/// NV12 picture in the making, with depth. Width and height are even.
class Canvas {
  public:
    Canvas(int width, int height);

    int width() const { return width_; }
    int height() const { return height_; }
    std::uint8_t* luma(int row) { return luma_.data() + offset(row); }
    std::uint8_t* chroma(int row) { return chroma_.data() + offset(row); }  ///< row of the half-height plane
    float* depth(int row) { return depth_.data() + offset(row); }

    /// Forgets the depth within `area`.
    void clear_depth(const Rect& area);
    Rect whole() const { return {0, 0, width_, height_}; }

  private:
    std::size_t offset(int row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(width_);
    }

    int width_;
    int height_;
    std::vector<std::uint8_t> luma_;
    std::vector<std::uint8_t> chroma_;
    std::vector<float> depth_;  // 1 / distance, 0 where nothing was drawn
};

/// A projected vertex: pixels, 1/cm, and code values 0..255.
struct ScreenVertex {
    float x;
    float y;
    float nearness;
    float luma;
    float cb;
    float cr;
};

/// Which side of a triangle is drawn. Front faces turn clockwise in the picture (y down).
enum class Facing : std::uint8_t { front, back, both };

/// Draws a shaded triangle with depth test. Chroma is sampled at even pixels of even rows.
void draw_triangle(Canvas& canvas, const ScreenVertex& a, const ScreenVertex& b, const ScreenVertex& c,
                   Facing facing);

}  // namespace verikiosk::simulator
