// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/figure.hpp"

namespace verikiosk::simulator {

Figure::Figure(const Person& person, std::optional<Mask> mask)
    : head_(person, mask), parts_(head_accessories(person)), torso_(make_torso(person)) {}

Pose Figure::head_pose(const Placement& at) {
    Pose pose;
    pose.turn = rotation(at.yaw, at.pitch, at.roll);
    const Vec3 neck{0.0F, 6.0F, -2.5F};
    const Vec3 shift = neck - pose.turn(neck);
    pose.x = at.x + shift.x;
    pose.y = at.y + shift.y;
    pose.distance = at.distance - shift.z;
    return pose;
}

void Figure::draw(const Stance& stance, const Lens& lens, const Illumination& light, Painter& painter,
                  Canvas& canvas) {
    const Placement& at = stance.place;
    head_.set(stance.face);
    head_pose_ = head_pose(at);
    const Pose trunk{rotation(at.yaw * 0.25F, 0.0F, at.roll * 0.15F), at.x, at.y, at.distance};
    painter.draw(head_.surface(), false, head_pose_, lens, light, canvas);
    for (const Part& part : parts_)
        painter.draw(part.grid, part.both_sides, head_pose_, lens, light, canvas);
    painter.draw(torso_.grid, torso_.both_sides, trunk, lens, light, canvas);
}

PicturePoint Figure::landmark(Landmark which, const Lens& lens) const {
    const Vec3 p = head_pose_(head_.landmark(which));
    const float scale = lens.focal / std::max(p.z, 1.0F);
    return {lens.middle_x + scale * p.x, lens.middle_y + scale * p.y};
}

}  // namespace verikiosk::simulator
