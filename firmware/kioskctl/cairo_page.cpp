// SPDX-License-Identifier: Apache-2.0
#include <cairo.h>

#include <utility>

#include "firmware/kioskctl/page.hpp"
#include "firmware/screens/cairo_pictograms.hpp"
#include "firmware/screens/pango_text.hpp"

namespace verikiosk::kioskctl {
namespace {

struct Destroy {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using Surface = std::unique_ptr<cairo_surface_t, Destroy>;
using Context = std::unique_ptr<cairo_t, Destroy>;

void fill(cairo_t* cairo, const Box& box, screens::Rgb rgb) {
    cairo_set_source_rgb(cairo, rgb.red / 255.0, rgb.green / 255.0, rgb.blue / 255.0);
    cairo_rectangle(cairo, static_cast<double>(box.x), static_cast<double>(box.y),
                    static_cast<double>(box.width), static_cast<double>(box.height));
    cairo_fill(cairo);
}

/// Modules of whole pixels, black on white whatever the palette says: cameras want the contrast.
void draw_code(cairo_t* cairo, const QrCode& code, const Box& box) {
    fill(cairo, box, {255, 255, 255});
    const int side = static_cast<int>(box.width);
    const int module = std::max(1, side / (code.side + 2 * quiet_modules));
    const int inset = (side - module * code.side) / 2;
    const int left = static_cast<int>(box.x) + inset;
    const int top = static_cast<int>(box.y) + inset;
    cairo_save(cairo);
    cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE);
    cairo_set_source_rgb(cairo, 0, 0, 0);
    for (int y = 0; y < code.side; ++y) {
        for (int x = 0; x < code.side; ++x) {
            if (code.at(x, y)) cairo_rectangle(cairo, left + x * module, top + y * module, module, module);
        }
    }
    cairo_fill(cairo);
    cairo_restore(cairo);
}

}  // namespace

struct PagePainter::Parts {
    int width = 0;
    int height = 0;
    std::unique_ptr<screens::TextPainter> text;
    Surface screen;

    [[nodiscard]] PageLayout arrange(const Page& page) const {
        return layout_of(page, {width, height},
                         [this](const std::string& words, screens::Type type, float wide) {
                             return text->measure(words, type, wide);
                         });
    }
};

PagePainter::PagePainter(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
PagePainter::~PagePainter() = default;

Result<std::unique_ptr<PagePainter>> PagePainter::create(int width, int height, const screens::Fonts& fonts) {
    if (width < 480 || height < 480 || width > 3840 || height > 3840) {
        return fail(Errc::invalid, "a screen of " + std::to_string(width) + "x" + std::to_string(height) +
                                       " can't be used: it needs 480 to 3840 pixels each way");
    }
    auto text = screens::TextPainter::create(fonts);
    if (!text) return fail(text.error(), "the service page");
    auto parts = std::make_unique<Parts>();
    parts->width = width;
    parts->height = height;
    parts->text = std::move(*text);
    parts->screen.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
    if (const auto status = cairo_surface_status(parts->screen.get()); status != CAIRO_STATUS_SUCCESS) {
        return fail(Errc::full,
                    std::string("no memory for the screen's picture: ") + cairo_status_to_string(status));
    }
    return std::unique_ptr<PagePainter>(new PagePainter(std::move(parts)));
}

drivers::Picture PagePainter::paint(const Page& page) {
    Parts& parts = *parts_;
    const PageLayout layout = parts.arrange(page);
    const Context context(cairo_create(parts.screen.get()));
    cairo_t* cairo = context.get();
    fill(cairo, {0, 0, static_cast<float>(parts.width), static_cast<float>(parts.height)},
         rgb_of(screens::Colour::page));
    for (const screens::Panel& panel : layout.places.panels)
        fill(cairo, panel.box, rgb_of(panel.fill));
    for (const screens::PictogramPlace& place : layout.places.pictograms) {
        draw_pictogram(cairo, place.pictogram, place.box, rgb_of(place.ink), rgb_of(screens::Colour::tint));
    }
    parts.text->set_right_to_left(false);
    for (const screens::TextPlace& place : layout.places.texts)
        parts.text->draw(cairo, place);
    if (layout.code && page.code) draw_code(cairo, *page.code, *layout.code);
    cairo_surface_flush(parts.screen.get());
    return {cairo_image_surface_get_data(parts.screen.get()),
            static_cast<std::size_t>(cairo_image_surface_get_stride(parts.screen.get())), parts.width,
            parts.height};
}

std::vector<screens::TextFit> PagePainter::fits(const Page& page) const {
    std::vector<screens::TextFit> all;
    for (const screens::TextPlace& place : parts_->arrange(page).places.texts)
        all.push_back(parts_->text->fit(place));
    return all;
}

}  // namespace verikiosk::kioskctl
