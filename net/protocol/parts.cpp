// SPDX-License-Identifier: Apache-2.0
#include "net/protocol/parts.hpp"

#include <algorithm>
#include <array>

namespace verikiosk::net::protocol {
namespace {

constexpr std::size_t max_camera_id = 256;
constexpr std::size_t max_camera_model = 128;
constexpr std::uint64_t max_picture_side = 16'384;
constexpr double max_frame_rate = 1'000;
constexpr std::uint64_t max_control_lag = 255;
constexpr std::size_t max_steps = 16;
constexpr std::size_t max_stoppers = 8;
constexpr std::uint64_t max_colour = 0xFFFFFF;
constexpr std::int64_t max_stops_milli = 2'000;
constexpr std::uint64_t max_grow_milli = 2'000;

/// Twelve bits a value, the model's word eight, big-endian: as CBOR integers they would take twice the room,
/// and a row has 160 bytes. Half a byte is left, and zero.
constexpr std::size_t packed_liveness_bytes = 24;
constexpr std::uint16_t twelve_bits = 0xFFF;

class NibbleWriter {
  public:
    void put(std::uint16_t value) {
        const unsigned bounded = std::min(value, twelve_bits);
        for (const unsigned shift : {8U, 4U, 0U})
            put_nibble((bounded >> shift) & 0xFU);
    }
    void put_nibble(unsigned four) {
        bytes.at(count_ / 2) |= static_cast<std::uint8_t>(count_ % 2 == 0 ? four << 4U : four);
        ++count_;
    }
    std::array<std::uint8_t, packed_liveness_bytes> bytes{};

  private:
    std::size_t count_ = 0;
};

std::array<std::uint8_t, packed_liveness_bytes> pack(const LivenessMeasures& measures) {
    NibbleWriter out;
    for (const RegionColour& colour : measures.regions)
        for (const std::uint16_t value : {colour.luma, colour.cb, colour.cr})
            out.put(value);
    for (const std::uint16_t value :
         {measures.noise_centi, measures.parallax_milli, measures.recapture_milli})
        out.put(value);
    out.put_nibble(measures.model >> 4U);
    out.put_nibble(measures.model & 0xFU);
    return out.bytes;
}

LivenessMeasures unpack(const std::array<std::uint8_t, packed_liveness_bytes>& bytes) {
    std::size_t nibble = 0;
    const auto get = [&](int nibbles) {
        unsigned value = 0;
        for (int i = 0; i < nibbles; ++i, ++nibble) {
            const unsigned byte = bytes.at(nibble / 2);
            value = value << 4U | (nibble % 2 == 0 ? byte >> 4U : byte & 0xFU);
        }
        return static_cast<std::uint16_t>(value);
    };
    LivenessMeasures measures;
    for (RegionColour& colour : measures.regions) {
        colour.luma = get(3);
        colour.cb = get(3);
        colour.cr = get(3);
    }
    measures.noise_centi = get(3);
    measures.parallax_milli = get(3);
    measures.recapture_milli = get(3);
    measures.model = static_cast<std::uint8_t>(get(2));
    return measures;
}

ChallengeKind read_challenge_kind(Decoder& in) {
    return in.enumerated("challenge.kind", ChallengeKind::centre, last_challenge_kind);
}

void write_exposure(cbor::Writer& out, const ExposureStep& step) {
    out.array(2).integer(step.time_milli).integer(step.gain_milli);
}

ExposureStep read_exposure(Decoder& in) {
    ExposureStep step;
    in.array_of("exposure", 2);
    step.time_milli =
        static_cast<std::int16_t>(in.integer("exposure.time", -max_stops_milli, max_stops_milli));
    step.gain_milli =
        static_cast<std::int16_t>(in.integer("exposure.gain", -max_stops_milli, max_stops_milli));
    return step;
}

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
    out.array(28);
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
    out.unsigned_integer(row.quality.bits()).bytes(pack(row.liveness)).bytes(row.crop);
}

ObservationRow read_row(Decoder& in) {
    ObservationRow row;
    in.array_of("row", 28);
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
    row.liveness = unpack(in.fixed<packed_liveness_bytes>("row.liveness"));
    row.crop = in.fixed<32>("row.crop");
    return row;
}

void write_challenge(cbor::Writer& out, const Challenge& challenge) {
    out.array(8);
    write_enum(out, challenge.kind);
    out.integer(challenge.hold.count()).integer(challenge.time_limit.count());
    write_optional_duration(out, challenge.not_before);
    write_enum(out, challenge.side);
    out.unsigned_integer(challenge.grow_milli);
    out.array(challenge.colours.size());
    for (const std::uint32_t colour : challenge.colours)
        out.unsigned_integer(colour);
    out.array(challenge.exposures.size());
    for (const ExposureStep& step : challenge.exposures)
        write_exposure(out, step);
}

Challenge read_challenge(Decoder& in) {
    Challenge challenge;
    in.array_of("challenge", 8);
    challenge.kind = read_challenge_kind(in);
    challenge.hold = in.duration("challenge.hold", longest_challenge);
    challenge.time_limit = in.duration("challenge.time_limit", longest_challenge);
    challenge.not_before = in.optional_duration("challenge.not_before", longest_recording);
    challenge.side = in.enumerated("challenge.side", Side::none, Side::right);
    challenge.grow_milli = static_cast<std::uint16_t>(in.number("challenge.grow", max_grow_milli));
    const std::size_t colours = in.array("challenge.colours", 0, max_steps);
    for (std::size_t i = 0; i < colours && in.ok(); ++i)
        challenge.colours.push_back(static_cast<std::uint32_t>(in.number("challenge.colour", max_colour)));
    const std::size_t exposures = in.array("challenge.exposures", 0, max_steps);
    for (std::size_t i = 0; i < exposures && in.ok(); ++i)
        challenge.exposures.push_back(read_exposure(in));
    return challenge;
}

void write_class_rule(cbor::Writer& out, const ClassRule& rule) {
    out.array(2);
    write_enum(out, rule.attack);
    out.array(rule.stopped_by.size());
    for (const ChallengeKind kind : rule.stopped_by)
        write_enum(out, kind);
}

ClassRule read_class_rule(Decoder& in) {
    ClassRule rule;
    in.array_of("class", 2);
    rule.attack = in.enumerated("class.attack", AttackClass::print, last_attack_class);
    const std::size_t kinds = in.array("class.stopped_by", 1, max_stoppers);
    for (std::size_t i = 0; i < kinds && in.ok(); ++i)
        rule.stopped_by.push_back(read_challenge_kind(in));
    return rule;
}

void write_shown(cbor::Writer& out, const Shown& shown) {
    out.array(4).integer(nanoseconds_of(shown.at));
    write_enum(out, shown.kind);
    out.unsigned_integer(shown.colour);
    write_exposure(out, shown.exposure);
}

Shown read_shown(Decoder& in) {
    Shown shown;
    in.array_of("shown", 4);
    shown.at = in.moment("shown.at");
    shown.kind = in.enumerated("shown.kind", ShownKind::colour, ShownKind::exposure);
    shown.colour = static_cast<std::uint32_t>(in.number("shown.colour", max_colour));
    shown.exposure = read_exposure(in);
    return shown;
}

void write_challenge_result(cbor::Writer& out, const ChallengeResult& result) {
    out.array(7);
    write_enum(out, result.kind);
    out.unsigned_integer(result.planned);
    out.integer(nanoseconds_of(result.prompted)).integer(nanoseconds_of(result.ended));
    write_enum(out, result.judgement.outcome);
    write_enum(out, result.judgement.reason);
    out.integer(result.judgement.score_milli);
}

ChallengeResult read_challenge_result(Decoder& in) {
    ChallengeResult result;
    in.array_of("challenge", 7);
    result.kind = read_challenge_kind(in);
    result.planned = static_cast<std::uint8_t>(in.number("challenge.planned", 2 * max_challenges - 1));
    result.prompted = in.moment("challenge.prompted");
    result.ended = in.moment("challenge.ended");
    result.judgement.outcome = in.enumerated("challenge.outcome", Outcome::pass, Outcome::inconclusive);
    result.judgement.reason = in.reason("challenge.reason");
    result.judgement.score_milli = in.whole<std::int32_t>("challenge.score");
    return result;
}

}  // namespace verikiosk::net::protocol
