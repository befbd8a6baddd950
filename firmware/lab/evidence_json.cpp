// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/evidence_json.hpp"

#include <spdlog/fmt/fmt.h>

#include <string_view>

namespace verikiosk::lab {
namespace {

double seconds(TimePoint t) {
    return seconds_of(t.time_since_epoch());
}

/// Colours as luma, Cb, Cr in code values.
std::string liveness_json(const LivenessMeasures& measures) {
    const auto colour = [&](Region region) {
        constexpr double sixteenths = 16;
        const RegionColour& of = measures[region];
        return fmt::format("[{:.2f},{:.2f},{:.2f}]", of.luma / sixteenths, of.cb / sixteenths,
                           of.cr / sixteenths);
    };
    return fmt::format(R"({{"forehead":{},"cheek_right":{},"cheek_left":{},"background":{},"noise_centi":{},)"
                       R"("parallax_milli":{},"recapture_milli":{},"model":{}}})",
                       colour(Region::forehead), colour(Region::cheek_right), colour(Region::cheek_left),
                       colour(Region::background), measures.noise_centi, measures.parallax_milli,
                       measures.recapture_milli, measures.model);
}

std::string row_json(const ObservationRow& row) {
    return fmt::format(
        R"({{"sequence":{},"t":{:.6f},"exposure_us":{},"gain_milli":{},"faces":{},"track":{},)"
        R"("box":[{},{},{},{}],"iod":{:.1f},"yaw":{:.1f},"pitch":{:.1f},"roll":{:.1f},"asymmetry_milli":{},)"
        R"("mouth_width_milli":{},"mouth_open_milli":{},"corner_rise_milli":{},"eye_right_milli":{},)"
        R"("eye_left_milli":{},"sharpness_milli":{},"brightness":{},"quality":{},"liveness":{},"crop":"{}"}})",
        row.sequence, seconds(row.time), row.exposure_us, row.gain_milli, row.faces, row.track, row.box_x,
        row.box_y, row.box_width, row.box_height, row.iod_decipx / 10.0, row.yaw_decideg / 10.0,
        row.pitch_decideg / 10.0, row.roll_decideg / 10.0, row.asymmetry_milli, row.mouth_width_milli,
        row.mouth_open_milli, row.corner_rise_milli, row.eye_right_milli, row.eye_left_milli,
        row.sharpness_milli, row.brightness, reasons_json(row.quality), liveness_json(row.liveness),
        hex(row.crop));
}

std::string shown_json(const Shown& shown) {
    if (shown.kind == ShownKind::colour)
        return fmt::format(R"({{"at":{:.6f},"colour":"#{:06x}"}})", seconds(shown.at), shown.colour);
    return fmt::format(R"({{"at":{:.6f},"exposure_time_milli":{},"gain_milli":{}}})", seconds(shown.at),
                       shown.exposure.time_milli, shown.exposure.gain_milli);
}

std::string challenge_json(const ChallengeResult& result) {
    return fmt::format(
        R"({{"challenge":"{}","planned":{},"prompted":{:.6f},"ended":{:.6f},"outcome":"{}","reason":"{}","score_milli":{}}})",
        name_of(result.kind), result.planned, seconds(result.prompted), seconds(result.ended),
        name_of(result.judgement.outcome), name_of(result.judgement.reason), result.judgement.score_milli);
}

}  // namespace

std::string reasons_json(Reasons reasons) {
    std::string list;
    for (unsigned number = 1; number < 64; ++number) {
        const auto reason = reason_from(number);
        if (reason && reasons.has(*reason)) list += (list.empty() ? "" : ",") + json_string(name_of(*reason));
    }
    return "[" + list + "]";
}

std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string evidence_json(const Evidence& evidence) {
    std::string challenges;
    for (const ChallengeResult& result : evidence.challenges) {
        challenges += (challenges.empty() ? "" : ",\n    ") + challenge_json(result);
    }
    std::string shown;
    for (const Shown& thing : evidence.shown)
        shown += (shown.empty() ? "" : ",\n    ") + shown_json(thing);
    std::string rows;
    for (const ObservationRow& row : evidence.rows)
        rows += (rows.empty() ? "" : ",\n    ") + row_json(row);
    const CameraInfo& camera = evidence.camera;
    return fmt::format(
        "{{\n  \"session\":\"{}\",\n  \"nonce\":\"{}\",\n  \"ueid\":{},\n  \"claimed\":{{\"hw_model\":{},"
        "\"sw_version\":{}}},\n  \"plan\":\"{}\",\n  \"consent\":{},\n  "
        "\"camera\":{{\"kind\":\"{}\",\"id\":{},"
        "\"model\":{},\"width\":{},\"height\":{},\"exposure_settable\":{},\"exposure_reported\":{}}},\n"
        "  \"clock\":{{\"monotonic\":{:.6f},\"wall\":{},\"wall_trusted\":{}}},\n"
        "  \"oval\":{{\"x\":{:.4f},\"y\":{:.4f},\"half_width\":{:.4f},\"half_height\":{:.4f}}},\n"
        "  \"challenges\":[\n    {}],\n  \"shown\":[\n    {}],\n  \"selfie\":\"{}\",\n  "
        "\"selfie_sequence\":{},\n  \"rows\":[\n    "
        "{}]\n}}\n",
        hex(evidence.session), hex(evidence.nonce), json_string(evidence.ueid),
        json_string(evidence.hw_model), json_string(evidence.sw_version), hex(evidence.plan),
        evidence.consent, name_of(camera.kind), json_string(camera.id), json_string(camera.model),
        camera.width, camera.height, camera.exposure_settable, camera.exposure_reported,
        seconds(evidence.clock.monotonic), evidence.clock.wall.time_since_epoch().count(),
        evidence.clock.wall_trusted, evidence.oval.centre_x, evidence.oval.centre_y, evidence.oval.half_width,
        evidence.oval.half_height, challenges, shown, hex(evidence.selfie), evidence.selfie_sequence, rows);
}

std::string receipt_json(const Receipt& receipt) {
    std::string reasons;
    for (const Reason reason : receipt.reasons) {
        reasons += (reasons.empty() ? "" : ",") + json_string(verikiosk::name_of(reason));
    }
    return fmt::format(
        R"({{"session":"{}","evidence":"{}","decision":"{}","reasons":[{}],"policy":{},"decided":{},"development":{}}})",
        hex(receipt.session), hex(receipt.evidence), verikiosk::name_of(receipt.decision), reasons,
        json_string(receipt.policy), receipt.decided.time_since_epoch().count(), receipt.development);
}

}  // namespace verikiosk::lab
