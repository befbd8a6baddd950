// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "drivers/display/display.hpp"
#include "firmware/domain/error.hpp"
#include "firmware/screens/layout.hpp"
#include "firmware/screens/live_picture.hpp"
#include "firmware/screens/model.hpp"

namespace verikiosk::screens {

/// Families as fontconfig knows them. A text takes each letter from the first that has it.
struct Fonts {
    std::string latin = "Inter";
    std::string arabic = "Noto Sans Arabic";
};

/// How a text lies in the box that the layout gave it.
struct TextFit {
    TextPlace place;
    Extent extent;           ///< what it takes, pixels
    bool shortened = false;  ///< it did not fit and ends in an ellipsis
};

/// Turns screen models into pictures. What only changes with the words is kept as a layer and painted anew
/// only when the model's words change; the camera picture, arc, countdown and focus are drawn over and
/// under it every time. One thread (Pango's and Cairo's rule), the main thread.
class Painter {
  public:
    /// 640..3840 pixels each way. A font that is not installed is not_found, with its package.
    [[nodiscard]] static Result<std::unique_ptr<Painter>> create(int width, int height,
                                                                 const Fonts& fonts = {});
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;
    Painter(Painter&&) = delete;
    Painter& operator=(Painter&&) = delete;

    /// The finished screen; valid until the next call. `frame` is the camera's picture on live screens and
    /// in viewfinders, and the selfie on review; without one its place is dark. It is only read during the
    /// call.
    [[nodiscard]] drivers::Picture paint(const ScreenModel& model, const LiveFrame* frame);

    /// Where things are on this model's screen; for Ui. Valid until the next call of any member.
    [[nodiscard]] const Layout& layout(const ScreenModel& model);

    /// Each text of this model's screen against its box.
    [[nodiscard]] std::vector<TextFit> fits(const ScreenModel& model);

    /// How often the kept layer was painted since creation.
    [[nodiscard]] std::size_t layer_paints() const;

  private:
    struct Parts;
    explicit Painter(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace verikiosk::screens
