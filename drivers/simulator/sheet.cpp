// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/sheet.hpp"

namespace verikiosk::simulator {
namespace {

Vec3 cross(Vec3 a, Vec3 b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
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
