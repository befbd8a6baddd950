// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/protocol/protocol.hpp"

/// Messages to encode, break and compare.
namespace verikiosk::tests {

[[nodiscard]] inline CameraInfo sample_camera() {
    return {.kind = CameraKind::simulated,
            .id = "simulated:7",
            .model = "Procedural visitor",
            .width = 1280,
            .height = 720,
            .frames_per_second = 30000.0 / 1001.0,
            .exposure_settable = true,
            .exposure_reported = true,
            .white_balance_lockable = false,
            .control_lag_frames = 2};
}

[[nodiscard]] inline ObservationRow sample_row(std::uint64_t sequence) {
    ObservationRow row;
    row.sequence = sequence;
    row.time = TimePoint(Duration(33'366'667 * static_cast<std::int64_t>(sequence)));
    row.exposure_us = 12'000;
    row.gain_milli = 1'500;
    row.frame_width = 1280;
    row.frame_height = 720;
    row.faces = 1;
    row.track = 1;
    row.source = PointSource::ibug_68;
    row.box_x = 470;
    row.box_y = -3;
    row.box_width = 340;
    row.box_height = 338;
    row.iod_decipx = 1'312;
    row.yaw_decideg = -31;
    row.mouth_width_milli = 870;
    row.corner_rise_milli = -12;
    row.quality.add(Reason::uneven_light);
    row.liveness.regions[0] = {.luma = 1'801, .cb = 1'999, .cr = 2'200};
    row.liveness.regions[3] = {.luma = 17, .cb = 2'048, .cr = 2'048};
    row.liveness.noise_centi = 112;
    row.liveness.parallax_milli = 34;
    row.liveness.model = 180;
    row.crop.fill(static_cast<std::uint8_t>(sequence));
    return row;
}

[[nodiscard]] inline Evidence sample_evidence(std::size_t rows = 3) {
    Evidence evidence;
    evidence.nonce.fill(0x11);
    evidence.session.fill(0x22);
    evidence.ueid = "kiosk-0001";
    evidence.hw_model = "development";
    evidence.sw_version = "0.1.0";
    evidence.plan.fill(0x33);
    evidence.consent = true;
    evidence.camera = sample_camera();
    evidence.clock = {.monotonic = TimePoint(12s),
                      .boot_count = 5,
                      .wall = WallTime(std::chrono::seconds(1'790'000'000)),
                      .wall_trusted = true};
    evidence.oval = {.centre_x = 0.1F, .centre_y = 0.45F, .half_width = 0.2F, .half_height = 0.28F};
    evidence.challenges.push_back({.kind = ChallengeKind::centre,
                                   .prompted = TimePoint(1s),
                                   .ended = TimePoint(2s),
                                   .judgement = {.outcome = Outcome::pass}});
    evidence.challenges.push_back(
        {.kind = ChallengeKind::smile,
         .prompted = TimePoint(2s),
         .ended = TimePoint(4s),
         .judgement = {.outcome = Outcome::fail, .reason = Reason::not_smiling, .score_milli = -40}});
    evidence.challenges.back().planned = 1;
    evidence.shown = {{.at = TimePoint(3s), .kind = ShownKind::colour, .colour = 0x00FF40},
                      {.at = TimePoint(4s),
                       .kind = ShownKind::exposure,
                       .exposure = {.time_milli = -1'000, .gain_milli = 500}}};
    evidence.selfie.fill(0x44);
    evidence.selfie_sequence = 2;
    for (std::size_t i = 0; i < rows; ++i)
        evidence.rows.push_back(sample_row(i + 1));
    return evidence;
}

[[nodiscard]] inline Plan sample_plan() {
    Plan plan;
    plan.session.fill(0x22);
    plan.nonce.fill(0x11);
    plan.policy = "demonstration";
    plan.alternates = {{.kind = ChallengeKind::light,
                        .hold = 500ms,
                        .time_limit = 15s,
                        .colours = {0x000000, 0x00FFFF, 0xFFFFFF}},
                       {.kind = ChallengeKind::turn, .hold = 200ms, .time_limit = 15s, .side = Side::right}};
    plan.classes = {{AttackClass::print, {ChallengeKind::turn, ChallengeKind::approach}}};
    plan.challenges = {{.kind = ChallengeKind::centre, .hold = 1s, .time_limit = 30s},
                       {.kind = ChallengeKind::smile, .hold = 300ms, .time_limit = 15s, .not_before = 2s}};
    return plan;
}

[[nodiscard]] inline Receipt sample_receipt() {
    Receipt receipt;
    receipt.session.fill(0x22);
    receipt.evidence.fill(0x55);
    receipt.decision = Decision::retry;
    receipt.reasons = {Reason::not_smiling, Reason::development_policy};
    receipt.policy = "demonstration/1";
    receipt.decided = WallTime(std::chrono::seconds(1'790'000'001));
    receipt.development = true;
    return receipt;
}

[[nodiscard]] inline EvidencePackage sample_package() {
    EvidencePackage package;
    package.record = {1, 2, 3};
    package.selfie = {0xff, 0xd8};
    package.crops.push_back({.sequence = 2, .luma = Bytes(25'600, 7)});
    return package;
}

}  // namespace verikiosk::tests
