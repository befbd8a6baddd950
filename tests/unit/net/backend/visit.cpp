// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/net/backend/visit.hpp"

#include <algorithm>
#include <cmath>

#include "tests/support/pose.hpp"
#include "tests/support/scene_light.hpp"
#include "vision/face/oval.hpp"
#include "vision/liveness/judge/judge.hpp"

namespace verikiosk::tests {
namespace {

/// Another picture in each session.
Bytes crop_luma(const SessionId& session, int frame, Behaviour behaviour) {
    const int seen = behaviour == Behaviour::frozen ? 0 : frame;
    Bytes luma(std::size_t{160} * 160, 90);
    luma[0] = static_cast<std::uint8_t>(seen % 256);
    luma[1] = static_cast<std::uint8_t>(seen / 256);
    std::ranges::copy(session, luma.begin() + 2);
    return luma;
}

/// 30 frames a second.
TimePoint time_of(int frame) {
    return from_nanoseconds(1'000'000'000 + std::int64_t{frame} * 33'333'333);
}

/// 1280x720, 110 px between the eyes.
ObservationRow row_at(int frame, const Pose& pose, Behaviour behaviour) {
    ObservationRow row;
    row.sequence = static_cast<std::uint64_t>(frame);
    row.time = time_of(frame);
    row.frame_width = 1280;
    row.frame_height = 720;
    if (behaviour == Behaviour::nobody_there) return row;
    row.faces = 1;
    row.track = 7;
    row.source = PointSource::ibug_68;
    row.box_width = 242;
    row.box_height = 320;
    row.box_x = 640 - 121;
    row.box_y = 330 - 160;
    row.iod_decipx = 1100;
    strike(row, pose);
    row.eye_left_milli = row.eye_right_milli = 300;
    row.sharpness_milli = 300;
    row.brightness = 120;
    return row;
}

/// One challenge after another, as the session does it.
class Walk {
  public:
    Walk(const Opened& opened, Behaviour behaviour) : opened_(opened), behaviour_(behaviour) {}

    /// False when the visit ends here.
    bool take(const Challenge& challenge, Visit& visit) {
        context_.challenge = challenge;
        context_.oval = visit.evidence.oval;
        context_.min_iod_px = opened_.plan.min_iod_px;
        context_.prompted = time_of(frame_);
        context_.control_lag_frames = opened_.camera.control_lag_frames;
        if (behaviour_ == Behaviour::declines_the_lights && challenge.kind == ChallengeKind::light) {
            note(visit, time_of(frame_), {Outcome::inconclusive, Reason::declined, 0});
            return true;
        }
        const auto judge = judge::make_judge(context_);
        const std::vector<Shown> steps = steps_of(challenge, context_.prompted);
        judge::Standing standing;
        for (int since = 0; !standing.over && visit.evidence.rows.size() < net::protocol::max_rows; ++since) {
            if (since >= 12 && !refuses(challenge.kind)) pose_.ease_towards(answer_to(challenge));
            if (since < 12) pose_.ease_towards({});
            show(steps, time_of(frame_ + 1), *judge, visit);
            visit.evidence.rows.push_back(
                complete(row_at(++frame_, pose_, behaviour_), visit.evidence.shown));
            standing = judge->add(visit.evidence.rows.back());
        }
        const ObservationRow& last = visit.evidence.rows.back();
        note(visit, last.time, standing.judgement);
        if (last.has_face())
            visit.crops.push_back({last.sequence, crop_luma(opened_.id, frame_, behaviour_)});
        judge->carry_to(context_);
        return standing.judgement.outcome == Outcome::pass;
    }

  private:
    [[nodiscard]] bool refuses(ChallengeKind kind) const {
        return kind == ChallengeKind::smile && behaviour_ == Behaviour::never_smiles;
    }

    static void show(const std::vector<Shown>& steps, TimePoint before, judge::ChallengeJudge& judge,
                     Visit& visit) {
        for (const Shown& step : steps) {
            const auto& shown = visit.evidence.shown;
            if (step.at >= before || (!shown.empty() && step.at <= shown.back().at)) continue;
            visit.evidence.shown.push_back(step);
            judge.take(step);
        }
    }

    void note(Visit& visit, TimePoint ended, const Judgement& judgement) const {
        const auto planned = static_cast<std::uint8_t>(visit.evidence.challenges.size());
        visit.evidence.challenges.push_back(
            {context_.challenge.kind, planned, context_.prompted, ended, judgement});
    }

    /// The row with its crop, and with exposure, gain and colours under what is shown at its time.
    [[nodiscard]] ObservationRow complete(ObservationRow row, const std::vector<Shown>& shown) const {
        if (!row.has_face()) return row;
        row.crop = net::cose::sha256(crop_luma(opened_.id, frame_, behaviour_));
        light_row(row, shown, opened_.camera.control_lag_frames);
        return row;
    }

    const Opened& opened_;
    Behaviour behaviour_;
    judge::Context context_;
    Pose pose_;
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
    evidence.oval = vision::oval_for(row_at(0, {}, Behaviour::does_what_is_asked), 90);
    Walk walk(opened, behaviour);
    for (const Challenge& challenge : opened.plan.challenges) {
        if (!walk.take(challenge, made)) return made;
    }
    made.selfie = {0xff, 0xd8, 0xff, 0xe0};
    made.selfie.insert(made.selfie.end(), opened.id.begin(), opened.id.end());
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
