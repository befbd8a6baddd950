// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "drivers/frame.hpp"
#include "firmware/domain/geometry.hpp"

namespace verikiosk::screens {

/// A camera picture to show, not owned: planes as drivers::Frame has them (y, then uv, or u and v).
struct LiveFrame {
    std::array<drivers::Plane, 3> planes{};
    int width = 0;  ///< pixels, even
    int height = 0;
    drivers::PixelFormat format = drivers::PixelFormat::nv12;
    bool full_range = false;  ///< as drivers::FrameInfo has it
};
[[nodiscard]] LiveFrame live(const drivers::Frame& frame);

/// The part of a camera picture that fills a place on the screen without distortion.
struct Crop {
    float x = 0;  ///< source pixels
    float y = 0;
    float width = 0;
    float height = 0;
    float scale = 1;  ///< screen pixels per source pixel
};

/// The crop for a place of `width` x `height` screen pixels: centred, or moved as little as needed to have
/// the whole oval in view.
[[nodiscard]] Crop crop_to_fill(int frame_width, int frame_height, float width, float height,
                                const std::optional<Oval>& oval);

/// The oval's bounding box within that place, mirrored or not.
[[nodiscard]] Box place_of(const Oval& oval, int frame_width, int frame_height, const Crop& crop,
                           bool mirrored);

/// Turns camera pictures into screen pixels: crop, mirror, scale (bilinear) and colour in one pass over
/// each row. Colours are BT.601, as USB cameras and the simulator deliver. Keeps its row
/// buffers and column maps from call to call: nothing is allocated once warm.
class LivePicture {
  public:
    /// Where to write: 32-bit pixels 0xffRRGGBB.
    struct Target {
        std::uint8_t* data = nullptr;
        std::size_t stride = 0;
        int width = 0;
        int height = 0;
    };
    void convert(const LiveFrame& frame, const Crop& crop, bool mirrored, const Target& target);

  private:
    /// For each column of the target: the source column left of it and how far towards the next (0..128).
    struct Columns {
        std::vector<std::int32_t> index;
        std::vector<std::int16_t> weight;
    };
    struct Key {
        int source_width = 0;
        int target_width = 0;
        float x = 0;
        float scale = 0;
        bool mirrored = false;
        bool operator==(const Key&) const = default;
    };
    void prepare(const Key& key);

    Key key_;
    Columns luma_;
    Columns chroma_;
    std::vector<std::uint8_t> mixed_;  ///< a source row, mixed of two
    std::vector<std::int16_t> y_;
    std::vector<std::int16_t> u_;
    std::vector<std::int16_t> v_;
};

}  // namespace verikiosk::screens
