// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/small_picture.hpp"

#include <memory>

namespace verikiosk::lab::attacks {
namespace {

constexpr int quality = 70;

/// The mean of each square of samples, `step` bytes apart in a row.
std::vector<std::uint8_t> means(const drivers::Plane& plane, std::size_t step, int width, int height,
                                int factor) {
    std::vector<std::uint8_t> out;
    const auto side = static_cast<std::size_t>(factor);
    out.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
        for (std::size_t x = 0; x < static_cast<std::size_t>(width); ++x) {
            std::size_t sum = 0;
            for (std::size_t dy = 0; dy < side; ++dy)
                for (std::size_t dx = 0; dx < side; ++dx)
                    sum += plane.data[(y * side + dy) * plane.stride + (x * side + dx) * step];
            out.push_back(static_cast<std::uint8_t>(sum / (side * side)));
        }
    }
    return out;
}

/// The picture's own memory needs nobody to take it back.
class Nobody final : public drivers::BufferOwner {
  public:
    void requeue(std::uint32_t) noexcept override {}
};

}  // namespace

drivers::DecodedPicture shrink(const drivers::Frame& frame, int factor) {
    drivers::DecodedPicture picture;
    picture.width = frame.info().width / factor;
    picture.height = frame.info().height / factor;
    const drivers::Plane& chroma = frame.plane(1);
    const drivers::Plane red{chroma.data + 1, chroma.stride};
    picture.y = means(frame.plane(0), 1, picture.width, picture.height, factor);
    picture.u = means(chroma, 2, picture.width / 2, picture.height / 2, factor);
    picture.v = means(red, 2, picture.width / 2, picture.height / 2, factor);
    return picture;
}

Bytes jpeg_of(const drivers::DecodedPicture& picture, bool full_range) {
    if (picture.width == 0) return {};
    drivers::FrameInfo info;
    info.width = picture.width;
    info.height = picture.height;
    info.format = drivers::PixelFormat::i420;
    info.full_range = full_range;
    const auto stride = static_cast<std::size_t>(picture.width);
    const drivers::Frame frame(
        info,
        {drivers::Plane{picture.y.data(), stride}, drivers::Plane{picture.u.data(), stride / 2},
         drivers::Plane{picture.v.data(), stride / 2}},
        std::make_shared<Nobody>(), 0);
    auto jpeg = drivers::encode_jpeg(frame, quality);
    return jpeg ? std::move(*jpeg) : Bytes{};
}

}  // namespace verikiosk::lab::attacks
