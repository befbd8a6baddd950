// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/cairo_overlay.hpp"

#include <cairo.h>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <memory>
#include <numbers>
#include <string>

#include "vision/face/oval.hpp"

namespace verikiosk::lab {
namespace {

constexpr int longest_side = 1600;
constexpr int shortest_longest_side = 640;  // smaller ones are enlarged, or values would cover the face

struct Destroy {
    void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const noexcept { cairo_destroy(context); }
};

/// Draws in source pixels, with lines of the same width on every picture.
class Pen {
  public:
    Pen(const drivers::Picture& picture, std::vector<std::uint8_t>& pixels, double scale)
        : scale_(scale),
          surface_(cairo_image_surface_create_for_data(pixels.data(), CAIRO_FORMAT_RGB24, picture.width,
                                                       picture.height, static_cast<int>(picture.stride))),
          context_(cairo_create(surface_.get())) {
        cairo_set_line_width(context_.get(), 2);
        cairo_select_font_face(context_.get(), "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                               CAIRO_FONT_WEIGHT_NORMAL);
        cairo_set_font_size(context_.get(), font_size);
    }
    void box(const Box& box) {
        cairo_set_source_rgb(context_.get(), 0.2, 0.9, 1.0);
        cairo_rectangle(context_.get(), box.x * scale_, box.y * scale_, box.width * scale_,
                        box.height * scale_);
        cairo_stroke(context_.get());
    }
    void oval(const Oval& oval, int frame_width, int frame_height) {
        cairo_set_source_rgb(context_.get(), 1.0, 0.8, 0.1);
        const double unit = frame_height * scale_;
        cairo_save(context_.get());
        cairo_translate(context_.get(), frame_width * scale_ / 2 + oval.centre_x * unit,
                        oval.centre_y * unit);
        cairo_scale(context_.get(), oval.half_width * unit, oval.half_height * unit);
        cairo_arc(context_.get(), 0, 0, 1, 0, 2 * std::numbers::pi);
        cairo_restore(context_.get());
        cairo_stroke(context_.get());
    }
    void points(const Points& points) {
        cairo_set_source_rgb(context_.get(), 0.3, 1.0, 0.3);
        for (const Point& point : points.at) {
            cairo_arc(context_.get(), point.x * scale_, point.y * scale_, 1.8, 0, 2 * std::numbers::pi);
            cairo_fill(context_.get());
        }
    }
    /// Lines of text beside the box: on its right, or left of it where that is outside the picture.
    void text(const std::vector<std::string>& lines, const Box& box, int picture_width) {
        constexpr double wide = 150;
        double x = (box.x + box.width) * scale_ + 6;
        if (x + wide > picture_width) x = std::max(2.0, box.x * scale_ - wide);
        double y = std::max(box.y * scale_, 0.0) + font_size;
        for (const std::string& line : lines) {
            cairo_move_to(context_.get(), x, y);
            cairo_text_path(context_.get(), line.c_str());
            cairo_set_source_rgb(context_.get(), 0, 0, 0);
            cairo_stroke_preserve(context_.get());
            cairo_set_source_rgb(context_.get(), 1, 1, 1);
            cairo_fill(context_.get());
            y += font_size + 2;
        }
    }

  private:
    static constexpr double font_size = 14;
    double scale_;
    std::unique_ptr<cairo_surface_t, Destroy> surface_;
    std::unique_ptr<cairo_t, Destroy> context_;
};

std::vector<std::string> values_of(const AnalysedFace& analysed) {
    const Observation& face = analysed.seen;
    const ObservationRow& row = face.row;
    const Expression& e = face.expression;
    return {
        fmt::format("eyes {:.1f} px", row.iod_decipx / 10.0),
        fmt::format("yaw {:+.0f} pitch {:+.0f} roll {:+.0f}", row.yaw_decideg / 10.0,
                    row.pitch_decideg / 10.0, row.roll_decideg / 10.0),
        fmt::format("smile {:.2f}{}", e.smile, e.mouth_open ? ", mouth open" : ""),
        fmt::format("lids r {:.2f} l {:.2f}{}", e.eye_right_open, e.eye_left_open, e.blinked ? " BLINK" : ""),
        fmt::format("score {:.2f}, live {}", face.seen[0].score,
                    analysed.live ? fmt::format("{:.2f}", *analysed.live) : "?")};
}

int even(double length) {
    return std::max(16, 2 * static_cast<int>(length / 2));
}

}  // namespace

const drivers::Picture& Overlay::draw(const Analysed& analysed) {
    const drivers::FrameInfo& info = analysed.picture.info();
    const int longest = std::max({info.width, info.height, 1});
    const double scale =
        static_cast<double>(std::clamp(longest, shortest_longest_side, longest_side)) / longest;
    picture_.width = even(info.width * scale);
    picture_.height = even(info.height * scale);
    picture_.stride = static_cast<std::size_t>(picture_.width) * 4;
    pixels_.resize(picture_.stride * static_cast<std::size_t>(picture_.height));
    picture_.data = pixels_.data();
    const screens::Crop whole{0, 0, static_cast<float>(info.width), static_cast<float>(info.height),
                              static_cast<float>(scale)};
    live_.convert(screens::live(analysed.picture), whole, false,
                  {pixels_.data(), picture_.stride, picture_.width, picture_.height});
    Pen pen(picture_, pixels_, scale);
    for (const AnalysedFace& face : analysed.faces) {
        pen.oval(vision::oval_for(face.seen.row, 0), info.width, info.height);
        pen.box(face.seen.box);
        pen.points(face.seen.points);
        pen.text(values_of(face), face.seen.box, picture_.width);
    }
    for (const SeenFace& face : analysed.others)
        pen.box(face.box);
    return picture_;
}

}  // namespace verikiosk::lab
