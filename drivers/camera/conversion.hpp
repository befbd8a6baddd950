// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "drivers/camera/capture_format.hpp"
#include "drivers/camera/picture_pool.hpp"
#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"

namespace verikiosk::drivers {

/// What a camera delivers that readers can't take as it is: a JPEG picture, or packed YUYV.
struct Packed {
    CaptureFormat format;  ///< mjpeg, or else taken for yuyv
    ByteView bytes;        ///< as many as were filled
    std::size_t stride;    ///< of YUYV's rows, bytes
    int width;             ///< even
    int height;
};

/// Into I420 of full range (MJPEG) or NV12 (YUYV), rows without padding. corrupt: it is too short, of another
/// size, or no JPEG.
[[nodiscard]] Result<void> convert(const Packed& picture, PicturePool::Planes& to);

}  // namespace verikiosk::drivers
