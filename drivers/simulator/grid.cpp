// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/grid.hpp"

namespace verikiosk::simulator {

Grid::Grid(int row_count, int column_count, bool is_ring)
    : rows(row_count), columns(column_count), ring(is_ring) {
    const auto count = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
    for (auto* values : {&x, &y, &z, &nx, &ny, &nz, &r, &g, &b, &shine})
        values->assign(count, 0.0F);
    open.assign(count, 1.0F);
}

void Grid::find_normals() {
    const auto normal = [this](std::size_t i, std::size_t left, std::size_t right, std::size_t up,
                               std::size_t down) {
        const float ux = x[right] - x[left];
        const float uy = y[right] - y[left];
        const float uz = z[right] - z[left];
        const float vx = x[down] - x[up];
        const float vy = y[down] - y[up];
        const float vz = z[down] - z[up];
        const float cx = uy * vz - uz * vy;
        const float cy = uz * vx - ux * vz;
        const float cz = ux * vy - uy * vx;
        const float scale = 1.0F / std::sqrt(cx * cx + cy * cy + cz * cz + 1e-12F);
        nx[i] = cx * scale;
        ny[i] = cy * scale;
        nz[i] = cz * scale;
    };
    for (int row = 0; row < rows; ++row) {
        const std::size_t up = at(row > 0 ? row - 1 : row, 0);
        const std::size_t down = at(row + 1 < rows ? row + 1 : row, 0);
        const std::size_t here = at(row, 0);
        const auto last = static_cast<std::size_t>(columns) - 1;
        for (std::size_t c = 1; c < last; ++c)
            normal(here + c, here + c - 1, here + c + 1, up + c, down + c);
        normal(here, ring ? here + last : here, here + 1, up, down);
        normal(here + last, here + last - 1, ring ? here : here + last, up + last, down + last);
    }
}

}  // namespace verikiosk::simulator
