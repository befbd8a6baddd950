// SPDX-License-Identifier: Apache-2.0
#include "net/protocol/parts.hpp"

namespace verikiosk::net::protocol {
namespace {

constexpr std::size_t max_camera_id = 256;
constexpr std::size_t max_camera_model = 128;
constexpr std::uint64_t max_picture_side = 16'384;
constexpr double max_frame_rate = 1'000;
constexpr std::uint64_t max_control_lag = 255;

}  // namespace

void write_optional_duration(cbor::Writer& out, const std::optional<Duration>& duration) {
    if (duration) {
        out.integer(duration->count());
    } else {
        out.null();
    }
}

void write_camera(cbor::Writer& out, const CameraInfo& camera) {
    out.array(10);
    write_enum(out, camera.kind);
    out.text(camera.id).text(camera.model).integer(camera.width).integer(camera.height);
    out.floating(camera.frames_per_second);
    out.boolean(camera.exposure_settable)
        .boolean(camera.exposure_reported)
        .boolean(camera.white_balance_lockable)
        .integer(camera.control_lag_frames);
}

CameraInfo read_camera(Decoder& in) {
    CameraInfo camera;
    in.array_of("camera", 10);
    camera.kind = in.enumerated("camera.kind", CameraKind::device, CameraKind::simulated);
    camera.id = in.text("camera.id", 0, max_camera_id);
    camera.model = in.text("camera.model", 0, max_camera_model);
    camera.width = static_cast<int>(in.number("camera.width", max_picture_side));
    camera.height = static_cast<int>(in.number("camera.height", max_picture_side));
    camera.frames_per_second = in.floating("camera.frames_per_second", 0, max_frame_rate);
    camera.exposure_settable = in.boolean("camera.exposure_settable");
    camera.exposure_reported = in.boolean("camera.exposure_reported");
    camera.white_balance_lockable = in.boolean("camera.white_balance_lockable");
    camera.control_lag_frames = static_cast<int>(in.number("camera.control_lag_frames", max_control_lag));
    return camera;
}

void write_oval(cbor::Writer& out, const Oval& oval) {
    out.array(4);
    for (const float value : {oval.centre_x, oval.centre_y, oval.half_width, oval.half_height}) {
        out.floating(static_cast<double>(value));
    }
}

Oval read_oval(Decoder& in) {
    Oval oval;
    in.array_of("oval", 4);
    oval.centre_x = in.single("oval.centre_x", -2, 2);
    oval.centre_y = in.single("oval.centre_y", -1, 2);
    oval.half_width = in.single("oval.half_width", 0, 2);
    oval.half_height = in.single("oval.half_height", 0, 2);
    return oval;
}

void write_row(cbor::Writer& out, const ObservationRow& row) {
    out.array(27);
    out.unsigned_integer(row.sequence).integer(nanoseconds_of(row.time));
    out.unsigned_integer(row.exposure_us).unsigned_integer(row.gain_milli);
    out.unsigned_integer(row.frame_width).unsigned_integer(row.frame_height);
    out.unsigned_integer(row.faces).unsigned_integer(row.track);
    write_enum(out, row.source);
    out.integer(row.box_x).integer(row.box_y).integer(row.box_width).integer(row.box_height);
    out.unsigned_integer(row.iod_decipx);
    out.integer(row.yaw_decideg).integer(row.pitch_decideg).integer(row.roll_decideg);
    out.integer(row.asymmetry_milli);
    out.unsigned_integer(row.mouth_width_milli).unsigned_integer(row.mouth_open_milli);
    out.integer(row.corner_rise_milli);
    out.unsigned_integer(row.eye_right_milli).unsigned_integer(row.eye_left_milli);
    out.unsigned_integer(row.sharpness_milli).unsigned_integer(row.brightness);
    out.unsigned_integer(row.quality.bits()).bytes(row.crop);
}

ObservationRow read_row(Decoder& in) {
    ObservationRow row;
    in.array_of("row", 27);
    row.sequence = in.number("row.sequence");
    row.time = in.moment("row.time");
    row.exposure_us = in.whole<std::uint32_t>("row.exposure_us");
    row.gain_milli = in.whole<std::uint32_t>("row.gain_milli");
    row.frame_width = in.whole<std::uint16_t>("row.frame_width");
    row.frame_height = in.whole<std::uint16_t>("row.frame_height");
    row.faces = in.whole<std::uint8_t>("row.faces");
    row.track = in.whole<std::uint32_t>("row.track");
    row.source = in.enumerated("row.source", PointSource::none, PointSource::face_mesh);
    row.box_x = in.whole<std::int16_t>("row.box_x");
    row.box_y = in.whole<std::int16_t>("row.box_y");
    row.box_width = in.whole<std::uint16_t>("row.box_width");
    row.box_height = in.whole<std::uint16_t>("row.box_height");
    row.iod_decipx = in.whole<std::uint16_t>("row.iod_decipx");
    row.yaw_decideg = in.whole<std::int16_t>("row.yaw_decideg");
    row.pitch_decideg = in.whole<std::int16_t>("row.pitch_decideg");
    row.roll_decideg = in.whole<std::int16_t>("row.roll_decideg");
    row.asymmetry_milli = in.whole<std::int16_t>("row.asymmetry_milli");
    row.mouth_width_milli = in.whole<std::uint16_t>("row.mouth_width_milli");
    row.mouth_open_milli = in.whole<std::uint16_t>("row.mouth_open_milli");
    row.corner_rise_milli = in.whole<std::int16_t>("row.corner_rise_milli");
    row.eye_right_milli = in.whole<std::uint16_t>("row.eye_right_milli");
    row.eye_left_milli = in.whole<std::uint16_t>("row.eye_left_milli");
    row.sharpness_milli = in.whole<std::uint16_t>("row.sharpness_milli");
    row.brightness = in.whole<std::uint8_t>("row.brightness");
    row.quality = Reasons(in.number("row.quality"));
    row.crop = in.fixed<32>("row.crop");
    return row;
}

void write_challenge(cbor::Writer& out, const Challenge& challenge) {
    out.array(4);
    write_enum(out, challenge.kind);
    out.integer(challenge.hold.count()).integer(challenge.time_limit.count());
    write_optional_duration(out, challenge.not_before);
}

Challenge read_challenge(Decoder& in) {
    Challenge challenge;
    in.array_of("challenge", 4);
    challenge.kind = in.enumerated("challenge.kind", ChallengeKind::centre, ChallengeKind::smile);
    challenge.hold = in.duration("challenge.hold", longest_challenge);
    challenge.time_limit = in.duration("challenge.time_limit", longest_challenge);
    challenge.not_before = in.optional_duration("challenge.not_before", longest_recording);
    return challenge;
}

void write_challenge_result(cbor::Writer& out, const ChallengeResult& result) {
    out.array(6);
    write_enum(out, result.kind);
    out.integer(nanoseconds_of(result.prompted)).integer(nanoseconds_of(result.ended));
    write_enum(out, result.judgement.outcome);
    write_enum(out, result.judgement.reason);
    out.integer(result.judgement.score_milli);
}

ChallengeResult read_challenge_result(Decoder& in) {
    ChallengeResult result;
    in.array_of("challenge", 6);
    result.kind = in.enumerated("challenge.kind", ChallengeKind::centre, ChallengeKind::smile);
    result.prompted = in.moment("challenge.prompted");
    result.ended = in.moment("challenge.ended");
    result.judgement.outcome = in.enumerated("challenge.outcome", Outcome::pass, Outcome::inconclusive);
    result.judgement.reason = in.reason("challenge.reason");
    result.judgement.score_milli = in.whole<std::int32_t>("challenge.score");
    return result;
}

}  // namespace verikiosk::net::protocol
