// SPDX-License-Identifier: Apache-2.0
#include "firmware/screens/pango_text.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace verikiosk::screens {
namespace {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
    void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

bool installed(PangoFontMap* map, const std::string& family) {
    PangoFontFamily** families = nullptr;
    int count = 0;
    pango_font_map_list_families(map, &families, &count);
    const bool found = std::any_of(families, families + count, [&family](PangoFontFamily* each) {
        return family == pango_font_family_get_name(each);
    });
    g_free(families);
    return found;
}

int pango_units(float pixels) {
    return static_cast<int>(std::lround(pixels * PANGO_SCALE));
}

// The Arabic font's lines are as high as its highest vowel marks, which screens have none of.
constexpr float arabic_spacing = 0.75F;

/// A name or an error's own words on a screen of another script.
bool mostly_latin(const std::string& text) {
    const auto latin =
        std::ranges::count_if(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    // Each Arabic letter begins with a byte from 0xD8 to 0xDB.
    const auto arabic = std::ranges::count_if(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xD8 && byte <= 0xDB;
    });
    return latin > arabic;
}

void set_colour(cairo_t* cairo, Colour colour) {
    const Rgb rgb = rgb_of(colour);
    cairo_set_source_rgb(cairo, rgb.red / 255.0, rgb.green / 255.0, rgb.blue / 255.0);
}

}  // namespace

struct TextPainter::Pango {
    Owned<PangoFontMap> map;
    Owned<PangoContext> context;
    Owned<PangoLayout> layout;
    Owned<PangoFontDescription> regular;
    Owned<PangoFontDescription> bold;
    bool right_to_left = false;

    void set(const std::string& text, Type type, float width, Align align) const {
        PangoFontDescription* font = (type.bold ? bold : regular).get();
        pango_font_description_set_absolute_size(font, static_cast<double>(type.size) * PANGO_SCALE);
        pango_layout_set_font_description(layout.get(), font);
        pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
        pango_layout_set_width(layout.get(), pango_units(width));
        pango_layout_set_height(layout.get(), -1);
        pango_layout_set_line_spacing(layout.get(),
                                      right_to_left && !mostly_latin(text) ? arabic_spacing : 1.0F);
        pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_NONE);
        // Pango's left and right are the screen's, whatever the language.
        const bool right = (align == Align::trailing) != right_to_left;
        pango_layout_set_alignment(layout.get(), align == Align::centre ? PANGO_ALIGN_CENTER
                                                 : right                ? PANGO_ALIGN_RIGHT
                                                                        : PANGO_ALIGN_LEFT);
    }
    [[nodiscard]] Extent extent() const {
        PangoRectangle logical;
        pango_layout_get_extents(layout.get(), nullptr, &logical);
        return {std::ceil(static_cast<float>(logical.width) / PANGO_SCALE),
                std::ceil(static_cast<float>(logical.height) / PANGO_SCALE)};
    }
    void shorten(float height) const {
        pango_layout_set_height(layout.get(), pango_units(height + 2));
        pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    }
};

TextPainter::TextPainter(std::unique_ptr<Pango> pango) : pango_(std::move(pango)) {}
TextPainter::~TextPainter() = default;

Result<std::unique_ptr<TextPainter>> TextPainter::create(const Fonts& fonts) {
    auto pango = std::make_unique<Pango>();
    pango->map.reset(pango_cairo_font_map_new());
    const std::array<std::pair<const std::string*, const char*>, 2> needed = {
        std::pair{&fonts.latin, "fonts-inter"}, std::pair{&fonts.arabic, "fonts-noto-core"}};
    for (const auto& [family, package] : needed) {
        if (!installed(pango->map.get(), *family)) {
            return fail(Errc::not_found, "the font '" + *family + "' is not installed: install the package " +
                                             package + " or name another font");
        }
    }
    pango->context.reset(pango_font_map_create_context(pango->map.get()));
    // The same pixels on every machine, whatever its desktop prefers.
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(pango->context.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(pango->context.get(), FALSE);

    pango->layout.reset(pango_layout_new(pango->context.get()));
    pango_layout_set_wrap(pango->layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_auto_dir(pango->layout.get(), FALSE);
    const std::string families = fonts.latin + "," + fonts.arabic;
    for (auto* font : {&pango->regular, &pango->bold}) {
        font->reset(pango_font_description_new());
        pango_font_description_set_family(font->get(), families.c_str());
    }
    pango_font_description_set_weight(pango->bold.get(), PANGO_WEIGHT_SEMIBOLD);
    return std::unique_ptr<TextPainter>(new TextPainter(std::move(pango)));
}

void TextPainter::set_right_to_left(bool right_to_left) {
    pango_->right_to_left = right_to_left;
    pango_context_set_base_dir(pango_->context.get(),
                               right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_layout_context_changed(pango_->layout.get());
}

Extent TextPainter::measure(const std::string& text, Type type, float width) const {
    pango_->set(text, type, width, Align::leading);
    return pango_->extent();
}

TextFit TextPainter::fit(const TextPlace& place) const {
    pango_->set(place.text, place.type, place.box.width, place.align);
    const Extent extent = pango_->extent();
    if (extent.height > place.box.height + 1) pango_->shorten(place.box.height);
    return {place, extent, pango_layout_is_ellipsized(pango_->layout.get()) != FALSE};
}

void TextPainter::draw(cairo_t* cairo, const TextPlace& place) const {
    pango_->set(place.text, place.type, place.box.width, place.align);
    if (pango_->extent().height > place.box.height + 1) pango_->shorten(place.box.height);
    const float tall = pango_->extent().height;
    set_colour(cairo, place.ink);
    cairo_move_to(cairo, static_cast<double>(place.box.x),
                  static_cast<double>(place.box.y + (place.box.height - tall) / 2));
    pango_cairo_show_layout(cairo, pango_->layout.get());
}

}  // namespace verikiosk::screens
