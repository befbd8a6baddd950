// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "firmware/domain/error.hpp"
#include "firmware/screens/layout.hpp"
#include "firmware/screens/painter.hpp"

typedef struct _cairo cairo_t;  // NOLINT(bugprone-reserved-identifier): Cairo's own name

/// Inside this room, and for the page of kioskctl: text by Pango.
namespace verikiosk::screens {

class TextPainter {
  public:
    [[nodiscard]] static Result<std::unique_ptr<TextPainter>> create(const Fonts& fonts);
    ~TextPainter();
    TextPainter(const TextPainter&) = delete;
    TextPainter& operator=(const TextPainter&) = delete;
    TextPainter(TextPainter&&) = delete;
    TextPainter& operator=(TextPainter&&) = delete;

    void set_right_to_left(bool right_to_left);
    [[nodiscard]] Extent measure(const std::string& text, Type type, float width) const;
    /// Draws within the box; what does not fit ends in an ellipsis.
    void draw(cairo_t* cairo, const TextPlace& place) const;
    [[nodiscard]] TextFit fit(const TextPlace& place) const;

  private:
    struct Pango;
    explicit TextPainter(std::unique_ptr<Pango> pango);
    std::unique_ptr<Pango> pango_;
};

}  // namespace verikiosk::screens
