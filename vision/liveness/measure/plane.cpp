// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/measure/plane.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace verikiosk::vision {
namespace {

constexpr std::size_t unknowns = 8;
using Row = std::array<double, unknowns + 1>;  // a row of the normal equations and its right side
using Equations = std::array<Row, unknowns>;

void accumulate(Equations& normal, const std::array<double, unknowns>& row, double value) {
    for (std::size_t i = 0; i < unknowns; ++i) {
        for (std::size_t j = 0; j < unknowns; ++j)
            normal[i][j] += row[i] * row[j];
        normal[i][unknowns] += row[i] * value;
    }
}

std::optional<std::array<double, unknowns>> solve(Equations& e) {
    for (std::size_t c = 0; c < unknowns; ++c) {
        std::size_t pivot = c;
        for (std::size_t r = c + 1; r < unknowns; ++r)
            if (std::abs(e[r][c]) > std::abs(e[pivot][c])) pivot = r;
        if (std::abs(e[pivot][c]) < 1e-9) return std::nullopt;
        std::swap(e[c], e[pivot]);
        for (std::size_t r = 0; r < unknowns; ++r) {
            if (r == c) continue;
            const double factor = e[r][c] / e[c][c];
            for (std::size_t k = c; k <= unknowns; ++k)
                e[r][k] -= factor * e[c][k];
        }
    }
    std::array<double, unknowns> h{};
    for (std::size_t c = 0; c < unknowns; ++c)
        h[c] = e[c][unknowns] / e[c][c];
    return h;
}

}  // namespace

float off_plane(std::span<const Point> from, std::span<const Point> to) {
    const std::size_t count = std::min(from.size(), to.size());
    Equations normal{};
    for (std::size_t i = 0; i < count; ++i) {
        const double x = static_cast<double>(from[i].x);
        const double y = static_cast<double>(from[i].y);
        const double u = static_cast<double>(to[i].x);
        const double v = static_cast<double>(to[i].y);
        accumulate(normal, {x, y, 1, 0, 0, 0, -x * u, -y * u}, u);
        accumulate(normal, {0, 0, 0, x, y, 1, -x * v, -y * v}, v);
    }
    const auto h = solve(normal);
    if (!h) return 0;
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = static_cast<double>(from[i].x);
        const double y = static_cast<double>(from[i].y);
        const double w = (*h)[6] * x + (*h)[7] * y + 1;
        if (w < 0.1) return 0;
        const double du = ((*h)[0] * x + (*h)[1] * y + (*h)[2]) / w - static_cast<double>(to[i].x);
        const double dv = ((*h)[3] * x + (*h)[4] * y + (*h)[5]) / w - static_cast<double>(to[i].y);
        sum += du * du + dv * dv;
    }
    return static_cast<float>(std::sqrt(sum / static_cast<double>(count)));
}

}  // namespace verikiosk::vision
