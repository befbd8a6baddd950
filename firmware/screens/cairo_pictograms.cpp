// SPDX-License-Identifier: Apache-2.0
#include "firmware/screens/cairo_pictograms.hpp"

#include <initializer_list>
#include <numbers>
#include <utility>

namespace verikiosk::screens {
namespace {

constexpr double turn = 2 * std::numbers::pi;

/// A pen on a sheet of 100 x 100.
class Pen {
  public:
    Pen(cairo_t* cairo, Rgb ink, Rgb soft) : cairo_(cairo), ink_(ink), soft_(soft) {
        cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
        cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    }
    Pen& box(double x, double y, double w, double h, double r) {
        cairo_new_sub_path(cairo_);
        cairo_arc(cairo_, x + w - r, y + r, r, -turn / 4, 0);
        cairo_arc(cairo_, x + w - r, y + h - r, r, 0, turn / 4);
        cairo_arc(cairo_, x + r, y + h - r, r, turn / 4, turn / 2);
        cairo_arc(cairo_, x + r, y + r, r, turn / 2, turn * 3 / 4);
        cairo_close_path(cairo_);
        return *this;
    }
    Pen& oval(double x, double y, double rx, double ry) { return arc(x, y, rx, ry, 0, 1); }
    /// From and to in turns, clockwise from three o'clock.
    Pen& arc(double x, double y, double rx, double ry, double from, double to) {
        cairo_save(cairo_);
        cairo_translate(cairo_, x, y);
        cairo_scale(cairo_, rx, ry);
        cairo_new_sub_path(cairo_);
        cairo_arc(cairo_, 0, 0, 1, from * turn, to * turn);
        cairo_restore(cairo_);
        return *this;
    }
    /// Goes on from where the path is.
    Pen& to(std::initializer_list<std::pair<double, double>> points) {
        for (const auto& [x, y] : points)
            cairo_line_to(cairo_, x, y);
        return *this;
    }
    Pen& line(std::initializer_list<std::pair<double, double>> points) {
        cairo_new_sub_path(cairo_);
        for (const auto& [x, y] : points)
            cairo_line_to(cairo_, x, y);
        return *this;
    }
    Pen& closed() {
        cairo_close_path(cairo_);
        return *this;
    }
    void stroke(double width = 5) {
        set(ink_);
        cairo_set_line_width(cairo_, width);
        cairo_stroke(cairo_);
    }
    void dashed() {
        constexpr double dashes[] = {7, 8};
        cairo_set_dash(cairo_, dashes, 2, 0);
        stroke(4);
        cairo_set_dash(cairo_, nullptr, 0, 0);
    }
    void fill() {
        set(ink_);
        cairo_fill(cairo_);
    }
    void wash() {
        set(soft_);
        cairo_fill(cairo_);
    }
    /// Washed inside, inked outline.
    void both(double width = 5) {
        set(soft_);
        cairo_fill_preserve(cairo_);
        stroke(width);
    }

  private:
    void set(Rgb rgb) { cairo_set_source_rgb(cairo_, rgb.red / 255.0, rgb.green / 255.0, rgb.blue / 255.0); }
    cairo_t* cairo_;
    Rgb ink_;
    Rgb soft_;
};

void person(Pen& pen, double x, double y, double size) {
    pen.oval(x, y - 0.16 * size, 0.17 * size, 0.2 * size).both(4.5);
    pen.arc(x, y + 0.42 * size, 0.34 * size, 0.3 * size, 0.5, 1).closed().both(4.5);
}

void face(Pen& pen, double rx, double ry, bool smiling) {
    pen.oval(50, 50, rx, ry).both();
    pen.oval(50 - rx * 0.4, 50 - ry * 0.2, 3, 3.6).fill();
    pen.oval(50 + rx * 0.4, 50 - ry * 0.2, 3, 3.6).fill();
    if (smiling) {
        pen.arc(50, 50 + ry * 0.16, rx * 0.5, ry * 0.4, 0.03, 0.47).stroke();
    } else {
        pen.line({{50 - rx * 0.28, 50 + ry * 0.45}, {50 + rx * 0.28, 50 + ry * 0.45}}).stroke(4.5);
    }
}

void phone_code(Pen& pen) {
    pen.box(26, 4, 48, 92, 8).both();
    pen.line({{44, 12}, {56, 12}}).stroke(3);
    // A pattern that says "QR code" without being one.
    pen.box(36, 22, 9, 9, 1).stroke(3.4);
    pen.box(55, 22, 9, 9, 1).stroke(3.4);
    pen.box(36, 41, 9, 9, 1).stroke(3.4);
    for (const auto& [x, y] :
         {std::pair{54.0, 40.0}, {60.0, 46.0}, {54.0, 48.0}, {61.0, 39.0}, {48.5, 35.0}}) {
        pen.box(x, y, 4.2, 4.2, 0.4).fill();
    }
    pen.box(33, 60, 34, 15, 4).stroke(3.6);
    for (const double x : {39.0, 45.0, 55.0, 61.0})
        pen.oval(x, 67.5, 1.9, 1.9).fill();
    pen.line({{38, 85}, {62, 85}}).stroke(3);
}

void camera(Pen& pen) {
    pen.line({{36, 28}, {41, 19}, {59, 19}, {64, 28}}).stroke();
    pen.box(10, 28, 80, 54, 9).both();
    pen.oval(50, 55, 17, 17).stroke();
    pen.oval(50, 55, 6, 6).fill();
    pen.oval(78, 39, 2.6, 2.6).fill();
}

void light(Pen& pen) {
    pen.oval(50, 50, 17, 17).both();
    for (const auto& [x, y] : {std::pair{1.0, 0.0},
                               {0.71, 0.71},
                               {0.0, 1.0},
                               {-0.71, 0.71},
                               {-1.0, 0.0},
                               {-0.71, -0.71},
                               {0.0, -1.0},
                               {0.71, -0.71}}) {
        pen.line({{50 + 29 * x, 50 + 29 * y}, {50 + 40 * x, 50 + 40 * y}}).stroke();
    }
}

void headset(Pen& pen) {
    pen.arc(50, 50, 34, 34, 0.5, 1).stroke();
    pen.box(11, 48, 17, 28, 7).both();
    pen.box(72, 48, 17, 28, 7).both();
    pen.line({{81, 76}, {81, 82}, {74, 89}, {58, 89}}).stroke();
    pen.oval(53, 89, 4.5, 4.5).fill();
}

void wrench(Pen& pen) {
    pen.oval(50, 50, 48, 48).wash();
    pen.line({{56, 44}, {29, 71}}).stroke(15);
    pen.arc(63, 37, 21, 21, -0.036, 0.786).to({{58.5, 27.5}, {72.5, 41.5}}).closed().fill();
}

void arrow(Pen& pen, double dx, double dy) {
    const auto at = [dx, dy](double along, double across) {
        return std::pair{50 + along * dx - across * dy, 50 + along * dy + across * dx};
    };
    pen.oval(50, 50, 44, 44).wash();
    pen.line({at(-24, 0), at(24, 0)}).stroke(8);
    pen.line({at(4, -20), at(24, 0), at(4, 20)}).stroke(8);
}

/// A face between arrows that point outwards (nearer: it grows) or inwards.
void distance_cue(Pen& pen, bool nearer) {
    person(pen, 50, 52, nearer ? 62 : 40);
    for (const auto& [x, y] : {std::pair{-1.0, -1.0}, {1.0, -1.0}, {-1.0, 1.0}, {1.0, 1.0}}) {
        const double tip = nearer ? 44 : 30;
        const double tail = nearer ? 30 : 44;
        pen.line({{50 + tail * x, 50 + tail * y}, {50 + tip * x, 50 + tip * y}}).stroke();
        const double back = nearer ? -11 : 11;
        pen.line({{50 + (tip + back) * x, 50 + tip * y},
                  {50 + tip * x, 50 + tip * y},
                  {50 + tip * x, 50 + (tip + back) * y}})
            .stroke();
    }
}

void leave(Pen& pen) {
    pen.line({{54, 14}, {22, 14}, {22, 86}, {54, 86}}).stroke();
    pen.line({{42, 50}, {86, 50}}).stroke();
    pen.line({{70, 34}, {86, 50}, {70, 66}}).stroke();
}

void no_connection(Pen& pen) {
    for (const double r : {40.0, 26.0, 12.0})
        pen.arc(50, 74, r, r, 0.625, 0.875).stroke(6);
    pen.oval(50, 76, 4.5, 4.5).fill();
    pen.line({{18, 20}, {82, 88}}).stroke(6);
}

void draw(Pen& pen, Pictogram pictogram) {
    switch (pictogram) {
        case Pictogram::none:
            return;
        case Pictogram::phone_code:
            return phone_code(pen);
        case Pictogram::account:
            pen.oval(50, 50, 44, 44).wash();
            pen.oval(50, 38, 15, 17).stroke();
            return pen.arc(50, 88, 30, 28, 0.53, 0.97).stroke();
        case Pictogram::camera:
            return camera(pen);
        case Pictogram::face_in_oval:
            pen.oval(50, 50, 38, 47).dashed();
            return face(pen, 25, 33, false);
        case Pictogram::smiling_face:
            return face(pen, 34, 42, true);
        case Pictogram::open_mouth:
            face(pen, 34, 42, false);
            return pen.oval(50, 69, 11, 13).both();
        case Pictogram::selfie:
            pen.box(16, 10, 68, 80, 8).stroke();
            return person(pen, 50, 48, 66);
        case Pictogram::send:
            pen.line({{10, 48}, {90, 12}, {62, 88}, {46, 58}}).closed().both();
            return pen.line({{46, 58}, {90, 12}}).stroke();
        case Pictogram::lock:
            pen.arc(50, 42, 18, 22, 0.5, 1).stroke();
            pen.box(22, 42, 56, 46, 8).both();
            pen.oval(50, 61, 5, 5).fill();
            return pen.line({{50, 62}, {50, 73}}).stroke();
        case Pictogram::leave:
            return leave(pen);
        case Pictogram::tick:
            pen.oval(50, 50, 46, 46).fill();
            return;  // its stroke is white: see below
        case Pictogram::again:
            pen.arc(50, 52, 34, 34, -0.12, 0.72).stroke(7);
            return pen.line({{31, 6}, {42, 19}, {29, 31}}).stroke(7);
        case Pictogram::headset:
            return headset(pen);
        case Pictogram::document:
            pen.box(8, 20, 84, 60, 8).both();
            person(pen, 32, 50, 36);
            pen.line({{56, 40}, {80, 40}}).stroke(4);
            pen.line({{56, 51}, {80, 51}}).stroke(4);
            return pen.line({{56, 62}, {70, 62}}).stroke(4);
        case Pictogram::browser:
            pen.box(8, 16, 84, 68, 8).both();
            pen.line({{8, 34}, {92, 34}}).stroke();
            pen.oval(19, 25, 2.6, 2.6).fill();
            pen.oval(29, 25, 2.6, 2.6).fill();
            return pen.line({{43, 48}, {43, 70}, {61, 59}}).closed().fill();
        case Pictogram::clock:
            pen.oval(50, 50, 42, 42).both();
            return pen.line({{50, 26}, {50, 52}, {66, 62}}).stroke();
        case Pictogram::wrench:
            return wrench(pen);
        case Pictogram::no_connection:
            return no_connection(pen);
        case Pictogram::light:
            return light(pen);
        case Pictogram::info:
            pen.oval(50, 50, 42, 42).stroke(7);
            pen.oval(50, 30, 4.5, 4.5).fill();
            return pen.line({{50, 46}, {50, 70}}).stroke(8);
        case Pictogram::arrow_left:
            return arrow(pen, -1, 0);
        case Pictogram::arrow_right:
            return arrow(pen, 1, 0);
        case Pictogram::arrow_up:
            return arrow(pen, 0, -1);
        case Pictogram::arrow_down:
            return arrow(pen, 0, 1);
        case Pictogram::nearer:
            return distance_cue(pen, true);
        case Pictogram::farther:
            return distance_cue(pen, false);
        case Pictogram::alone:
            person(pen, 34, 50, 66);
            pen.oval(78, 40, 9, 11).stroke(3);
            return pen.line({{64, 22}, {94, 66}}).stroke();
    }
}

}  // namespace

void draw_pictogram(cairo_t* cairo, Pictogram pictogram, const Box& box, Rgb ink, Rgb soft) {
    cairo_save(cairo);
    cairo_translate(cairo, static_cast<double>(box.x), static_cast<double>(box.y));
    cairo_scale(cairo, static_cast<double>(box.width) / 100, static_cast<double>(box.height) / 100);
    Pen pen(cairo, ink, soft);
    draw(pen, pictogram);
    if (pictogram == Pictogram::tick) {
        Pen white(cairo, Rgb{255, 255, 255}, soft);
        white.line({{28, 52}, {44, 67}, {73, 35}}).stroke(9);
    }
    cairo_restore(cairo);
}

}  // namespace verikiosk::screens
