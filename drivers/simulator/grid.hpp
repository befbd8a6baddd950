// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "drivers/simulator/parameters.hpp"

namespace verikiosk::simulator {

/// A surface as rows x columns of vertices, one array per quantity so that the per-frame loops vectorise.
/// Quads span neighbours; a `ring` also joins the last column to the first.
/// Seen from outside, columns grow to the right and rows grow downwards.
struct Grid {
    int rows = 0;
    int columns = 0;
    bool ring = false;
    std::vector<float> x, y, z;     ///< cm, in the owner's frame
    std::vector<float> nx, ny, nz;  ///< outward unit normals
    std::vector<float> r, g, b;     ///< albedo, linear
    std::vector<float> open;   ///< share of the surrounding light that gets here, 0..1 (ambient occlusion)
    std::vector<float> shine;  ///< strength of the highlight, 0..1

    Grid() = default;
    Grid(int row_count, int column_count, bool is_ring);
    std::size_t size() const { return x.size(); }
    std::size_t at(int row, int column) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
               static_cast<std::size_t>(column);
    }
    void place(std::size_t i, Vec3 p) {
        x[i] = p.x;
        y[i] = p.y;
        z[i] = p.z;
    }
    void paint(std::size_t i, Colour c, float openness, float highlight) {
        r[i] = c.r;
        g[i] = c.g;
        b[i] = c.b;
        open[i] = openness;
        shine[i] = highlight;
    }
    /// Normals from the neighbours' positions.
    void find_normals();
};

}  // namespace verikiosk::simulator
