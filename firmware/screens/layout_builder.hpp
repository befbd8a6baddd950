// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/screens/layout.hpp"

/// Inside this room: the parts of which layouts are made. Everything is placed as for left-to-right
/// languages; finish() mirrors it where needed.
namespace verikiosk::screens {

class LayoutBuilder {
  public:
    LayoutBuilder(const ScreenModel& model, ScreenSize screen, FrameSize frame, const Measure& measure);

    void plain();  ///< words and drawings, selfie, code entry
    void on_live_picture();
    [[nodiscard]] Layout finish();

  private:
    /// A text in a column, with the gap above it.
    struct Line {
        std::string text;
        Type type;
        Colour ink = Colour::ink;
        Align align = Align::leading;
        float gap = 0;
        Pictogram pictogram = Pictogram::none;
        bool remark = false;
        bool indented = false;  ///< beside a pictogram, or below a line that is
    };

    [[nodiscard]] float u(float units) const { return units * unit_; }
    [[nodiscard]] bool portrait() const { return screen_.height > screen_.width; }
    [[nodiscard]] float width() const { return static_cast<float>(screen_.width); }
    [[nodiscard]] float height() const { return static_cast<float>(screen_.height); }

    Box header();  ///< wordmark, banner, countdown; returns what is left of the screen
    Box footer(Box area);
    void button(const Button& button, Box box);
    [[nodiscard]] float button_width(const Button& button) const;
    void remark(Box box, const std::string& text, Type type);

    void text(Box box, std::string words, Type type, Colour ink, Align align);
    /// The largest type up to `type` in which the words fit the box.
    [[nodiscard]] Type fitting(const std::string& words, Type type, float box_width, float box_height) const;

    [[nodiscard]] std::vector<Line> lines(Align align) const;
    [[nodiscard]] float height_of(const Line& line, float column, float factor) const;
    [[nodiscard]] float total(const std::vector<Line>& lines, float column, float factor) const;
    /// Places lines one below the other; returns where they end.
    float stack(Box area, const std::vector<Line>& lines, bool centred);

    void steps(Box area);
    void hero(Box area);
    /// A picture of these proportions in the middle of the area.
    void picture(Box area, float height_of_width);
    void code(Box area);
    void keypad(Box area);
    void cells(Box area);

    void sentence(Box box, bool beside);
    [[nodiscard]] Extent sentence_extent(float box_width, bool beside) const;

    const ScreenModel& model_;
    ScreenSize screen_;
    FrameSize frame_;
    const Measure& measure_;
    float unit_;  ///< one pixel of a 720-line screen
    Layout out_;
};

}  // namespace verikiosk::screens
