// SPDX-License-Identifier: Apache-2.0
#include "vision/code/scanner.hpp"

#include <cmath>

namespace verikiosk::vision {

double twice_the_area(const std::vector<Point>& outline) {
    double sum = 0;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Point& a = outline[i];
        const Point& b = outline[(i + 1) % outline.size()];
        sum += double{a.x} * double{b.y} - double{b.x} * double{a.y};
    }
    return std::abs(sum);
}

}  // namespace verikiosk::vision
