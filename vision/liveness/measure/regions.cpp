// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/measure/regions.hpp"

#include <algorithm>
#include <cmath>

#include "vision/liveness/measure/samples.hpp"

namespace verikiosk::vision {
namespace {

/// Sums over samples, and how many.
struct Sum {
    std::uint64_t luma = 0;
    std::uint64_t cb = 0;
    std::uint64_t cr = 0;
    std::uint64_t count = 0;

    [[nodiscard]] RegionColour mean() const {
        if (count == 0) return {};
        const auto sixteenths = [this](std::uint64_t sum) {
            return static_cast<std::uint16_t>((sum * 16 + count / 2) / count);
        };
        return {sixteenths(luma), sixteenths(cb), sixteenths(cr)};
    }
};

// As many rows and columns of samples at most: a thousand a patch.
constexpr int lattice = 32;

void add(Sum& sum, const ColourView& picture, const PixelBox& box) {
    const auto step = [](int side) { return std::max(2, (side / lattice + 1) & ~1); };
    const int dx = step(box.right - box.left);
    const int dy = step(box.bottom - box.top);
    for (int y = box.top; y < box.bottom; y += dy) {
        const std::uint8_t* luma = picture.luma.row(y);
        const std::size_t chroma_row = static_cast<std::size_t>(y / 2) * picture.chroma_stride;
        for (int x = box.left; x < box.right; x += dx) {
            const std::size_t chroma = chroma_row + static_cast<std::size_t>(x / 2) * picture.chroma_step;
            sum.luma += luma[x];
            sum.cb += picture.cb[chroma];
            sum.cr += picture.cr[chroma];
            ++sum.count;
        }
    }
}

RegionColour colour_of(const ColourView& picture, const FaceAxes& axes,
                       std::initializer_list<Patch> patches) {
    Sum sum;
    for (const Patch& patch : patches) {
        if (const PixelBox box = box_of(patch, axes, picture.luma); !box.empty()) add(sum, picture, box);
    }
    return sum.mean();
}

}  // namespace

PixelBox box_of(const Patch& patch, const FaceAxes& axes, const GrayView& picture) {
    const Point middle = axes.in_picture(patch.middle);
    const float half_width = patch.half_width * axes.iod;
    const float half_height = patch.half_height * axes.iod;
    const auto inside = [](float value, int limit) {
        return static_cast<int>(std::lround(std::clamp(value, 0.0F, static_cast<float>(limit)))) & ~1;
    };
    const PixelBox box{
        inside(middle.x - half_width, picture.width), inside(middle.y - half_height, picture.height),
        inside(middle.x + half_width, picture.width), inside(middle.y + half_height, picture.height)};
    const float seen = static_cast<float>(box.right - box.left) * static_cast<float>(box.bottom - box.top);
    return box.empty() || seen < half_width * half_height ? PixelBox{} : box;
}

std::array<RegionColour, region_count> region_colours(const ColourView& picture, const FaceAxes& axes) {
    return {colour_of(picture, axes, {forehead_patch}), colour_of(picture, axes, {cheek_right_patch}),
            colour_of(picture, axes, {cheek_left_patch}),
            colour_of(picture, axes, {background_right_patch, background_left_patch})};
}

}  // namespace verikiosk::vision
