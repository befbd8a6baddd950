// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "firmware/domain/geometry.hpp"
#include "vision/face/forest_file.hpp"
#include "vision/image.hpp"

namespace verikiosk::vision {

/// All points of a forest's model, in its own order; x and y apart.
struct ForestShape {
    std::array<float, forest::point_count> x;
    std::array<float, forest::point_count> y;
};

/// Walks a cascade of regression forests as dlib's shape_predictor does, but for leaves in steps and a shape
/// that is never rounded. Allocates nothing after creation. One thread.
class Forest {
  public:
    explicit Forest(ForestFile file);

    /// Where the points are in the picture, in source pixels (whole numbers are pixel centres, as in dlib),
    /// starting from the mean face in a square whose upper left corner is `corner`. Finite numbers; the
    /// square may reach out of the picture, whose outside is black. Pixels are read `gain`/256 times
    /// brighter.
    [[nodiscard]] ForestShape place(const GrayView& luma, Point corner, float side, unsigned gain);

  private:
    struct Turn;
    [[nodiscard]] Turn turn_of(const ForestShape& shape) const;
    void look(const GrayView& luma, Point corner, float side, const ForestShape& shape,
              const Cascade& cascade);
    void move(ForestShape& shape, const Cascade& cascade);

    ForestFile file_;
    ForestShape centred_;  ///< the mean shape around its middle
    float spread_;         ///< its squared distances from there, summed
    std::array<std::uint8_t, 256> brighter_{};
    std::array<std::int16_t, forest::most_features> pixels_{};
    std::array<const forest::LeafVector*, forest::most_trees> reached_{};
};

}  // namespace verikiosk::vision
