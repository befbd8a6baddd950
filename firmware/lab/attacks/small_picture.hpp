// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drivers/jpeg/jpeg.hpp"

namespace verikiosk::lab::attacks {

/// The frame (NV12, 4:2:0), each `factor` x `factor` pixels made one; a multiple of it in width and height.
[[nodiscard]] drivers::DecodedPicture shrink(const drivers::Frame& frame, int factor);

/// As JPEG; empty where there is no picture.
[[nodiscard]] Bytes jpeg_of(const drivers::DecodedPicture& picture, bool full_range);

}  // namespace verikiosk::lab::attacks
