// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "firmware/domain/error.hpp"
#include "vision/code/packed.hpp"

namespace verikiosk::vision {

/// Kinds of looks, which take turns; a code that is held before the camera for so many looks has had all.
inline constexpr int code_look_kinds = 4;

/// Reads session codes off whatever people hold before the camera: QR codes only, at any angle, dark on light
/// or light on dark. Slow (tens of milliseconds): one worker owns it; not thread-safe.
///
/// Each look is one of four kinds, in turn: the picture as it is, halved, inverted, inverted and halved. As
/// it is, modules from 4 pixels are read, but noise hides large ones, which halving brings out; telephones at
/// night show codes inverted. Of 288 drawn codes with modules of 4 to 10 pixels, turned, tilted and with
/// noise of 0 to 5 steps, the first two kinds together read 287. A look at a 720p picture as it is takes 255
/// million instructions (x86-64) and 0.65 of a face detection's time, a halved one 50 million and 0.14.
class CodeReader {
  public:
    virtual ~CodeReader() = default;

    /// A look. The session code it sees; of several the largest, which is the nearest. Nothing else that is
    /// in view is ever returned (session_code_in()). Unmirrored pictures, as cameras take them.
    [[nodiscard]] virtual std::optional<std::string> look(const PackedGray& picture) = 0;
};

/// internal: no memory.
[[nodiscard]] Result<std::unique_ptr<CodeReader>> make_code_reader();

}  // namespace verikiosk::vision
