// SPDX-License-Identifier: Apache-2.0
#include "firmware/screens/live_picture.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace verikiosk::screens {
namespace {

constexpr int whole = 128;  ///< weights are in 128ths: products with 8 bits stay within 16

/// Where a target row or column lies in the source, centre to centre.
struct Lie {
    int index;
    int weight;
};
Lie lie_at(float position, int size) {
    const float clamped = std::clamp(position, 0.0F, static_cast<float>(size - 1));
    const int index = std::min(static_cast<int>(clamped), std::max(size - 2, 0));
    const auto weight = static_cast<int>(std::lround((clamped - static_cast<float>(index)) * whole));
    return {index, size > 1 ? weight : 0};
}

/// The row between two rows. `bytes` covers a whole source row.
const std::uint8_t* mix_rows(const drivers::Plane& plane, Lie lie, std::size_t bytes, std::uint8_t* mixed) {
    const std::uint8_t* upper = plane.data + static_cast<std::size_t>(lie.index) * plane.stride;
    if (lie.weight == 0) return upper;
    const std::uint8_t* lower = upper + plane.stride;
    if (lie.weight == whole) return lower;
    const auto down = static_cast<std::uint16_t>(lie.weight);
    const auto up = static_cast<std::uint16_t>(whole - lie.weight);
    for (std::size_t i = 0; i < bytes; ++i) {
        mixed[i] =
            static_cast<std::uint8_t>(static_cast<std::uint16_t>(upper[i] * up + lower[i] * down) >> 7U);
    }
    return mixed;
}

/// Samples a row at the prepared columns; `step` is 2 for interleaved chroma.
template <int Step>
void sample(const std::uint8_t* row, const std::vector<std::int32_t>& index,
            const std::vector<std::int16_t>& weight, std::int16_t* out, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint8_t* at = row + static_cast<std::ptrdiff_t>(index[i]) * Step;
        out[i] = static_cast<std::int16_t>(at[0] + (((at[Step] - at[0]) * weight[i]) >> 7));
    }
}

std::int16_t clamp8(std::int16_t value) {
    const auto low = value < 0 ? std::int16_t{0} : value;
    return low > 255 ? std::int16_t{255} : low;
}

/// BT.601 in 32nds, so that every sum stays within 16 bits and eight pixels fit a vector.
/// Limited range: 1.164 (Y-16) + {1.596 V, -0.392 U - 0.813 V, 2.017 U}.
/// Full range: Y + {1.402 V, -0.344 U - 0.714 V, 1.772 U}.
template <bool full_range>
void colour(const std::int16_t* y, const std::int16_t* u, const std::int16_t* v, std::uint32_t* out,
            std::size_t count) {
    constexpr int zero = full_range ? 0 : 16;
    constexpr int quarter_luma = full_range ? 128 : 149;
    constexpr int red_v = full_range ? 45 : 51;
    constexpr int green_half_u = full_range ? 22 : 25;
    constexpr int green_v = full_range ? 23 : 26;
    constexpr int blue_half_u = full_range ? 113 : 129;
    for (std::size_t i = 0; i < count; ++i) {
        const auto luma = static_cast<std::int16_t>((((y[i] - zero) * quarter_luma) >> 2) + 16);
        const auto cu = static_cast<std::int16_t>(u[i] - 128);
        const auto cv = static_cast<std::int16_t>(v[i] - 128);
        const std::int16_t r = clamp8(static_cast<std::int16_t>((luma + cv * red_v) >> 5));
        const std::int16_t g =
            clamp8(static_cast<std::int16_t>((luma - ((cu * green_half_u) >> 1) - cv * green_v) >> 5));
        const std::int16_t b = clamp8(static_cast<std::int16_t>((luma + ((cu * blue_half_u) >> 1)) >> 5));
        out[i] = 0xff000000U | static_cast<std::uint32_t>(r) << 16U | static_cast<std::uint32_t>(g) << 8U |
                 static_cast<std::uint32_t>(b);
    }
}

}  // namespace

LiveFrame live(const drivers::Frame& frame) {
    return {{frame.plane(0), frame.plane(1), frame.plane(2)},
            frame.info().width,
            frame.info().height,
            frame.info().format,
            frame.info().full_range};
}

Crop crop_to_fill(int frame_width, int frame_height, float width, float height,
                  const std::optional<Oval>& oval) {
    const auto fw = static_cast<float>(frame_width);
    const auto fh = static_cast<float>(frame_height);
    Crop crop;
    crop.scale = std::max(width / fw, height / fh);
    crop.width = width / crop.scale;
    crop.height = height / crop.scale;
    crop.x = (fw - crop.width) / 2;
    crop.y = (fh - crop.height) / 2;
    if (oval) {
        // With a fifth of air around it; where that does not fit, its middle comes to the middle.
        const auto pull = [](float start, float length, float centre, float half) {
            half = std::min(half * 1.2F, length / 2);
            return std::clamp(start, centre + half - length, centre - half);
        };
        crop.x = pull(crop.x, crop.width, fw / 2 + oval->centre_x * fh, oval->half_width * fh);
        crop.y = pull(crop.y, crop.height, oval->centre_y * fh, oval->half_height * fh);
        crop.x = std::clamp(crop.x, 0.0F, fw - crop.width);
        crop.y = std::clamp(crop.y, 0.0F, fh - crop.height);
    }
    return crop;
}

Box place_of(const Oval& oval, int frame_width, int frame_height, const Crop& crop, bool mirrored) {
    const auto fh = static_cast<float>(frame_height);
    const float x = static_cast<float>(frame_width) / 2 + oval.centre_x * fh - crop.x;
    const float centre = (mirrored ? crop.width - x : x) * crop.scale;
    const float half = oval.half_width * fh * crop.scale;
    const float top = (oval.centre_y - oval.half_height) * fh - crop.y;
    return {centre - half, top * crop.scale, 2 * half, 2 * oval.half_height * fh * crop.scale};
}

void LivePicture::prepare(const Key& key) {
    if (key == key_) return;
    key_ = key;
    const auto count = static_cast<std::size_t>(key.target_width);
    for (auto* columns : {&luma_, &chroma_}) {
        columns->index.resize(count);
        columns->weight.resize(count);
    }
    for (auto* row : {&y_, &u_, &v_})
        row->resize(count);
    mixed_.resize(static_cast<std::size_t>(key.source_width));
    for (int i = 0; i < key.target_width; ++i) {
        const int column = key.mirrored ? key.target_width - 1 - i : i;
        const float x = key.x + (static_cast<float>(column) + 0.5F) / key.scale - 0.5F;
        const Lie luma = lie_at(x, key.source_width);
        const Lie chroma = lie_at((x + 0.5F) / 2 - 0.5F, key.source_width / 2);
        const auto at = static_cast<std::size_t>(i);
        luma_.index[at] = luma.index;
        luma_.weight[at] = static_cast<std::int16_t>(luma.weight);
        chroma_.index[at] = chroma.index;
        chroma_.weight[at] = static_cast<std::int16_t>(chroma.weight);
    }
}

void LivePicture::convert(const LiveFrame& frame, const Crop& crop, bool mirrored, const Target& target) {
    if (frame.width < 4 || frame.height < 4 || target.width <= 0) return;
    prepare({frame.width, target.width, crop.x, crop.scale, mirrored});
    const auto count = static_cast<std::size_t>(target.width);
    const auto row_bytes = static_cast<std::size_t>(frame.width);
    const auto paint = frame.full_range ? colour<true> : colour<false>;
    int chroma_row = -1;  // at scale 1 two rows share their chroma; sampling it once saves a third
    int chroma_weight = -1;
    for (int row = 0; row < target.height; ++row) {
        const float y = crop.y + (static_cast<float>(row) + 0.5F) / crop.scale - 0.5F;
        sample<1>(mix_rows(frame.planes[0], lie_at(y, frame.height), row_bytes, mixed_.data()), luma_.index,
                  luma_.weight, y_.data(), count);
        const Lie lie = lie_at(std::round(((y + 0.5F) / 2 - 0.5F) * 2) / 2, frame.height / 2);
        if (lie.index != chroma_row || lie.weight != chroma_weight) {
            chroma_row = lie.index;
            chroma_weight = lie.weight;
            if (frame.format == drivers::PixelFormat::nv12) {
                const std::uint8_t* uv = mix_rows(frame.planes[1], lie, row_bytes, mixed_.data());
                sample<2>(uv, chroma_.index, chroma_.weight, u_.data(), count);
                sample<2>(uv + 1, chroma_.index, chroma_.weight, v_.data(), count);
            } else {
                sample<1>(mix_rows(frame.planes[1], lie, row_bytes / 2, mixed_.data()), chroma_.index,
                          chroma_.weight, u_.data(), count);
                sample<1>(mix_rows(frame.planes[2], lie, row_bytes / 2, mixed_.data()), chroma_.index,
                          chroma_.weight, v_.data(), count);
            }
        }
        paint(y_.data(), u_.data(), v_.data(),
              reinterpret_cast<std::uint32_t*>(target.data + static_cast<std::size_t>(row) * target.stride),
              count);
    }
}

}  // namespace verikiosk::screens
