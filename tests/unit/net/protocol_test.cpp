// SPDX-License-Identifier: Apache-2.0
#include "net/protocol/protocol.hpp"
#include "net/cbor/reader.hpp"
#include "net/cbor/writer.hpp"
#include "net/protocol/parts.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/net/samples.hpp"

using namespace verikiosk;
using namespace verikiosk::net;
using namespace verikiosk::net::protocol;
using namespace verikiosk::tests;

GROUP("protocol");

namespace {

template <class Message, class Encode, class Decode>
void comes_back(const Message& message, Encode encode, Decode decode) {
    const Bytes encoded = must(encode(message));
    CHECK(must(cbor::check(encoded).map([] { return true; })));
    CHECK(must(decode(encoded)) == message);
}

ObservationRow widest_row() {
    ObservationRow row;
    row.sequence = ~std::uint64_t{0};
    row.time = TimePoint::max();
    row.exposure_us = row.gain_milli = row.track = ~std::uint32_t{0};
    row.frame_width = row.frame_height = row.box_width = row.box_height = 0xffff;
    row.faces = row.brightness = 0xff;
    row.source = PointSource::face_mesh;
    row.box_x = row.box_y = -32768;
    row.iod_decipx = row.mouth_width_milli = row.mouth_open_milli = 0xffff;
    row.yaw_decideg = row.pitch_decideg = row.roll_decideg = -32768;
    row.asymmetry_milli = row.corner_rise_milli = -32768;
    row.eye_right_milli = row.eye_left_milli = row.sharpness_milli = 0xffff;
    row.quality = Reasons(~std::uint64_t{0});
    row.liveness.regions.fill({4095, 4095, 4095});
    row.liveness.noise_centi = row.liveness.parallax_milli = row.liveness.recapture_milli = 4095;
    row.liveness.model = 201;
    row.crop.fill(0xff);
    return row;
}

std::string why(const Evidence& evidence) {
    const auto encoded = encode_evidence(evidence);
    return encoded ? "accepted" : encoded.error().what;
}

}  // namespace

STORY(every_message_comes_back_as_it_was) {
    comes_back(sample_evidence(), encode_evidence, decode_evidence);
    comes_back(sample_plan(), encode_plan, decode_plan);
    comes_back(sample_receipt(), encode_receipt, decode_receipt);
    comes_back(sample_package(), encode_package, decode_package);
    SessionRequest request{.code = "0123456K", .camera = sample_camera(), .smile_at = {}};
    request.code = "00000000";
    comes_back(request, encode_session_request, decode_session_request);
    request.smile_at = 5400ms;
    comes_back(request, encode_session_request, decode_session_request);
    comes_back(SessionAnswer{.plan_record = {1, 2},
                             .account_name = "Zo\xC3\xAB",
                             .eligible = false,
                             .deadline = WallTime(std::chrono::seconds(1'790'000'000))},
               encode_session_answer, decode_session_answer);
}

STORY(a_row_at_its_widest_stays_under_160_bytes) {
    cbor::Writer out;
    write_row(out, widest_row());
    CHECK_EQUAL(out.written().size(), 160U);
    Evidence evidence = sample_evidence(0);
    evidence.rows.assign(1, widest_row());
    comes_back(evidence, encode_evidence, decode_evidence);
}

STORY(two_minutes_of_rows_with_all_crops_and_a_selfie_fit_the_upload) {
    Evidence evidence = sample_evidence(max_rows);
    EvidencePackage package;
    package.record = must(encode_evidence(evidence));
    package.selfie = Bytes(150'000, 1);
    for (std::uint64_t i = 0; i < max_crops; ++i)
        package.crops.push_back({i, Bytes(25'600, 2)});
    CHECK(must(encode_package(package)).size() <= max_package_bytes);
}

STORY(the_claims_stand_under_their_registered_keys) {
    const Bytes encoded = must(encode_evidence(sample_evidence()));
    cbor::Reader reader = must(cbor::Reader::open(encoded));
    const std::size_t claims = must(reader.map(0, 99));
    std::vector<std::int64_t> keys;
    for (std::size_t i = 0; i < claims; ++i) {
        keys.push_back(must(reader.integer()));
        must(reader.skip());
    }
    const std::vector<std::int64_t> registered(keys.begin(), keys.begin() + 8);
    CHECK((registered == std::vector<std::int64_t>{10, 256, 258, 259, 265, 267, 270, 271}));
    for (std::size_t i = 8; i < keys.size(); ++i)
        CHECK(keys[i] < -65536);
}

STORY(what_is_out_of_range_is_refused_by_the_name_of_its_field) {
    Evidence evidence = sample_evidence();
    evidence.hw_model = std::string(33, 'x');
    CHECK_CONTAINS(why(evidence), "hwmodel");
    evidence = sample_evidence();
    evidence.camera.kind = static_cast<CameraKind>(4);
    CHECK_CONTAINS(why(evidence), "camera.kind");
    evidence = sample_evidence();
    evidence.camera.model = "\xff";
    CHECK_CONTAINS(why(evidence), "invalid UTF-8");
    evidence = sample_evidence();
    evidence.challenges[0].judgement.outcome = static_cast<Outcome>(3);
    CHECK_CONTAINS(why(evidence), "challenge.outcome");
    evidence = sample_evidence();
    evidence.challenges[0].judgement.reason = static_cast<Reason>(250);
    CHECK_CONTAINS(why(evidence), "challenge.reason: 250 is no reason");
    evidence = sample_evidence();
    evidence.rows[1].time = TimePoint(Duration(-1));
    CHECK_CONTAINS(why(evidence), "row.time");
    evidence = sample_evidence();
    evidence.oval.half_width = 3;
    CHECK_CONTAINS(why(evidence), "oval.half_width");
    evidence = sample_evidence(max_rows + 1);
    CHECK_CONTAINS(why(evidence), "rows: CBOR at byte");
}

STORY(a_plan_or_receipt_with_a_strange_value_is_refused) {
    Plan plan = sample_plan();
    plan.challenges[0].kind = static_cast<ChallengeKind>(8);
    CHECK_CONTAINS(encode_plan(plan).error().what, "challenge.kind");
    plan = sample_plan();
    plan.challenges[0].hold = std::chrono::minutes(11);
    CHECK_CONTAINS(encode_plan(plan).error().what, "challenge.hold");
    plan.challenges.assign(17, {});
    CHECK(!encode_plan(plan).has_value());
    Receipt receipt = sample_receipt();
    receipt.decision = static_cast<Decision>(3);
    CHECK_CONTAINS(encode_receipt(receipt).error().what, "decision");
    receipt = sample_receipt();
    receipt.policy.clear();
    CHECK_CONTAINS(encode_receipt(receipt).error().what, "policy");
}

STORY(a_package_too_large_or_with_odd_crops_is_refused) {
    EvidencePackage package = sample_package();
    package.crops[0].luma.pop_back();
    CHECK_CONTAINS(encode_package(package).error().what, "crop.luma");
    package.crops.assign(13, {.sequence = 1, .luma = Bytes(25'600)});
    CHECK_CONTAINS(encode_package(package).error().what, "crops");
    package.crops.clear();
    package.selfie = Bytes(max_package_bytes);
    CHECK(encode_package(package).error().code == Errc::too_large);
}

STORY(an_unknown_or_missing_field_is_refused_by_name) {
    cbor::Map map;
    map.at(1).bytes(Bytes{1});
    map.at(2).bytes({});
    map.at(4).array(0);
    CHECK_CONTAINS(decode_package(cbor::Writer{}.map(map).take()).error().what,
                   "crops: key 3 is missing, found 4");
    map = {};
    map.at(1).bytes(Bytes{1});
    CHECK_CONTAINS(decode_package(cbor::Writer{}.map(map).take()).error().what, "package: CBOR at byte 0");
}

STORY(a_ueid_that_is_not_this_kiosks_is_refused) {
    Bytes encoded = must(encode_evidence(sample_evidence()));
    const std::string text(encoded.begin(), encoded.end());
    encoded[text.find("kiosk-0001")] = 'K';
    CHECK_CONTAINS(decode_evidence(encoded).error().what, "ueid: not the one of the kiosk's name");
}

STORY(evidence_cut_or_changed_anywhere_never_crashes_the_decoder) {
    const Bytes encoded = must(encode_evidence(sample_evidence()));
    for (std::size_t at = 0; at < encoded.size(); ++at) {
        CHECK(!decode_evidence(ByteView(encoded).first(at)).has_value());
        Bytes changed = encoded;
        changed[at] ^= 0xffU;
        (void)decode_evidence(changed);
    }
}
