// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "drivers/simulator/grid.hpp"
#include "drivers/simulator/head_shape.hpp"

namespace verikiosk::simulator {

/// Named points of the surface, for checking what a landmark model says. Left and right are the visitor's.
enum class Landmark : std::uint8_t {
    eye_right_outer,
    eye_right_inner,
    eye_left_inner,
    eye_left_outer,
    nose_tip,
    mouth_right,
    mouth_left,
    chin,
};
inline constexpr std::size_t landmark_count = 8;

/// What a mask of a head is made of, instead of skin and hair.
struct Mask {
    float flatness = 0.3F;    ///< 0: each spot has the colour of its model .. 1: one colour all over
    float shine = 0.3F;       ///< highlight added to the skin's own
    bool eye_holes = false;   ///< the wearer's eyes are seen through it; otherwise they are painted on
    bool mouth_hole = false;  ///< likewise
};

/// The moving surface of one person's head, without accessories. Building it costs some 50 ms; set() well
/// under one.
class Head {
  public:
    explicit Head(const Person& person, std::optional<Mask> mask = std::nullopt);

    /// Moves the surface to this expression and repaints eyes and mouth.
    void set(const Expression& expression);
    const Grid& surface() const { return surface_; }
    Vec3 landmark(Landmark which) const;

  private:
    static constexpr std::size_t movements = 5;  // smile, open mouth, blink left, blink right, brows
    struct Movement {
        std::vector<float> dx, dy, dz, dopen;
        std::size_t first = 0;  // rows that move at all
        std::size_t last = 0;
    };

    void build_rest();
    void build_movement(std::size_t which);
    void grow_hair();
    void find_landmarks();
    void cast();
    void cast(std::size_t vertex);
    void repaint_eyes(const Expression& e);
    void repaint_mouth(const Expression& e);
    int row_of(float v) const;
    int column_of(int row, float x) const;

    Person person_;
    std::optional<Mask> mask_;
    std::vector<float> rows_;     // v of each row
    std::vector<float> columns_;  // angle of each column
    Grid surface_;
    std::vector<float> rest_x_, rest_y_, rest_z_, rest_open_;
    std::vector<float> canonical_x_;
    std::array<Movement, movements> movements_;
    std::array<std::size_t, landmark_count> landmarks_{};
};

}  // namespace verikiosk::simulator
