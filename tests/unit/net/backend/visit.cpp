// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/net/backend/visit.hpp"

#include "vision/face/oval.hpp"
#include "vision/liveness/judge/judge.hpp"

namespace verikiosk::tests {
namespace {

Bytes crop_luma(int frame, Behaviour behaviour) {
    const int seen = behaviour == Behaviour::frozen ? 0 : frame;
    Bytes luma(std::size_t{160} * 160, 90);
    luma[0] = static_cast<std::uint8_t>(seen % 256);
    luma[1] = static_cast<std::uint8_t>(seen / 256);
    return luma;
}

/// 30 frames a second, 1280x720, 110 px between the eyes.
ObservationRow row_at(int frame, bool smiling, Behaviour behaviour) {
    ObservationRow row;
    row.sequence = static_cast<std::uint64_t>(frame);
    row.time = from_nanoseconds(1'000'000'000 + std::int64_t{frame} * 33'333'333);
    row.frame_width = 1280;
    row.frame_height = 720;
    if (behaviour == Behaviour::nobody_there) return row;
    row.faces = 1;
    row.track = 7;
    row.box_x = 519;
    row.box_y = 170;
    row.box_width = 242;
    row.box_height = 320;
    row.iod_decipx = 1100;
    row.mouth_width_milli = smiling ? 1040 : 800;
    row.corner_rise_milli = smiling ? 100 : 10;
    row.mouth_open_milli = 20;
    row.eye_left_milli = row.eye_right_milli = 300;
    row.brightness = 120;
    row.crop = net::cose::sha256(crop_luma(frame, behaviour));
    return row;
}

/// One challenge after another, as the session does it.
class Walk {
  public:
    Walk(const Opened& opened, Behaviour behaviour) : opened_(opened), behaviour_(behaviour) {}

    /// False when the challenge was not passed.
    bool take(const Challenge& challenge, Visit& visit) {
        context_.challenge = challenge;
        context_.oval = visit.evidence.oval;
        context_.min_iod_px = opened_.plan.min_iod_px;
        context_.prompted = row_at(frame_, false, behaviour_).time;
        const auto judge = judge::make_judge(context_);
        judge::Standing standing;
        for (int since = 0; !standing.over && visit.evidence.rows.size() < net::protocol::max_rows; ++since) {
            const bool smiling = challenge.kind == ChallengeKind::smile && since >= 12 &&
                                 behaviour_ != Behaviour::never_smiles;
            visit.evidence.rows.push_back(row_at(++frame_, smiling, behaviour_));
            standing = judge->add(visit.evidence.rows.back());
        }
        const ObservationRow& last = visit.evidence.rows.back();
        const auto planned = static_cast<std::uint8_t>(visit.evidence.challenges.size());
        visit.evidence.challenges.push_back(
            {challenge.kind, planned, context_.prompted, last.time, standing.judgement});
        if (last.has_face()) visit.crops.push_back({last.sequence, crop_luma(frame_, behaviour_)});
        judge->carry_to(context_);
        return standing.judgement.outcome == Outcome::pass;
    }

  private:
    const Opened& opened_;
    Behaviour behaviour_;
    judge::Context context_;
    int frame_ = 10;
};

}  // namespace

Visit visit(const Opened& opened, Behaviour behaviour) {
    Visit made;
    Evidence& evidence = made.evidence;
    evidence.nonce = opened.plan.nonce;
    evidence.session = opened.id;
    evidence.ueid = backend::development_kiosk;
    evidence.hw_model = "test bench";
    evidence.sw_version = "0.1.0";
    evidence.plan = net::cose::sha256(opened.answer.plan_record);
    evidence.consent = true;
    evidence.camera = opened.camera;
    evidence.oval = vision::oval_for(row_at(0, false, Behaviour::does_what_is_asked), 90);
    Walk walk(opened, behaviour);
    for (const Challenge& challenge : opened.plan.challenges) {
        if (!walk.take(challenge, made)) return made;
    }
    made.selfie = {0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9};
    evidence.selfie = net::cose::sha256(made.selfie);
    evidence.selfie_sequence = evidence.rows.back().sequence;
    return made;
}

Bytes seal(const Visit& visit, net::cose::Signer& signer) {
    const Bytes claims = must(net::protocol::encode_evidence(visit.evidence));
    EvidencePackage package;
    package.record = must(net::cose::sign1(claims, net::protocol::evidence_type, signer));
    package.selfie = visit.selfie;
    package.crops = visit.crops;
    return must(net::protocol::encode_package(package));
}

}  // namespace verikiosk::tests
