// SPDX-License-Identifier: Apache-2.0
#include <cairo.h>

#include <array>
#include <cmath>
#include <cstring>
#include <numbers>
#include <utility>

#include "firmware/screens/cairo_pictograms.hpp"
#include "firmware/screens/painter.hpp"
#include "firmware/screens/pango_text.hpp"

namespace verikiosk::screens {
namespace {

constexpr double turn = 2 * std::numbers::pi;

struct Destroy {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using Surface = std::unique_ptr<cairo_surface_t, Destroy>;
using Context = std::unique_ptr<cairo_t, Destroy>;

void set_colour(cairo_t* cairo, Colour colour, float opacity = 1) {
    const Rgb rgb = rgb_of(colour);
    cairo_set_source_rgba(cairo, rgb.red / 255.0, rgb.green / 255.0, rgb.blue / 255.0,
                          static_cast<double>(opacity));
}

void rounded(cairo_t* cairo, const Box& box, float radius) {
    const double x = static_cast<double>(box.x);
    const double y = static_cast<double>(box.y);
    const double right = x + static_cast<double>(box.width);
    const double bottom = y + static_cast<double>(box.height);
    const double r = static_cast<double>(std::min({radius, box.width / 2, box.height / 2}));
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, right - r, y + r, r, -turn / 4, 0);
    cairo_arc(cairo, right - r, bottom - r, r, 0, turn / 4);
    cairo_arc(cairo, x + r, bottom - r, r, turn / 4, turn / 2);
    cairo_arc(cairo, x + r, y + r, r, turn / 2, turn * 3 / 4);
    cairo_close_path(cairo);
}

/// Part of an ellipse's outline, clockwise from the top; `from` and `to` in turns.
void ellipse(cairo_t* cairo, const Box& box, double from, double to) {
    cairo_save(cairo);
    const Point centre = box.centre();
    cairo_translate(cairo, static_cast<double>(centre.x), static_cast<double>(centre.y));
    cairo_scale(cairo, static_cast<double>(box.width) / 2, static_cast<double>(box.height) / 2);
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, 0, 0, 1, (from - 0.25) * turn, (to - 0.25) * turn);
    cairo_restore(cairo);
}

/// A box on whole pixels, within the screen.
struct Pixels {
    int x;
    int y;
    int width;
    int height;
};
Pixels on_pixels(const Box& box) {
    const auto whole = [](float value) { return static_cast<int>(std::lround(value)); };
    return {whole(box.x), whole(box.y), whole(box.x + box.width) - whole(box.x),
            whole(box.y + box.height) - whole(box.y)};
}

}  // namespace

struct Painter::Parts {
    int width = 0;
    int height = 0;
    float unit = 1;
    std::unique_ptr<TextPainter> text;
    Surface layer;  ///< what stays; see-through where the camera picture is
    Surface screen;
    LivePicture picture;
    FrameSize frame;
    std::optional<ScreenModel> kept;   ///< the model of `layer`, without what moves
    std::optional<ScreenModel> shown;  ///< the model of `screen`, where no camera picture is in it
    Layout layout;
    std::size_t layer_paints = 0;
    bool layer_stale = true;

    void arrange(const ScreenModel& model, FrameSize size);
    void paint_layer(const ScreenModel& model);
    void paint_picture(const ScreenModel& model, const LiveFrame* source);
    void paint_moving(const ScreenModel& model);
};

namespace {

/// The model without what changes many times a second and has no part in the layer.
ScreenModel still_part(const ScreenModel& model) {
    ScreenModel part = model;
    part.progress.reset();
    if (!part.countdown.empty()) part.countdown = "0:00";
    if (part.turning >= 0) part.turning = 0;
    part.focus = -1;
    return part;
}

}  // namespace

void Painter::Parts::arrange(const ScreenModel& model, FrameSize size) {
    ScreenModel part = still_part(model);
    const bool other_frame = size.width != frame.width || size.height != frame.height;
    const bool by_frame = model.oval || model.backdrop == Backdrop::viewfinder;
    if (kept && *kept == part && !(other_frame && by_frame)) return;
    frame = size;
    text->set_right_to_left(model.right_to_left);
    const Measure measure = [this](const std::string& words, Type type, float wide) {
        return text->measure(words, type, wide);
    };
    layout = layout_of(model, {width, height}, frame, measure);
    kept = std::move(part);
    layer_stale = true;
}

void Painter::Parts::paint_layer(const ScreenModel& model) {
    if (!layer_stale) return;
    layer_stale = false;
    ++layer_paints;
    const Context context(cairo_create(layer.get()));
    cairo_t* cairo = context.get();
    cairo_set_operator(cairo, CAIRO_OPERATOR_SOURCE);
    if (model.backdrop == Backdrop::live) {
        set_colour(cairo, Colour::ink, 0.6F);
    } else if (model.backdrop == Backdrop::colour) {
        const auto part = [&](unsigned shift) {
            return static_cast<double>(model.colour >> shift & 0xFFU) / 255;
        };
        cairo_set_source_rgb(cairo, part(16), part(8), part(0));
    } else {
        set_colour(cairo, Colour::page);
    }
    cairo_paint(cairo);
    cairo_set_operator(cairo, CAIRO_OPERATOR_CLEAR);
    if (layout.oval) {
        ellipse(cairo, *layout.oval, 0, 1);
        cairo_fill(cairo);
    } else if (model.backdrop != Backdrop::live && layout.picture) {
        rounded(cairo, *layout.picture, layout.picture_radius);
        cairo_fill(cairo);
    }
    cairo_set_operator(cairo, CAIRO_OPERATOR_OVER);
    if (layout.oval) {
        ellipse(cairo, *layout.oval, 0, 1);
        cairo_set_line_width(cairo, static_cast<double>(12 * unit));
        cairo_set_source_rgba(cairo, 1, 1, 1, 0.9);
        cairo_stroke(cairo);
    }
    for (const Panel& panel : layout.panels) {
        rounded(cairo, panel.box, panel.radius);
        set_colour(cairo, panel.fill, panel.opacity);
        cairo_fill_preserve(cairo);
        if (panel.outline != Colour::none) {
            set_colour(cairo, panel.outline);
            cairo_set_line_width(cairo, static_cast<double>(2 * unit));
            cairo_stroke(cairo);
        }
        cairo_new_path(cairo);
    }
    for (const PictogramPlace& place : layout.pictograms) {
        draw_pictogram(cairo, place.pictogram, place.box, rgb_of(place.ink), rgb_of(Colour::tint));
    }
    for (const TextPlace& place : layout.texts)
        text->draw(cairo, place);
    cairo_surface_flush(layer.get());
}

void Painter::Parts::paint_picture(const ScreenModel& model, const LiveFrame* source) {
    cairo_surface_flush(screen.get());
    std::uint8_t* data = cairo_image_surface_get_data(screen.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(screen.get()));
    const auto rows = static_cast<std::size_t>(height);
    if (!layout.picture) {
        std::memcpy(data, cairo_image_surface_get_data(layer.get()), stride * rows);
        cairo_surface_mark_dirty(screen.get());
        return;
    }
    const Pixels place = on_pixels(*layout.picture);
    std::uint8_t* corner =
        data + static_cast<std::size_t>(place.y) * stride + static_cast<std::size_t>(place.x) * 4;
    const bool whole_screen = place.width == width && place.height == height;
    if (!whole_screen) std::memcpy(data, cairo_image_surface_get_data(layer.get()), stride * rows);
    if (source != nullptr) {
        const Crop crop = crop_to_fill(source->width, source->height, static_cast<float>(place.width),
                                       static_cast<float>(place.height), model.oval);
        const bool mirrored = model.backdrop != Backdrop::still;
        picture.convert(*source, crop, mirrored, {corner, stride, place.width, place.height});
    } else {
        for (int row = 0; row < place.height; ++row) {
            std::memset(corner + static_cast<std::size_t>(row) * stride, 0x30,
                        static_cast<std::size_t>(place.width) * 4);
        }
    }
    cairo_surface_mark_dirty(screen.get());
    const Context context(cairo_create(screen.get()));
    cairo_rectangle(context.get(), place.x, place.y, place.width, place.height);
    cairo_clip(context.get());
    cairo_set_source_surface(context.get(), layer.get(), 0, 0);
    cairo_paint(context.get());
}

void Painter::Parts::paint_moving(const ScreenModel& model) {
    const Context context(cairo_create(screen.get()));
    cairo_t* cairo = context.get();
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    if (model.progress && *model.progress > 0 && layout.oval) {
        ellipse(cairo, *layout.oval, 0, static_cast<double>(*model.progress));
        set_colour(cairo, Colour::accent);
        cairo_set_line_width(cairo, static_cast<double>(12 * unit));
        cairo_stroke(cairo);
    }
    if (model.turning >= 0 && layout.turning.width > 0) {
        cairo_set_line_width(cairo, static_cast<double>(12 * unit));
        ellipse(cairo, layout.turning, 0, 1);
        set_colour(cairo, Colour::faint);
        cairo_stroke(cairo);
        const double start = model.turning / 24.0;
        ellipse(cairo, layout.turning, start, start + 0.25);
        set_colour(cairo, Colour::accent);
        cairo_stroke(cairo);
    }
    if (!model.countdown.empty() && layout.countdown.width > 0) {
        Box box = layout.countdown;
        const bool pill = layout.countdown_fill != Colour::none;
        if (pill) {
            rounded(cairo, box, box.height / 2);
            set_colour(cairo, layout.countdown_fill, 0.95F);
            cairo_fill(cairo);
        }
        text->set_right_to_left(model.right_to_left);
        text->draw(cairo, {box,
                           model.countdown,
                           {24 * unit, false},
                           Colour::quiet,
                           pill ? Align::centre : Align::trailing});
    }
    if (model.focus >= 0 && static_cast<std::size_t>(model.focus) < layout.hits.size()) {
        // White inside black: seen on every ground.
        Box box = layout.hits[static_cast<std::size_t>(model.focus)].box;
        for (const auto& [outset, wide, colour] :
             {std::tuple{5.0F, 8.0F, Colour::surface}, std::tuple{6.0F, 4.0F, Colour::ink}}) {
            const float out = outset * unit;
            rounded(cairo, {box.x - out, box.y - out, box.width + 2 * out, box.height + 2 * out}, 18 * unit);
            set_colour(cairo, colour);
            cairo_set_line_width(cairo, static_cast<double>(wide * unit));
            cairo_stroke(cairo);
        }
    }
    cairo_surface_flush(screen.get());
}

Painter::Painter(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Painter::~Painter() = default;

Result<std::unique_ptr<Painter>> Painter::create(int width, int height, const Fonts& fonts) {
    if (width < 640 || height < 640 || width > 3840 || height > 3840) {
        return fail(Errc::invalid, "a screen of " + std::to_string(width) + "x" + std::to_string(height) +
                                       " can't be used: it needs 640 to 3840 pixels each way");
    }
    auto text = TextPainter::create(fonts);
    if (!text) return fail(text.error(), "screens");
    auto parts = std::make_unique<Parts>();
    parts->width = width;
    parts->height = height;
    parts->unit = static_cast<float>(std::min(width, height)) / 720.0F;
    parts->text = std::move(*text);
    parts->layer.reset(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
    parts->screen.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
    for (cairo_surface_t* surface : {parts->layer.get(), parts->screen.get()}) {
        if (const auto status = cairo_surface_status(surface); status != CAIRO_STATUS_SUCCESS) {
            return fail(Errc::full,
                        std::string("no memory for the screen's picture: ") + cairo_status_to_string(status));
        }
    }
    return std::unique_ptr<Painter>(new Painter(std::move(parts)));
}

drivers::Picture Painter::paint(const ScreenModel& model, const LiveFrame* frame) {
    Parts& parts = *parts_;
    parts.arrange(model, frame == nullptr ? parts.frame : FrameSize{frame->width, frame->height});
    parts.paint_layer(model);
    const bool pictured = parts.layout.picture.has_value();
    if (pictured || !parts.shown || *parts.shown != model) {
        parts.paint_picture(model, frame);
        parts.paint_moving(model);
        parts.shown.reset();
        if (!pictured) parts.shown = model;
    }
    return {cairo_image_surface_get_data(parts.screen.get()),
            static_cast<std::size_t>(cairo_image_surface_get_stride(parts.screen.get())), parts.width,
            parts.height};
}

const Layout& Painter::layout(const ScreenModel& model) {
    parts_->arrange(model, parts_->frame);
    return parts_->layout;
}

std::vector<TextFit> Painter::fits(const ScreenModel& model) {
    parts_->arrange(model, parts_->frame);
    parts_->text->set_right_to_left(model.right_to_left);
    std::vector<TextFit> all;
    for (const TextPlace& place : parts_->layout.texts)
        all.push_back(parts_->text->fit(place));
    return all;
}

std::size_t Painter::layer_paints() const {
    return parts_->layer_paints;
}

}  // namespace verikiosk::screens
