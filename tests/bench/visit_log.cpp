// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/visit_log.hpp"

#include <array>

#include "vision/face/oval.hpp"

namespace verikiosk::bench {
namespace {

constexpr std::uint64_t rows_a_challenge = 180;
constexpr std::array kinds{ChallengeKind::centre, ChallengeKind::turn, ChallengeKind::light,
                           ChallengeKind::exposure, ChallengeKind::smile};
constexpr Duration step_time = 400ms;

TimePoint time_of(std::uint64_t frame) {
    return from_nanoseconds(1'000'000'000 + static_cast<std::int64_t>(frame) * 33'333'333);
}

/// Well placed, frontal, neutral, 110 px between the eyes; no two pictures alike.
ObservationRow still_row(std::uint64_t frame) {
    ObservationRow row;
    row.sequence = frame;
    row.time = time_of(frame);
    row.frame_width = 1280;
    row.frame_height = 720;
    row.faces = 1;
    row.track = 1;
    row.source = PointSource::ibug_68;
    row.box_x = 519;
    row.box_y = 170;
    row.box_width = 242;
    row.box_height = 320;
    row.iod_decipx = 1100;
    row.mouth_width_milli = 800;
    row.brightness = 120;
    row.liveness.regions.fill({1920, 1920, static_cast<std::uint16_t>(2240 + frame % 16)});
    row.liveness.noise_centi = 130;
    row.liveness.parallax_milli = static_cast<std::uint16_t>(3 + frame % 4);
    row.crop[0] = static_cast<std::uint8_t>(frame & 255U);
    row.crop[1] = static_cast<std::uint8_t>(1 + (frame >> 8U));
    return row;
}

Challenge asked(ChallengeKind kind) {
    Challenge challenge{.kind = kind, .hold = step_time, .time_limit = 5s};
    if (kind == ChallengeKind::turn) challenge.side = Side::left;
    if (kind == ChallengeKind::light)
        challenge.colours = {0, 0x00FF00, 0, 0xFF00FF, 0, 0xFFFF00, 0, 0xFFFFFF, 0, 0x0000FF, 0};
    if (kind == ChallengeKind::exposure) challenge.exposures = {{-1000, 0}, {0, 600}, {-600, 600}, {0, 0}};
    return challenge;
}

/// What the kiosk showed for it, from this moment on.
std::vector<Shown> shown_for(const Challenge& challenge, TimePoint from) {
    std::vector<Shown> shown;
    for (const std::uint32_t colour : challenge.colours) {
        shown.push_back({.at = from, .kind = ShownKind::colour, .colour = colour, .exposure = {}});
        from += step_time;
    }
    for (const ExposureStep& exposure : challenge.exposures) {
        shown.push_back({.at = from, .kind = ShownKind::exposure, .colour = 0, .exposure = exposure});
        from += step_time;
    }
    return shown;
}

}  // namespace

VisitLog log_of_a_visit() {
    VisitLog log;
    for (std::uint64_t frame = 0; frame < kinds.size() * rows_a_challenge; ++frame)
        log.evidence.rows.push_back(still_row(frame));
    log.evidence.oval = vision::oval_for(log.evidence.rows.front(), log.plan.min_iod_px);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const Challenge challenge = asked(kinds.at(i));
        const TimePoint prompted = time_of(i * rows_a_challenge);
        log.plan.challenges.push_back(challenge);
        log.evidence.challenges.push_back({.kind = challenge.kind,
                                           .planned = static_cast<std::uint8_t>(i),
                                           .prompted = prompted,
                                           .ended = time_of((i + 1) * rows_a_challenge - 1)});
        const auto shown = shown_for(challenge, prompted + step_time);
        log.evidence.shown.insert(log.evidence.shown.end(), shown.begin(), shown.end());
    }
    return log;
}

}  // namespace verikiosk::bench
