// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/vision/rows.hpp"

#include <cstdlib>

#include "vision/face/oval.hpp"

namespace verikiosk::tests {

TimePoint frame_time(int frame) {
    return from_nanoseconds(1'000'000'000 + std::int64_t{frame} * 33'333'333);
}

ObservationRow calm_row(int frame) {
    ObservationRow row;
    row.sequence = static_cast<std::uint64_t>(frame);
    row.time = frame_time(frame);
    row.frame_width = 1280;
    row.frame_height = 720;
    row.faces = 1;
    row.track = 7;
    row.source = PointSource::ibug_68;
    row.box_width = 242;
    row.box_height = 320;
    row.box_x = 640 - 121;
    row.box_y = 330 - 160;
    row.iod_decipx = 1100;
    row.mouth_width_milli = neutral_mouth;
    row.corner_rise_milli = neutral_rise;
    row.mouth_open_milli = 20;
    row.eye_left_milli = row.eye_right_milli = 300;
    row.brightness = 120;
    row.crop[0] = 1;
    row.crop[1] = static_cast<std::uint8_t>(frame & 255);
    row.crop[2] = static_cast<std::uint8_t>(frame >> 8);
    return row;
}

ObservationRow empty_row(int frame) {
    ObservationRow row;
    row.sequence = static_cast<std::uint64_t>(frame);
    row.time = frame_time(frame);
    row.frame_width = 1280;
    row.frame_height = 720;
    return row;
}

ObservationRow smiling_row(int frame) {
    ObservationRow row = calm_row(frame);
    row.mouth_width_milli = neutral_mouth * 13 / 10;
    row.corner_rise_milli = neutral_rise + 90;
    return row;
}

ObservationRow shouting_row(int frame) {
    ObservationRow row = calm_row(frame);
    row.mouth_width_milli = neutral_mouth * 12 / 10;
    row.mouth_open_milli = 600;
    row.corner_rise_milli = neutral_rise - 60;
    return row;
}

ObservationRow gaping_row(int frame) {
    ObservationRow row = metered_row(frame);
    row.mouth_open_milli = 500;
    row.box_height = 345;
    return row;
}

ObservationRow metered_row(int frame) {
    ObservationRow row = calm_row(frame);
    for (RegionColour& colour : row.liveness.regions)
        colour = {120 * 16, 120 * 16, 140 * 16};
    row.liveness.noise_centi = 130;
    row.liveness.parallax_milli = static_cast<std::uint16_t>(3 + frame % 4);
    return row;
}

ObservationRow turned_row(int frame, int asymmetry_milli) {
    ObservationRow row = metered_row(frame);
    row.asymmetry_milli = static_cast<std::int16_t>(asymmetry_milli);
    row.yaw_decideg = static_cast<std::int16_t>(asymmetry_milli / 2);
    row.liveness.parallax_milli = static_cast<std::uint16_t>(std::abs(asymmetry_milli) / 8);
    return row;
}

ObservationRow moved(ObservationRow row, int dx, int dy) {
    row.box_x = static_cast<std::int16_t>(row.box_x + dx);
    row.box_y = static_cast<std::int16_t>(row.box_y + dy);
    return row;
}

judge::Context centre_context() {
    judge::Context context;
    context.challenge = {.kind = ChallengeKind::centre, .hold = 1000ms, .time_limit = 15s};
    context.prompted = frame_time(-1);
    context.oval = vision::oval_for(calm_row(0), context.min_iod_px);
    return context;
}

judge::Context smile_context() {
    judge::Context context = centre_context();
    context.challenge = {.kind = ChallengeKind::smile, .hold = 300ms, .time_limit = 8s};
    context.neutral_mouth_width_milli = neutral_mouth;
    context.neutral_corner_rise_milli = neutral_rise;
    context.track = 7;
    context.source = PointSource::ibug_68;
    return context;
}

judge::Context context_of(ChallengeKind kind) {
    judge::Context context = smile_context();
    context.challenge.kind = kind;
    context.neutral_mouth_open_milli = 20;
    context.centre_iod_decipx = 1100;
    return context;
}

judge::Standing feed(judge::ChallengeJudge& judge, const std::vector<ObservationRow>& rows) {
    judge::Standing standing;
    for (const ObservationRow& row : rows)
        standing = judge.add(row);
    return standing;
}

}  // namespace verikiosk::tests
