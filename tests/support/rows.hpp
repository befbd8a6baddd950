// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/domain/observation.hpp"
#include "firmware/domain/plan.hpp"

/// Observation rows of imagined visitors, for tests of what judges and follows them.
namespace verikiosk::tests {

/// Somebody well placed in a 1280x720 picture: neutral, still, well lit, 120 px between the eyes.
[[nodiscard]] inline ObservationRow neutral_row(std::uint64_t sequence, TimePoint time) {
    ObservationRow row;
    row.sequence = sequence;
    row.time = time;
    row.frame_width = 1280;
    row.frame_height = 720;
    row.faces = 1;
    row.track = 1;
    row.source = PointSource::ibug_68;
    row.box_width = 260;
    row.box_height = 340;
    row.box_x = 640 - 130;
    row.box_y = 360 - 170;
    row.iod_decipx = 1200;
    row.mouth_width_milli = 850;
    row.corner_rise_milli = 0;
    row.mouth_open_milli = 30;
    row.eye_right_milli = 300;
    row.eye_left_milli = 300;
    row.sharpness_milli = 500;
    row.brightness = 128;
    // Every frame's crop differs, as a sensor's noise makes it.
    for (std::size_t i = 0; i < 8; ++i)
        row.crop[i] = static_cast<std::uint8_t>(sequence >> (8 * i));
    row.crop[31] = 1;
    return row;
}

[[nodiscard]] inline ObservationRow smiling_row(std::uint64_t sequence, TimePoint time) {
    ObservationRow row = neutral_row(sequence, time);
    row.mouth_width_milli = 1080;
    row.corner_rise_milli = 110;
    row.mouth_open_milli = 120;
    return row;
}

[[nodiscard]] inline ObservationRow empty_row(std::uint64_t sequence, TimePoint time) {
    ObservationRow row;
    row.sequence = sequence;
    row.time = time;
    row.frame_width = 1280;
    row.frame_height = 720;
    return row;
}

/// The plan of a centre and a smile, as the backend draws it for demonstrations.
[[nodiscard]] inline Plan centre_and_smile() {
    Plan plan;
    plan.session[0] = 7;
    plan.nonce[0] = 9;
    plan.policy = "demonstration";
    plan.challenges = {{.kind = ChallengeKind::centre, .hold = 1s, .time_limit = 20s},
                       {.kind = ChallengeKind::smile, .hold = 300ms, .time_limit = 10s}};
    return plan;
}

}  // namespace verikiosk::tests
