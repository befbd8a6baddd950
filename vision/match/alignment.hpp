// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>

#include "firmware/domain/geometry.hpp"

namespace verikiosk::vision {

/// The points by which a face is laid over another: the middles of the eyes' openings, the tip of the nose,
/// the corners of the mouth. In the order right eye, left eye, nose, mouth right, mouth left (the subject's
/// own).
using FivePoints = std::array<Point, 5>;
[[nodiscard]] FivePoints five_points(const Points& points);

/// Turns, scales and moves: (x, y) -> (a x - b y + x0, b x + a y + y0).
struct Similarity {
    float a = 1;
    float b = 0;
    float x0 = 0;
    float y0 = 0;
    [[nodiscard]] Point of(Point p) const { return {a * p.x - b * p.y + x0, b * p.x + a * p.y + y0}; }
    [[nodiscard]] float scale() const;
};

/// The one that brings `from` nearest to `to`, by the sum of squared distances (no mirroring). Closed form:
/// with both centred, a and b are the real and imaginary part of sum(conj(from) to) / sum |from|^2, points
/// taken as complex numbers; the same as Umeyama's (1991) in the plane where that one needs no mirroring.
/// Empty where all of `from` is one point.
[[nodiscard]] std::optional<Similarity> fit_similarity(const FivePoints& from, const FivePoints& to);

}  // namespace verikiosk::vision
