// SPDX-License-Identifier: Apache-2.0
#include "vision/code/card.hpp"

#include <algorithm>

namespace verikiosk::vision {
namespace {

constexpr std::size_t corners = 4;

float ratio(float a, float b) {
    return std::min(a, b) / std::max(a, b);
}

CardSeen measured(const std::vector<Point>& outline) {
    const auto side = [&](std::size_t i) { return distance(outline[i], outline[(i + 1) % corners]); };
    const float one = (side(0) + side(2)) / 2;
    const float other = (side(1) + side(3)) / 2;
    const float diagonals = ratio(distance(outline[0], outline[2]), distance(outline[1], outline[3]));
    return {middle(middle(outline[0], outline[2]), middle(outline[1], outline[3])), std::max(one, other),
            std::min(ratio(one, other), diagonals)};
}

}  // namespace

std::optional<CardSeen> card_in(const std::vector<SeenCode>& codes) {
    const SeenCode* nearest = nullptr;
    double most = 0;
    for (const SeenCode& code : codes) {
        if (code.content != card_content || code.outline.size() != corners) continue;
        const double size = twice_the_area(code.outline);
        if (size <= most) continue;
        most = size;
        nearest = &code;
    }
    if (nearest == nullptr) return std::nullopt;
    return measured(nearest->outline);
}

}  // namespace verikiosk::vision
