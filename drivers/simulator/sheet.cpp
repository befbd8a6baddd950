// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/sheet.hpp"

namespace verikiosk::simulator {
namespace {

Vec3 cross(Vec3 a, Vec3 b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

// Abramowitz and Stegun 4.4.45, within 0.0001 radian: a library's would be a call for each pixel.
float arc_sine(float x) {
    const float a = std::min(std::abs(x), 1.0F);
    const float rest = 1.5707288F + a * (-0.2121144F + a * (0.0742610F - 0.0187293F * a));
    return std::copysign(1.5707963F - std::sqrt(1.0F - a) * rest, x);
}

}  // namespace

float Hand::Motion::at(double seconds) const {
    const auto turn = static_cast<float>(std::fmod(seconds * static_cast<double>(pace), 1000.0)) * 6.2831853F;
    return amount * (0.7F * std::sin(turn + phase) + 0.3F * std::sin(2.7F * turn + 2.0F * phase));
}

Hand::Hand(Random random, float nearest, float farthest, const Sway& sway)
    : distance_(random.between(nearest, farthest)), motions_{} {
    for (std::size_t i = 0; i < motions_.size(); ++i)
        motions_[i] = {sway[i] * random.between(0.7F, 1.3F), random.between(0.15F, 0.5F),
                       random.between(0.0F, 6.28F)};
}

Pose Hand::at(double seconds) const {
    Pose pose;
    pose.turn = rotation(motions_[3].at(seconds), motions_[4].at(seconds), motions_[5].at(seconds));
    pose.x = motions_[0].at(seconds);
    pose.y = motions_[1].at(seconds);
    pose.distance = distance_ + motions_[2].at(seconds);
    return pose;
}

Bearer::Bearer(const Hand& hand, Obedience obedience, std::uint64_t seed)
    : hand_(hand), obedience_(obedience), motion_(start_, seed, true) {}

void Bearer::cue(Cue asked) {
    const bool turn = asked == Cue::turn_left || asked == Cue::turn_right;
    if (obedience_ == Obedience::none || (turn && obedience_ == Obedience::places)) return;
    motion_.cue(asked);
}

void Bearer::advance(double seconds) {
    elapsed_ += seconds;
    if (obedience_ != Obedience::none) motion_.advance(seconds);
}

Pose Bearer::pose() const {
    const Placement& now = motion_.stance().place;
    Pose pose = hand_.at(elapsed_);
    // What moves the sheet in the picture as that motion would move a head.
    const float scale = pose.distance / start_.distance;
    pose.x += now.x * scale;
    pose.y += now.y * scale;
    pose.distance *= now.distance / start_.distance;
    if (obedience_ != Obedience::turns) return pose;
    const Pose still = pose;
    const Rotation turn = rotation(now.yaw, now.pitch, now.roll);
    const std::array<float, 9>& t = turn.m;
    for (std::size_t r = 0; r < 3; ++r)
        for (std::size_t c = 0; c < 3; ++c)
            pose.turn.m[3 * r + c] = t[3 * r] * still.turn.m[c] + t[3 * r + 1] * still.turn.m[3 + c] +
                                     t[3 * r + 2] * still.turn.m[6 + c];
    return pose;
}

// The sheet's axes and middle in the camera's frame give the homography; its inverse by cofactors.
ToSheet::ToSheet(const Pose& pose) {
    const Vec3 p = pose({0.0F, 0.0F, 0.0F});
    const Vec3 u = pose({1.0F, 0.0F, 0.0F}) - p;
    const Vec3 v = pose({0.0F, 1.0F, 0.0F}) - p;
    const float determinant = dot(u, cross(v, p));
    const float inverse = std::abs(determinant) > 1e-6F ? 1.0F / determinant : 0.0F;
    u_ = cross(v, p) * inverse;
    v_ = cross(p, u) * inverse;
    w_ = cross(u, v) * inverse;
}

SheetRows::SheetRows(const Pose& pose, float bend, const Lens& lens)
    : pose_(pose), bend_(bend), lens_(lens), flat_(pose) {}

void SheetRows::find(int row, int left, int right) {
    const auto count = static_cast<std::size_t>(std::max(right - left, 0));
    u_.resize(count);
    v_.resize(count);
    if (bend_ > 0.0F) return find_bent(row, left);
    // Both are quotients of what grows evenly along the row.
    const Vec3 from{(static_cast<float>(left) + 0.5F - lens_.middle_x) / lens_.focal,
                    (static_cast<float>(row) + 0.5F - lens_.middle_y) / lens_.focal, 1.0F};
    const float step = 1.0F / lens_.focal;
    const ToSheet map = flat_;
    float* const us = u_.data();
    float* const vs = v_.data();
    for (int i = 0; i < right - left; ++i) {
        const auto [u, v] = map({from.x + step * static_cast<float>(i), from.y, 1.0F});
        us[i] = u;
        vs[i] = v;
    }
}

// Where the ray first meets the cylinder, in the sheet's own frame.
void SheetRows::find_bent(int row, int left) {
    const auto m = pose_.turn.m;
    const auto back = [m](Vec3 p) {
        return Vec3{m[0] * p.x + m[3] * p.y + m[6] * p.z, m[1] * p.x + m[4] * p.y + m[7] * p.z,
                    m[2] * p.x + m[5] * p.y + m[8] * p.z};
    };
    Vec3 lens = back({-pose_.x, -pose_.y, pose_.distance});
    lens.z += bend_;  // seen from the axis
    const float y = (static_cast<float>(row) + 0.5F - lens_.middle_y) / lens_.focal;
    const auto count = static_cast<int>(u_.size());
    const float first = (static_cast<float>(left) + 0.5F - lens_.middle_x) / lens_.focal;
    const float step = 1.0F / lens_.focal;
    const float c = lens.x * lens.x + lens.z * lens.z - bend_ * bend_;
    const float bend = bend_;
    float* const us = u_.data();
    float* const vs = v_.data();
    // Local copies and no branches: the loop vectorises.
    for (int i = 0; i < count; ++i) {
        const Vec3 ray = back({first + step * static_cast<float>(i), y, -1.0F});
        const float a = ray.x * ray.x + ray.z * ray.z;
        const float b = lens.x * ray.x + lens.z * ray.z;
        const float root = b * b - a * c;
        const float way = (-b - std::sqrt(std::max(root, 0.0F))) / a;
        const float aside = (lens.x + way * ray.x) / bend;
        const bool hit = root > 0.0F && lens.z + way * ray.z > 0.0F;
        us[i] = hit ? bend * arc_sine(aside) : 1e9F;
        vs[i] = hit ? lens.y + way * ray.y : 1e9F;
    }
}

Rect reach_of(const Pose& pose, float half_width, float half_height, const Lens& lens, const Canvas& canvas) {
    float left = 1e9F, right = -1e9F, top = 1e9F, bottom = -1e9F;
    for (const float su : {-1.0F, 1.0F})
        for (const float sv : {-1.0F, 1.0F}) {
            const Vec3 p = pose({su * half_width, sv * half_height, 0.0F});
            const float scale = lens.focal / std::max(p.z, 5.0F);
            left = std::min(left, lens.middle_x + scale * p.x);
            right = std::max(right, lens.middle_x + scale * p.x);
            top = std::min(top, lens.middle_y + scale * p.y);
            bottom = std::max(bottom, lens.middle_y + scale * p.y);
        }
    const auto even = [](float value, int limit) {
        return static_cast<int>(std::clamp(value, 0.0F, static_cast<float>(limit))) & ~1;
    };
    return {even(left, canvas.width()), even(top, canvas.height()), even(right + 2.0F, canvas.width()),
            even(bottom + 2.0F, canvas.height())};
}

}  // namespace verikiosk::simulator
