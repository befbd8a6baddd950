// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "drivers/display/display.hpp"
#include "drivers/input/input.hpp"
#include "firmware/domain/error.hpp"

namespace verikiosk::drivers {

struct WindowOptions {
    std::string title = "Verikiosk";
    int width = 1280;  ///< of the pictures that will be shown, 16 to 8192 pixels
    int height = 720;
    bool fullscreen = false;  ///< also hides the mouse pointer
};

/// A screen with what belongs to it: touch, mouse and keyboard. A window on a desktop; on a device without
/// one the whole screen (SDL chooses KMSDRM). Pictures are scaled to fit, with black beside them where
/// proportions differ; input comes in picture pixels, and touches beside the picture are left out.
///
/// One at a time, and the main thread alone uses it. show() answers with the boot clock after presenting and
/// does not wait for the screen's refresh.
class SdlWindow {
  public:
    virtual ~SdlWindow() = default;
    [[nodiscard]] virtual Display& display() = 0;
    [[nodiscard]] virtual Input& input() = 0;
    /// Whether people can see it: not so with SDL's drivers "dummy" and "offscreen", which it takes up by
    /// itself where there is no display.
    [[nodiscard]] virtual bool visible() const = 0;
};

/// unavailable, with what to do, where there is no screen.
[[nodiscard]] Result<std::unique_ptr<SdlWindow>> open_sdl_window(const WindowOptions& options);

}  // namespace verikiosk::drivers
