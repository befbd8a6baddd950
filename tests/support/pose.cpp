// SPDX-License-Identifier: Apache-2.0
#include "tests/support/pose.hpp"

#include <cmath>

namespace verikiosk::tests {
namespace {

std::int16_t whole(double value) {
    return static_cast<std::int16_t>(std::lround(value));
}

}  // namespace

void Pose::ease_towards(const Pose& wanted) {
    constexpr double part = 0.25;
    asymmetry += part * (wanted.asymmetry - asymmetry);
    size += part * (wanted.size - size);
    mouth_width += part * (wanted.mouth_width - mouth_width);
    corner_rise += part * (wanted.corner_rise - corner_rise);
    mouth_open += part * (wanted.mouth_open - mouth_open);
}

Pose answer_to(const Challenge& challenge) {
    Pose pose;
    switch (challenge.kind) {
        case ChallengeKind::turn:
            pose.asymmetry = challenge.side == Side::left ? 450 : -450;
            break;
        case ChallengeKind::approach:
            pose.size = challenge.grow_milli / 1000.0 + 0.04;
            break;
        case ChallengeKind::smile:
            pose.mouth_width = 1040;
            pose.corner_rise = 100;
            break;
        case ChallengeKind::open_mouth:
            pose.mouth_open = 480;
            break;
        case ChallengeKind::centre:
        case ChallengeKind::light:
        case ChallengeKind::exposure:
            break;
    }
    return pose;
}

void strike(ObservationRow& row, const Pose& pose) {
    const double middle_x = row.box_x + row.box_width / 2.0;
    const double middle_y = row.box_y + row.box_height / 2.0;
    row.box_width = static_cast<std::uint16_t>(whole(row.box_width * pose.size));
    row.box_height = static_cast<std::uint16_t>(whole(row.box_height * pose.size));
    row.box_x = whole(middle_x - row.box_width / 2.0);
    row.box_y = whole(middle_y - row.box_height / 2.0);
    row.iod_decipx = static_cast<std::uint16_t>(whole(row.iod_decipx * pose.size));
    row.asymmetry_milli = whole(pose.asymmetry);
    row.mouth_width_milli = static_cast<std::uint16_t>(whole(pose.mouth_width));
    row.corner_rise_milli = whole(pose.corner_rise);
    row.mouth_open_milli = static_cast<std::uint16_t>(whole(pose.mouth_open));
    // A head is no plane: turned, or nearer, its nose leaves the plane of its jaw.
    row.liveness.parallax_milli =
        static_cast<std::uint16_t>(whole(10 + std::abs(pose.asymmetry) / 2 + 550 * (pose.size - 1)));
}

}  // namespace verikiosk::tests
