// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "firmware/domain/geometry.hpp"

namespace verikiosk::vision {

/// Root mean square distance that is left between `to` and `from` after the best homography: 0 where both are
/// pictures of the same plane. In the points' own unit; least squares of the algebraic error (DLT with
/// h33 = 1: coordinates must be of the order of one and the change must not turn the plane around). 0 where
/// the points do not determine one.
[[nodiscard]] float off_plane(std::span<const Point> from, std::span<const Point> to);

}  // namespace verikiosk::vision
