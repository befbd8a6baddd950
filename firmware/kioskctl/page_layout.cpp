// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "firmware/kioskctl/page.hpp"

namespace verikiosk::kioskctl {
namespace {

using screens::Align;
using screens::Colour;
using screens::Pictogram;
using screens::Type;

// In pixels of a screen whose shorter side has 720.
constexpr float margin = 36;
constexpr float title_size = 34;
constexpr float small_size = 20;
constexpr float row_size = 21;
constexpr float smallest_row_size = 11;
constexpr float name_width = 134;
constexpr float mark_size = 26;
constexpr float row_padding = 5;
constexpr float row_gap = 4;
constexpr float code_side = 400;

struct Look {
    Colour fill = Colour::page;
    Pictogram mark = Pictogram::none;
    Colour mark_ink = Colour::accent;
    Colour to_do_ink = Colour::quiet;
};

Look look_of(const PageRow& row) {
    if (!row.finding) return {};
    switch (row.finding->verdict) {
        case Verdict::pass:
            return {Colour::surface, Pictogram::tick, Colour::accent, Colour::quiet};
        case Verdict::note:
            return {Colour::tint, Pictogram::info, Colour::accent, Colour::quiet};
        case Verdict::fail:
            return {Colour::warning, Pictogram::wrench, Colour::ink, Colour::ink};
    }
    return {};
}

class Builder {
  public:
    Builder(const Page& page, screens::ScreenSize screen, const screens::Measure& measure)
        : page_(page),
          measure_(measure),
          width_(static_cast<float>(screen.width)),
          height_(static_cast<float>(screen.height)),
          unit_(std::min(width_, height_) / 720.0F) {}

    PageLayout build() {
        const float left = u(margin);
        const float wide = width_ - 2 * left;
        title({left, u(24), wide, u(48)});
        text({left, u(74), wide, u(28)}, page_.about, {u(small_size), false}, Colour::quiet);
        const float footer = height_ - u(48);
        text({left, footer, wide, u(28)}, page_.footer, {u(small_size), false}, Colour::quiet);

        Box rows{left, u(116), wide, footer - u(12) - u(116)};
        const bool beside = width_ > height_;
        const float side = std::min(u(code_side), beside ? rows.height - u(40) : wide);
        Box code{width_ - left - side, rows.y, side, side};
        if (beside) {
            rows.width -= side + u(28);
        } else {
            rows.height -= side + u(60);
            code = {(width_ - side) / 2, rows.y + rows.height + u(12), side, side};
        }
        if (page_.code) {
            out_.code = code;
            text({code.x, code.y + side + u(8), side, u(30)}, page_.code_says, {u(small_size), false},
                 Colour::ink, Align::centre);
        }
        place_rows(rows);
        return std::move(out_);
    }

  private:
    [[nodiscard]] float u(float units) const { return units * unit_; }

    void text(Box box, std::string words, Type type, Colour ink, Align align = Align::leading) {
        if (words.empty()) return;
        out_.places.texts.push_back({box, std::move(words), type, ink, align});
    }

    /// A long list of what failed gets smaller instead of cut.
    void title(Box box) {
        Type type{u(title_size), true};
        while (type.size > u(small_size) && measure_(page_.title, type, 1e6F).width > box.width)
            type.size -= 1;
        text(box, page_.title, type, Colour::ink);
    }

    struct Line {
        float what = 0;  ///< heights
        float to_do = 0;
        [[nodiscard]] float height() const { return what + to_do; }
    };

    [[nodiscard]] Line measured(const PageRow& row, float size, float column) const {
        Line line;
        const std::string what = row.finding ? row.finding->what : "checking";
        line.what = std::max(measure_(what, {size, false}, column).height,
                             measure_(row.name, {size, true}, u(name_width)).height);
        if (row.finding && !row.finding->what_to_do.empty()) {
            line.to_do = measure_(row.finding->what_to_do, {size, false}, column).height;
        }
        return line;
    }

    [[nodiscard]] float total(float size, float column) const {
        float sum = 0;
        for (const PageRow& row : page_.rows)
            sum += measured(row, size, column).height() + 2 * u(row_padding) + u(row_gap);
        return sum;
    }

    void place_rows(Box area) {
        const float column = area.width - u(mark_size) - u(name_width) - u(36);
        float size = u(row_size);
        while (size > u(smallest_row_size) && total(size, column) > area.height)
            size -= u(0.5F);
        // Where even that is too much every row gets its share, and the painter shortens.
        const float share = std::min(1.0F, area.height / total(size, column));
        float y = area.y;
        for (const PageRow& row : page_.rows) {
            Line line = measured(row, size, column);
            line.what *= share;
            line.to_do *= share;
            const float height = line.height() + 2 * u(row_padding) * share;
            place_row(row, {area.x, y, area.width, height}, line, size, column);
            y += height + u(row_gap) * share;
        }
    }

    void place_row(const PageRow& row, Box box, const Line& line, float size, float column) {
        const Look look = look_of(row);
        out_.places.panels.push_back({box, look.fill, Colour::none, 0, 1});
        const float mark = std::min(u(mark_size), box.height);
        const float top = box.y + (box.height - line.height()) / 2;
        if (row.finding) {
            out_.places.pictograms.push_back(
                {{box.x + u(8), top + (line.what - mark) / 2, mark, mark}, look.mark, look.mark_ink});
        }
        const float name_x = box.x + u(18) + u(mark_size);
        const float what_x = name_x + u(name_width) + u(6);
        text({name_x, top, u(name_width), line.what}, row.name, {size, true},
             row.finding ? Colour::ink : Colour::quiet);
        if (!row.finding) {
            if (row.running) text({what_x, top, column, line.what}, "checking", {size, false}, Colour::quiet);
            return;
        }
        text({what_x, top, column, line.what}, row.finding->what, {size, false}, Colour::ink);
        text({what_x, top + line.what, column, line.to_do}, row.finding->what_to_do, {size, false},
             look.to_do_ink);
    }

    const Page& page_;
    const screens::Measure& measure_;
    float width_;
    float height_;
    float unit_;
    PageLayout out_;
};

}  // namespace

PageLayout layout_of(const Page& page, screens::ScreenSize screen, const screens::Measure& measure) {
    return Builder(page, screen, measure).build();
}

}  // namespace verikiosk::kioskctl
