// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/sensor.hpp"

namespace verikiosk::simulator {
namespace {

void add(const std::uint8_t* from, const std::int8_t* noise, std::uint8_t* to, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const int value = from[i] + noise[i];
        to[i] = static_cast<std::uint8_t>(value < 0 ? 0 : (value > 255 ? 255 : value));
    }
}

// [1 2 1] x [1 2 1] / 16 over columns from..to of one row; the border repeats.
void soften(const std::uint8_t* above, const std::uint8_t* here, const std::uint8_t* below,
            std::uint16_t* sums, std::uint8_t* to, std::size_t from, std::size_t until, std::size_t width) {
    const std::size_t first = from > 0 ? from - 1 : 0;
    const std::size_t last = until < width ? until + 1 : width;
    for (std::size_t i = first; i < last; ++i)
        sums[i] = static_cast<std::uint16_t>(above[i] + 2 * here[i] + below[i]);
    const auto blend = [&](std::size_t left, std::size_t i, std::size_t right) {
        to[i] = static_cast<std::uint8_t>((sums[left] + 2 * sums[i] + sums[right] + 8) >> 4);
    };
    std::size_t i = from;
    if (i == 0) blend(0, 0, width > 1 ? 1 : 0), ++i;
    const std::size_t inner = until < width ? until : width - 1;
    for (; i < inner; ++i)
        to[i] = static_cast<std::uint8_t>((sums[i - 1] + 2 * sums[i] + sums[i + 1] + 8) >> 4);
    if (i < until) blend(i - 1, i, i);
}

}  // namespace

Noise::Noise(std::uint64_t seed, const CameraModel& model)
    : model_(model), random_(seed), unit_(length), table_(length) {
    for (float& value : unit_)
        value = random_.normal();
    const float share = model.noise_grain;
    const float whole = 1.0F / std::sqrt(1.0F + share * share);
    for (std::size_t i = length - 1; share > 0.0F && i > 0; --i)
        unit_[i] = (unit_[i] + share * unit_[i - 1]) * whole;
    if (model.gamma == 1.0F && model.saturation == 1.0F) return;
    for (int code = 0; code < 256; ++code) {
        const float share_of_white = std::clamp(static_cast<float>(code - 16) / 219.0F, 0.0F, 1.0F);
        curve_.push_back(static_cast<std::uint8_t>(16.5F + 219.0F * std::pow(share_of_white, model.gamma)));
    }
}

void Noise::fill(float gain) {
    if (std::abs(gain - gain_) < 0.02F * gain) return;
    gain_ = gain;
    // Read noise and shot noise of a small sensor after its own noise reduction, in code values.
    const float sigma =
        model_.read_noise + model_.shot_noise * std::sqrt(gain) + model_.amplifier_noise * gain;
    for (std::size_t i = 0; i < length; ++i)
        table_[i] = static_cast<std::int8_t>(std::lrint(sigma * unit_[i]));
}

const std::int8_t* Noise::draw(std::size_t wanted) {
    const std::size_t room = length - std::min(wanted, length - 1);
    return table_.data() + random_.below(static_cast<std::uint32_t>(room));
}

void Noise::develop(Canvas& canvas, const Rect& soft, float gain, std::uint8_t* luma, std::size_t luma_stride,
                    std::uint8_t* chroma, std::size_t chroma_stride) {
    fill(gain);
    const auto width = static_cast<std::size_t>(canvas.width());
    row_.resize(width);
    sums_.resize(width);
    const auto from = static_cast<std::size_t>(soft.left);
    const auto until = static_cast<std::size_t>(soft.right);
    for (int row = 0; row < canvas.height(); ++row) {
        std::uint8_t* to = luma + static_cast<std::size_t>(row) * luma_stride;
        const std::uint8_t* here = canvas.luma(row);
        const std::int8_t* noise = draw(width);
        if (row < soft.top || row >= soft.bottom || soft.empty()) {
            add(here, noise, to, width);
            continue;
        }
        const std::uint8_t* above = canvas.luma(row > 0 ? row - 1 : row);
        const std::uint8_t* below = canvas.luma(row + 1 < canvas.height() ? row + 1 : row);
        soften(above, here, below, sums_.data(), row_.data(), from, until, width);
        add(here, noise, to, from);
        add(row_.data() + from, noise + from, to + from, until - from);
        add(here + until, noise + until, to + until, width - until);
    }
    for (int row = 0; row < canvas.height() / 2; ++row) {
        std::uint8_t* to = chroma + static_cast<std::size_t>(row) * chroma_stride;
        const std::uint8_t* here = canvas.chroma(row);
        const std::int8_t* noise = draw(width);
        for (std::size_t i = 0; i < width; ++i) {
            const int value = here[i] + noise[i] / 2;
            to[i] = static_cast<std::uint8_t>(value < 0 ? 0 : (value > 255 ? 255 : value));
        }
    }
    if (!curve_.empty()) grade(luma, luma_stride, chroma, chroma_stride, canvas.width(), canvas.height());
}

void Noise::grade(std::uint8_t* luma, std::size_t luma_stride, std::uint8_t* chroma,
                  std::size_t chroma_stride, int width, int height) const {
    for (int row = 0; row < height; ++row) {
        std::uint8_t* at = luma + static_cast<std::size_t>(row) * luma_stride;
        for (int x = 0; x < width; ++x)
            at[x] = curve_[at[x]];
    }
    const auto share = static_cast<int>(std::lrint(256.0F * model_.saturation));
    for (int row = 0; row < height / 2; ++row) {
        std::uint8_t* at = chroma + static_cast<std::size_t>(row) * chroma_stride;
        for (int x = 0; x < width; ++x)
            at[x] = static_cast<std::uint8_t>(std::clamp(128 + ((at[x] - 128) * share) / 256, 0, 255));
    }
}

}  // namespace verikiosk::simulator
