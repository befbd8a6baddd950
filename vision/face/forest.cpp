// SPDX-License-Identifier: Apache-2.0
#include "vision/face/forest.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

namespace verikiosk::vision {
namespace {

using namespace forest;

std::array<float, point_count> around_their_middle(std::array<float, point_count> values) {
    const float middle =
        std::accumulate(values.begin(), values.end(), 0.0F) / static_cast<float>(point_count);
    for (float& value : values)
        value -= middle;
    return values;
}

/// Which leaf of a tree the pixels lead to.
std::size_t leaf_of(const Tree& tree, const std::int16_t* pixels) {
    std::size_t i = 0;
    while (i < split_count) {
        const Split& split = tree.splits[i];
        // Without a branch, which could be predicted no better than a coin.
        i = 2 * i + 2 - std::size_t{pixels[split.first] - pixels[split.second] > split.threshold};
    }
    return i - split_count;
}

/// x of all points, then y.
using Move = std::array<float, 2 * point_count>;

// Not inlined: the compiler would exchange this loop with the one over leaves, and could make vectors of
// neither.
[[gnu::noinline]] void add(Move& moved, const LeafVector& leaf) {
    const float scale = leaf.scale;
    for (std::size_t i = 0; i < moved.size(); ++i)
        moved[i] += scale * static_cast<float>(leaf.steps[i]);
}

}  // namespace

/// A rotation with a scale: (x, y) goes to (a x - b y, b x + a y).
struct Forest::Turn {
    float a;
    float b;
};

Forest::Forest(ForestFile file)
    : file_(std::move(file)),
      centred_{around_their_middle(file_.mean().x), around_their_middle(file_.mean().y)},
      spread_(std::inner_product(centred_.x.begin(), centred_.x.end(), centred_.x.begin(), 0.0F) +
              std::inner_product(centred_.y.begin(), centred_.y.end(), centred_.y.begin(), 0.0F)) {}

// The least-squares similarity of the mean shape to this one, which in the plane needs no singular values
// (Umeyama, "Least-squares estimation of transformation parameters between two point patterns", PAMI 1991).
Forest::Turn Forest::turn_of(const ForestShape& shape) const {
    float along = 0;
    float across = 0;
    for (std::size_t i = 0; i < point_count; ++i) {
        along += centred_.x[i] * shape.x[i] + centred_.y[i] * shape.y[i];
        across += centred_.x[i] * shape.y[i] - centred_.y[i] * shape.x[i];
    }
    return {along / spread_, across / spread_};
}

// Reads the cascade's pixels, each where it lies relative to the shape so far.
void Forest::look(const GrayView& luma, Point corner, float side, const ForestShape& shape,
                  const Cascade& cascade) {
    const auto [a, b] = turn_of(shape);
    // The half makes rounding of truncation.
    const float left = corner.x + 0.5F;
    const float top = corner.y + 0.5F;
    const auto width = static_cast<float>(luma.width);
    const auto height = static_cast<float>(luma.height);
    std::int16_t* pixel = pixels_.data();
    for (const Feature& feature : cascade.features) {
        const float x = left + side * (shape.x[feature.anchor] + a * feature.x - b * feature.y);
        const float y = top + side * (shape.y[feature.anchor] + b * feature.x + a * feature.y);
        const bool inside = x >= 0 && y >= 0 && x < width && y < height;
        *pixel++ = inside ? brighter_[luma.row(static_cast<int>(y))[static_cast<int>(x)]] : std::uint8_t{0};
    }
}

// Adds one leaf of every tree. The file is larger than caches are, so all leaves are called for first.
void Forest::move(ForestShape& shape, const Cascade& cascade) {
    const LeafVector* of_tree = cascade.leaves.data();
    const LeafVector** reached = reached_.data();
    for (const Tree& tree : cascade.trees) {
        const LeafVector* leaf = of_tree + leaf_of(tree, pixels_.data());
        for (std::size_t line = 0; line < sizeof(LeafVector); line += 64)
            __builtin_prefetch(static_cast<const char*>(static_cast<const void*>(leaf)) + line);
        *reached++ = leaf;
        of_tree += leaf_count;
    }
    Move moved{};
    for (const LeafVector* leaf : std::span(reached_.data(), reached))
        add(moved, *leaf);
    for (std::size_t i = 0; i < point_count; ++i) {
        shape.x[i] += moved[i];
        shape.y[i] += moved[point_count + i];
    }
}

ForestShape Forest::place(const GrayView& luma, Point corner, float side, unsigned gain) {
    for (unsigned value = 0; value < brighter_.size(); ++value)
        brighter_[value] = static_cast<std::uint8_t>(std::min(value * gain / 256, 255U));
    ForestShape shape{file_.mean().x, file_.mean().y};
    for (std::size_t i = 0; i < file_.cascades(); ++i) {
        const Cascade cascade = file_.cascade(i);
        look(luma, corner, side, shape, cascade);
        move(shape, cascade);
    }
    for (std::size_t i = 0; i < point_count; ++i) {
        shape.x[i] = corner.x + side * shape.x[i];
        shape.y[i] = corner.y + side * shape.y[i];
    }
    return shape;
}

}  // namespace verikiosk::vision
