// SPDX-License-Identifier: Apache-2.0
#include "vision/face/crop.hpp"

#include <algorithm>
#include <cmath>

namespace verikiosk::vision {
namespace {

// Source positions in 1/2048 px: exact on every processor, and a plain loop that compilers vectorise.
constexpr int fraction_bits = 11;
constexpr int one = 1 << fraction_bits;

// Points may be anywhere, the crop's first pixel and its steps no farther than 32 bits can count all of them:
// a crop from out there shows the picture's border either way.
constexpr float farthest = 400'000;
constexpr float longest_step = 2'000;

int fixed(float value, float most) {
    return static_cast<int>(std::lround(std::clamp(value, -most, most) * static_cast<float>(one)));
}

struct Step {
    int x;
    int y;
};

std::uint8_t sample_inside(const GrayView& luma, int x, int y) {
    const std::uint8_t* upper = luma.row(y >> fraction_bits) + (x >> fraction_bits);
    const std::uint8_t* lower = upper + luma.stride;
    const int fx = x & (one - 1);
    const int fy = y & (one - 1);
    const int top = upper[0] * (one - fx) + upper[1] * fx;
    const int bottom = lower[0] * (one - fx) + lower[1] * fx;
    const std::int64_t value = std::int64_t{top} * (one - fy) + std::int64_t{bottom} * fy;
    return static_cast<std::uint8_t>((value + (std::int64_t{1} << (2 * fraction_bits - 1))) >>
                                     (2 * fraction_bits));
}

std::uint8_t sample_clamped(const GrayView& luma, int x, int y) {
    return sample_inside(luma, std::clamp(x, 0, (luma.width - 1) * one - 1),
                         std::clamp(y, 0, (luma.height - 1) * one - 1));
}

}  // namespace

void cut_crop(const GrayView& luma, const FaceAxes& axes, CropPixels& crop) {
    const float scale = axes.iod / crop_iod;  // source pixels per pixel of the crop
    const Step right{fixed(axes.along.x * scale, longest_step), fixed(axes.along.y * scale, longest_step)};
    const Step down{fixed(axes.down.x * scale, longest_step), fixed(axes.down.y * scale, longest_step)};
    const Point corner = axes.in_picture({-crop_eyes.x / crop_iod, -crop_eyes.y / crop_iod});
    int row_x = fixed(corner.x, farthest);
    int row_y = fixed(corner.y, farthest);
    const int last_x = (luma.width - 1) * one - 1;
    const int last_y = (luma.height - 1) * one - 1;
    auto* out = crop.data();
    for (int v = 0; v < crop_side; ++v, row_x += down.x, row_y += down.y) {
        const int end_x = row_x + right.x * (crop_side - 1);
        const int end_y = row_y + right.y * (crop_side - 1);
        const bool inside = std::min(row_x, end_x) >= 0 && std::max(row_x, end_x) <= last_x &&
                            std::min(row_y, end_y) >= 0 && std::max(row_y, end_y) <= last_y;
        int x = row_x;
        int y = row_y;
        for (int u = 0; u < crop_side; ++u, x += right.x, y += right.y) {
            *out++ = inside ? sample_inside(luma, x, y) : sample_clamped(luma, x, y);
        }
    }
}

Thumbnail::Thumbnail(const CropPixels& crop) {
    constexpr int block = crop_side / side;
    float sum = 0;
    for (int v = 0; v < side; ++v) {
        for (int u = 0; u < side; ++u) {
            int total = 0;
            for (int y = v * block; y < (v + 1) * block; ++y) {
                for (int x = u * block; x < (u + 1) * block; ++x) {
                    total += crop[static_cast<std::size_t>(y) * crop_side + static_cast<std::size_t>(x)];
                }
            }
            blocks_[static_cast<std::size_t>(v) * side + static_cast<std::size_t>(u)] =
                static_cast<float>(total);
            sum += static_cast<float>(total);
        }
    }
    const float mean = sum / static_cast<float>(blocks_.size());
    float square = 0;
    for (float& value : blocks_) {
        value -= mean;
        square += value * value;
    }
    // Flat: under half a step of luma on average, which is noise.
    const float length = std::sqrt(square);
    const float flat = 0.5F * block * block * side;
    for (float& value : blocks_)
        value = length > flat ? value / length : 0;
}

float Thumbnail::likeness(const Thumbnail& other) const {
    float sum = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i)
        sum += blocks_[i] * other.blocks_[i];
    return sum;
}

}  // namespace verikiosk::vision
