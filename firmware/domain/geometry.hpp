// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace verikiosk {

/// Source pixels of the unmirrored frame, origin top left, y down; sub-pixel.
struct Point {
    float x = 0;
    float y = 0;
    bool operator==(const Point&) const = default;
};

struct Box {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;
    [[nodiscard]] Point centre() const { return {x + width / 2, y + height / 2}; }
    [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
    bool operator==(const Box&) const = default;
};

[[nodiscard]] inline float distance(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}
/// What two boxes share, in square pixels.
[[nodiscard]] inline float shared_area(const Box& a, const Box& b) {
    const float wide = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
    const float tall = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
    return wide > 0 && tall > 0 ? wide * tall : 0;
}
/// The same over what they cover together, 0..1.
[[nodiscard]] inline float overlap(const Box& a, const Box& b) {
    const float shared = shared_area(a, b);
    return shared > 0 ? shared / (a.width * a.height + b.width * b.height - shared) : 0;
}
[[nodiscard]] inline Point middle(Point a, Point b) {
    return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

/// The ellipse that the visitor's face should fill. Fractions of the frame's height for all four, so that
/// it means the same on every frame size; x is measured from the frame's vertical centre line.
struct Oval {
    float centre_x = 0;       ///< -0.9..0.9, 0 is the middle of the frame
    float centre_y = 0.5F;    ///< 0 top .. 1 bottom
    float half_width = 0.2F;  ///< of the face from cheek to cheek
    float half_height = 0.28F;
    bool operator==(const Oval&) const = default;
};

/// Where a picture lies on a sensor that sees more above and below it. Picture heights; down is positive.
struct Pan {
    float at = 0;    ///< the picture's middle from the middle of what the sensor sees; -room..room
    float room = 0;  ///< how far it can be moved either way; 0: it can't
    bool operator==(const Pan&) const = default;
};

/// Who placed a face's points. They agree on where things are, not on the last percent, so each has its own
/// thresholds. Numbers are on the wire.
enum class PointSource : std::uint8_t {
    none = 0,
    ibug_68 = 1,    ///< dlib's 68 points of the iBUG 300-W mark-up
    face_mesh = 2,  ///< MediaPipe's Face Mesh
};

/// Facial points by name; left and right are the subject's own.
enum class PointName : std::uint8_t {
    jaw_right,  ///< beside the ear
    cheek_right,
    chin,
    cheek_left,
    jaw_left,
    brow_right_outer,
    brow_right_inner,
    brow_left_inner,
    brow_left_outer,
    nose_bridge,
    nose_tip,
    nose_base,
    nostril_right,
    nostril_left,
    eye_right_outer,  ///< p1..p6 of the eye aspect ratio, in this order
    eye_right_top_outer,
    eye_right_top_inner,
    eye_right_inner,
    eye_right_bottom_inner,
    eye_right_bottom_outer,
    eye_left_inner,
    eye_left_top_inner,
    eye_left_top_outer,
    eye_left_outer,
    eye_left_bottom_outer,
    eye_left_bottom_inner,
    mouth_right,
    mouth_left,
    lip_top_outer,
    lip_top_inner,
    lip_bottom_inner,
    lip_bottom_outer,
    count_,
};

struct Points {
    static constexpr auto count = static_cast<std::size_t>(PointName::count_);
    std::array<Point, count> at{};
    /// Away from the camera, source pixels from an arbitrary zero; only where the source measures it.
    std::array<float, count> depth{};
    bool has_depth = false;
    [[nodiscard]] Point operator[](PointName name) const { return at[static_cast<std::size_t>(name)]; }
    [[nodiscard]] Point& operator[](PointName name) { return at[static_cast<std::size_t>(name)]; }
};

}  // namespace verikiosk
