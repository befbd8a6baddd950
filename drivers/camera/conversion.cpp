// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/conversion.hpp"

#include <utility>

#include "drivers/camera/yuyv.hpp"
#include "drivers/jpeg/jpeg.hpp"

namespace verikiosk::drivers {
namespace {

constexpr std::size_t most_jpeg_pixels = std::size_t{4096} * 4096;

Result<void> decode(const Packed& picture, PicturePool::Planes& to) {
    auto decoded = decode_jpeg(picture.bytes, most_jpeg_pixels);
    if (!decoded) return fail(Errc::corrupt, decoded.error().what);
    if (decoded->width != picture.width || decoded->height != picture.height)
        return fail(Errc::corrupt, "a JPEG of another size");
    to = {std::move(decoded->y), std::move(decoded->u), std::move(decoded->v)};
    return {};
}

Result<void> unpack(const Packed& picture, PicturePool::Planes& to) {
    const auto width = static_cast<std::size_t>(picture.width);
    const auto height = static_cast<std::size_t>(picture.height);
    if (picture.stride < 2 * width || picture.bytes.size() < picture.stride * (height - 1) + 2 * width)
        return fail(Errc::corrupt, "a YUYV picture is too short");
    to.y.resize(width * height);
    to.u.resize(width * ((height + 1) / 2));
    unpack_yuyv(picture.bytes.data(), picture.stride, picture.width, picture.height, to.y.data(),
                to.u.data());
    return {};
}

}  // namespace

Result<void> convert(const Packed& picture, PicturePool::Planes& to) {
    return picture.format == CaptureFormat::mjpeg ? decode(picture, to) : unpack(picture, to);
}

}  // namespace verikiosk::drivers
