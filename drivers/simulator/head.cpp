// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/head.hpp"

#include "drivers/simulator/hair.hpp"
#include "drivers/simulator/head_paint.hpp"

namespace verikiosk::simulator {
namespace {

constexpr float pi = 3.14159265F;

// Rows and columns lie densest where a face has most to say: lids, brows, nose, lips.
struct Band {
    float from;
    float to;
    int count;
};

std::vector<float> spread(std::initializer_list<Band> bands) {
    std::vector<float> out;
    for (const Band& band : bands)
        for (int i = 0; i < band.count; ++i)
            out.push_back(mix(band.from, band.to, static_cast<float>(i) / static_cast<float>(band.count)));
    return out;
}

std::vector<float> make_rows() {
    std::vector<float> rows;
    for (int i = 0; i < 11; ++i)  // even steps over the dome
        rows.push_back(-4.0F - 7.3F * std::cos(0.03F + 1.1F * static_cast<float>(i) / 11.0F));
    const float dome_end = -4.0F - 7.3F * std::cos(1.13F);
    const auto rest = spread({{dome_end, -3.2F, 9},
                              {-3.2F, -1.5F, 14},
                              {-1.5F, -0.5F, 10},
                              {-0.5F, 0.5F, 13},
                              {0.5F, 1.5F, 7},
                              {1.5F, 3.0F, 8},
                              {3.0F, 5.0F, 17},
                              {5.0F, 6.75F, 13},
                              {6.75F, 7.05F, 8},
                              {7.05F, 8.7F, 12},
                              {8.7F, 11.3F, 12},
                              {11.3F, 14.0F, 6}});
    rows.insert(rows.end(), rest.begin(), rest.end());
    rows.push_back(face::under_chin);
    return rows;
}

std::vector<float> make_columns() {
    const auto xs = spread({{0.0F, 1.4F, 10}, {1.4F, 4.9F, 35}, {4.9F, 5.7F, 6}});
    std::vector<float> right;
    right.reserve(xs.size() + 18);
    for (const float x : xs)
        right.push_back(std::asin(x / 7.15F));
    const float from = std::asin(5.7F / 7.15F);
    // The hair line at the temples needs some too; the back of the head is never seen.
    for (const float angle : spread({{from, 1.5F, 11}, {1.5F, pi, 7}}))
        right.push_back(angle);
    std::vector<float> all{-pi};
    for (auto it = right.rbegin(); it != right.rend() - 1; ++it)
        all.push_back(-*it);
    all.insert(all.end(), right.begin(), right.end());
    return all;
}

Expression fully(std::size_t movement) {
    Expression e;
    switch (movement) {
        case 0:
            e.smile = 1.0F;
            break;
        case 1:
            e.open_mouth = 1.0F;
            break;
        case 2:
            e.blink_left = 1.0F;
            break;
        case 3:
            e.blink_right = 1.0F;
            break;
        default:
            e.raised_brows = 1.0F;
            break;
    }
    return e;
}

float forward(float angle) {
    return smoothstep(0.0F, 0.35F, std::cos(angle));
}

}  // namespace

Head::Head(const Person& person, std::optional<Mask> mask)
    : person_(person),
      mask_(mask),
      rows_(make_rows()),
      columns_(make_columns()),
      surface_(static_cast<int>(rows_.size()), static_cast<int>(columns_.size()), true) {
    build_rest();
    for (std::size_t i = 0; i < movements; ++i)
        build_movement(i);
    grow_hair();
    cast();
    rest_x_ = surface_.x;
    rest_y_ = surface_.y;
    rest_z_ = surface_.z;
    rest_open_ = surface_.open;
    find_landmarks();
    set({});
}

void Head::build_rest() {
    canonical_x_.resize(surface_.size());
    std::size_t i = 0;
    for (const float v : rows_)
        for (const float a : columns_) {
            const float front = forward(a);
            canonical_x_[i] = canonical_x(v, a);
            surface_.place(i, head_point(person_, v, a, {}));
            const Finish finish = paint_face(person_, canonical_x_[i], v, front);
            const float open = front > 0.0F ? mix(1.0F, face_openness(person_, canonical_x_[i], v, {}), front)
                                            : mix(1.0F, 0.3F, smoothstep(10.0F, 12.0F, v));
            surface_.paint(i, finish.albedo, open, finish.shine);
            ++i;
        }
}

void Head::build_movement(std::size_t which) {
    Movement& m = movements_[which];
    const Expression e = fully(which);
    const std::size_t count = surface_.size();
    for (auto* values : {&m.dx, &m.dy, &m.dz, &m.dopen})
        values->assign(count, 0.0F);
    m.first = count;
    m.last = 0;
    std::size_t i = 0;
    for (const float v : rows_)
        for (const float a : columns_) {
            const float front = forward(a);
            if (front > 0.0F && v > -5.0F) {
                const Vec3 d =
                    head_point(person_, v, a, e) - Vec3{surface_.x[i], surface_.y[i], surface_.z[i]};
                m.dx[i] = d.x;
                m.dy[i] = d.y;
                m.dz[i] = d.z;
                m.dopen[i] = front * (face_openness(person_, canonical_x_[i], v, e) -
                                      face_openness(person_, canonical_x_[i], v, {}));
                if (dot(d, d) > 1e-6F || std::abs(m.dopen[i]) > 1e-3F) {
                    m.first = std::min(m.first, i);
                    m.last = std::max(m.last, i + 1);
                }
            }
            ++i;
        }
    m.first = std::min(m.first, m.last);
}

void Head::grow_hair() {
    surface_.find_normals();
    std::size_t i = 0;
    for (const float v : rows_)
        for (const float a : columns_) {
            const Strand strand = scalp(person_, v, a);
            if (strand.cover > 0.0F) {
                surface_.x[i] += surface_.nx[i] * strand.thickness;
                surface_.y[i] += surface_.ny[i] * strand.thickness;
                surface_.z[i] += surface_.nz[i] * strand.thickness;
                const Colour skin{surface_.r[i], surface_.g[i], surface_.b[i]};
                surface_.paint(i, mix(skin, strand.colour, strand.cover),
                               mix(surface_.open[i], strand.open, strand.cover),
                               mix(surface_.shine[i], strand.shine, strand.cover));
            }
            ++i;
        }
}

// The whole surface in the mask's material.
void Head::cast() {
    for (std::size_t i = 0; mask_ && i < surface_.size(); ++i)
        cast(i);
}

void Head::cast(std::size_t i) {
    const Colour painted{surface_.r[i], surface_.g[i], surface_.b[i]};
    surface_.paint(i, mix(painted, skin_colour(person_), mask_->flatness), surface_.open[i],
                   std::min(surface_.shine[i] + mask_->shine, 1.0F));
}

int Head::row_of(float v) const {
    int best = 0;
    for (int row = 0; row < surface_.rows; ++row)
        if (std::abs(rows_[static_cast<std::size_t>(row)] - v) <
            std::abs(rows_[static_cast<std::size_t>(best)] - v))
            best = row;
    return best;
}

int Head::column_of(int row, float x) const {
    int best = surface_.columns / 2;
    for (int column = 0; column < surface_.columns; ++column) {
        if (forward(columns_[static_cast<std::size_t>(column)]) <= 0.0F) continue;
        const float off = std::abs(canonical_x_[surface_.at(row, column)] - x);
        if (off < std::abs(canonical_x_[surface_.at(row, best)] - x)) best = column;
    }
    return best;
}

void Head::find_landmarks() {
    const auto mark = [this](Landmark which, float x, float v) {
        const int row = row_of(v);
        landmarks_[static_cast<std::size_t>(which)] = surface_.at(row, column_of(row, x));
    };
    const float eye = eye_middle(person_);
    const float half = face::eye_half_width;
    const float m = mouth_half_width(person_);
    mark(Landmark::eye_right_outer, -eye - half, 0.0F);
    mark(Landmark::eye_right_inner, -eye + half, 0.0F);
    mark(Landmark::eye_left_inner, eye - half, 0.0F);
    mark(Landmark::eye_left_outer, eye + half, 0.0F);
    mark(Landmark::nose_tip, 0.0F, face::nose_tip);
    mark(Landmark::mouth_right, -m, face::mouth);
    mark(Landmark::mouth_left, m, face::mouth);
    mark(Landmark::chin, 0.0F, face::chin + 0.2F);
}

Vec3 Head::landmark(Landmark which) const {
    const std::size_t i = landmarks_[static_cast<std::size_t>(which)];
    return {surface_.x[i], surface_.y[i], surface_.z[i]};
}

void Head::set(const Expression& e) {
    surface_.x = rest_x_;
    surface_.y = rest_y_;
    surface_.z = rest_z_;
    surface_.open = rest_open_;
    const std::array<float, movements> amounts{e.smile, e.open_mouth, e.blink_left, e.blink_right,
                                               e.raised_brows};
    for (std::size_t k = 0; k < movements; ++k) {
        const float amount = amounts[k];
        if (amount == 0.0F) continue;
        const Movement& m = movements_[k];
        for (std::size_t i = m.first; i < m.last; ++i) {
            surface_.x[i] += amount * m.dx[i];
            surface_.y[i] += amount * m.dy[i];
            surface_.z[i] += amount * m.dz[i];
            surface_.open[i] += amount * m.dopen[i];
        }
    }
    repaint_eyes(e);
    repaint_mouth(e);
    surface_.find_normals();
}

void Head::repaint_eyes(const Expression& e) {
    const float eye = eye_middle(person_);
    const int top = row_of(-face::eye_strip);
    const int bottom = row_of(face::eye_strip);
    for (const float side : {-1.0F, 1.0F}) {
        const float blink = side > 0.0F ? e.blink_left : e.blink_right;
        const int from = column_of(top, side * eye - face::eye_half_width);
        const int to = column_of(top, side * eye + face::eye_half_width);
        for (int column = from + 1; column < to; ++column) {
            const float along_eye = (canonical_x_[surface_.at(top, column)] - side * eye) * side;
            const LidLine lid = lids(person_, along_eye, blink);
            for (int row = top + 1; row < bottom; ++row) {
                const float v = rows_[static_cast<std::size_t>(row)];
                const float share = (v + face::eye_strip) / (2.0F * face::eye_strip);
                const Finish f =
                    paint_eye(person_, along_eye, mix(lid.upper, lid.lower, share), share, side, e);
                // Closed lids leave a line of lashes.
                const Colour albedo =
                    mix(f.albedo, Colour{0.01F, 0.008F, 0.008F}, smoothstep(0.75F, 0.95F, blink));
                surface_.paint(surface_.at(row, column), albedo, f.open, f.shine * (1.0F - blink));
                if (mask_ && !mask_->eye_holes) cast(surface_.at(row, column));
            }
        }
    }
}

void Head::repaint_mouth(const Expression& e) {
    const float m = mouth_half_width(person_);
    const int top = row_of(face::mouth - face::mouth_strip);
    const int bottom = row_of(face::mouth + face::mouth_strip);
    const int from = column_of(top, -m);
    const int to = column_of(top, m);
    for (int column = from; column <= to; ++column) {
        const float x = canonical_x_[surface_.at(top, column)];
        const float gap = surface_.y[surface_.at(bottom, column)] - surface_.y[surface_.at(top, column)];
        for (int row = top + 1; row < bottom; ++row) {
            const float v = rows_[static_cast<std::size_t>(row)];
            const float share = (v - face::mouth + face::mouth_strip) / (2.0F * face::mouth_strip);
            const Finish f = paint_mouth(person_, x, std::max(gap, 0.0F), share, e);
            surface_.paint(surface_.at(row, column), f.albedo, f.open, f.shine);
            if (mask_ && !mask_->mouth_hole) cast(surface_.at(row, column));
        }
    }
}

}  // namespace verikiosk::simulator
