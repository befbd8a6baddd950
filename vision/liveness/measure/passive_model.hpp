// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"
#include "firmware/domain/geometry.hpp"
#include "vision/image.hpp"

namespace verikiosk::vision {

/// A network that says of one picture whether it shows a living face. One thread.
class PassiveModel {
  public:
    virtual ~PassiveModel() = default;
    /// 0 (an attack) .. 1 (alive); negative where the library failed. `face` in source pixels, from cheek to
    /// cheek and hairline to chin, upright.
    [[nodiscard]] virtual float look(const ColourView& picture, const Box& face) = 0;
};

/// MiniFASNet (minivision-ai/Silent-Face-Anti-Spoofing) from its ONNX file's bytes. Looks at `scale` times
/// the face's box, moved inside the picture, at 80x80: blue, green, red, 0..255 as they are, the second of
/// three classes is alive.
[[nodiscard]] Result<std::unique_ptr<PassiveModel>> make_opencv_minifasnet(ByteView onnx, float scale);

}  // namespace verikiosk::vision
