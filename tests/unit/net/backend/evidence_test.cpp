// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "net/backend/openssl_keys.hpp"
#include "tests/unit/net/backend/visit.hpp"
#include "tests/unit/net/backend/world.hpp"

namespace verikiosk::tests {
namespace {

GROUP("backend_evidence");

using namespace std::chrono_literals;

/// A session of a fresh account, and what becomes of it.
struct Case {
    explicit Case(CameraKind kind = CameraKind::simulated, bool development = true)
        : world(development), account(world.account()), opened(world.open(account, kind)) {}

    Receipt send(const Visit& visit) { return world.send(opened.id, seal(visit, world.kiosk_signer())); }
    /// A visit in which something is wrong, of which `about` is said.
    Receipt send_spoiled(const std::function<void(Visit&)>& spoil, const std::string& about) {
        Visit made = visit(opened);
        spoil(made);
        Receipt receipt = send(made);
        CHECK_CONTAINS(detail(), about);
        return receipt;
    }
    [[nodiscard]] backend::Account state() { return must(world.store().account(account)); }
    [[nodiscard]] std::string detail() { return must(world.store().receipt(opened.id))->detail; }

    World world;
    std::string account;
    Opened opened;
};

/// Evidence that is signed by the right kiosk but contradicts itself or its session.
void check_inconsistent(const std::function<void(Visit&)>& spoil, const std::string& detail) {
    Case one;
    const Receipt receipt = one.send_spoiled(spoil, detail);
    CHECK(receipt.decision == Decision::refer);
    CHECK(has(receipt, Reason::evidence_inconsistent));
    CHECK(one.state().hold == Hold::until_verified);
    CHECK_EQUAL(must(one.world.store().tamper_events()).size(), std::size_t{1});
}

STORY(a_visitor_who_does_what_is_asked_is_verified_and_the_hold_is_lifted) {
    Case one;
    const Receipt receipt = one.send(visit(one.opened));
    CHECK(receipt.decision == Decision::verified);
    CHECK_EQUAL(receipt.policy, "demonstration/2");
    CHECK(receipt.development);
    CHECK(receipt.reasons ==
          (std::vector{Reason::match_not_concluded, Reason::development_policy, Reason::development_input}));
    CHECK(one.state().hold == Hold::none);
    CHECK(one.state().verification == Verification::verified);
    must(one.world.store().try_action(one.account, AccountAction::submit_proposals, one.world.now));
}

STORY(success_lifts_a_failed_hold_but_withdrawn_proposals_stay_withdrawn) {
    Case one;
    must(one.world.store().place_hold(one.account, Hold::failed));
    CHECK(one.send(visit(one.opened)).decision == Decision::verified);
    CHECK(one.state().hold == Hold::none);
    CHECK_EQUAL(one.state().active_proposals, 0);
    CHECK_EQUAL(one.state().withdrawn_proposals, 2);
}

STORY(a_camera_of_a_device_in_development_is_not_called_recorded_input) {
    Case one(CameraKind::device);
    const Receipt receipt = one.send(visit(one.opened));
    CHECK(receipt.decision == Decision::verified);
    CHECK(receipt.reasons == (std::vector{Reason::match_not_concluded, Reason::development_policy}));
}

STORY(a_recorded_person_is_verified_in_development_and_the_receipt_says_so) {
    Case one(CameraKind::recording);
    const Receipt receipt = one.send(visit(one.opened));
    CHECK(receipt.decision == Decision::verified);
    CHECK_EQUAL(receipt.policy, "recording/1");
    CHECK(has(receipt, Reason::development_input));
}

STORY(without_development_whoever_was_not_compared_is_sent_on_to_a_call) {
    Case one(CameraKind::device, false);
    const Receipt receipt = one.send(visit(one.opened));
    CHECK(receipt.decision == Decision::refer);
    CHECK(receipt.reasons == std::vector{Reason::match_not_concluded});
    CHECK_EQUAL(receipt.policy, "standard/2");
    CHECK(!receipt.development);
    CHECK(one.state().hold == Hold::until_verified);
}

STORY(the_same_recorded_evidence_is_an_injection_to_a_backend_without_development) {
    Case one(CameraKind::recording);
    const Bytes body = seal(visit(one.opened), one.world.kiosk_signer());
    one.world.restart(false);
    const Receipt receipt = one.world.send(one.opened.id, body);
    CHECK(receipt.decision == Decision::refer);
    CHECK(receipt.reasons == std::vector{Reason::injection});
    CHECK(one.state().hold == Hold::until_verified);
    CHECK_EQUAL(must(one.world.store().tamper_events()).size(), std::size_t{1});
}

STORY(evidence_that_claims_a_simulated_camera_is_an_injection_without_development) {
    Case one(CameraKind::device, false);
    Visit made = visit(one.opened);
    made.evidence.camera.kind = CameraKind::simulated;
    const Receipt receipt = one.send(made);
    CHECK(receipt.reasons == std::vector{Reason::injection});
    CHECK_EQUAL(must(one.world.store().tamper_events()).size(), std::size_t{1});
}

STORY(a_session_of_a_weak_policy_concludes_nothing_without_development) {
    Case one(CameraKind::device);
    const Bytes body = seal(visit(one.opened), one.world.kiosk_signer());
    one.world.restart(false);
    const Receipt receipt = one.world.send(one.opened.id, body);
    CHECK(receipt.decision == Decision::refer);
    CHECK(has(receipt, Reason::development_policy));
    CHECK(one.state().hold == Hold::until_verified);
}

STORY(nobody_there_is_asked_to_try_again_for_that_reason) {
    Case one;
    const Receipt receipt = one.send(visit(one.opened, Behaviour::nobody_there));
    CHECK(receipt.decision == Decision::retry);
    CHECK(receipt.reasons.front() == Reason::no_face);
    CHECK(one.state().hold == Hold::until_verified);
}

STORY(whoever_never_smiles_is_asked_to_try_again_for_that_reason) {
    Case one;
    const Receipt receipt = one.send(visit(one.opened, Behaviour::never_smiles));
    CHECK(receipt.decision == Decision::retry);
    CHECK(receipt.reasons.front() == Reason::not_smiling);
}

STORY(a_frozen_picture_is_never_outvoted) {
    Case one;
    const Visit made = visit(one.opened, Behaviour::frozen);
    CHECK(made.evidence.challenges.back().judgement.outcome == Outcome::pass);
    const Receipt receipt = one.send(made);
    CHECK(receipt.decision == Decision::retry);
    CHECK(receipt.reasons.front() == Reason::frozen_picture);
}

STORY(a_recording_that_ends_too_early_concludes_nothing) {
    Case one(CameraKind::recording);
    Visit made = visit(one.opened);
    made.evidence.challenges.pop_back();
    made.selfie.clear();
    made.evidence.selfie = {};
    const Receipt receipt = one.send(made);
    CHECK(receipt.decision == Decision::refer);
    CHECK(has(receipt, Reason::liveness_not_concluded));
}

STORY(the_same_body_gives_the_same_receipt_and_another_one_a_conflict) {
    Case one;
    const Visit made = visit(one.opened);
    const Bytes body = seal(made, one.world.kiosk_signer());
    const auto first = one.world.put(one.opened.id, body);
    one.world.now += 5min;
    const auto second = one.world.put(one.opened.id, body);
    CHECK_EQUAL(second.status, 200U);
    CHECK(first.body == second.body);
    // Signed anew, the very same record is another body.
    const auto other = one.world.put(one.opened.id, seal(made, one.world.kiosk_signer()));
    CHECK_EQUAL(other.status, 409U);
    CHECK_CONTAINS(text_of(other), "problems/conflict");
    one.world.now += 48h;
    CHECK(one.world.put(one.opened.id, body).body == first.body);
}

STORY(evidence_after_the_deadline_is_too_late_and_counts_as_no_attempt) {
    Case one;
    const Bytes body = seal(visit(one.opened), one.world.kiosk_signer());
    one.world.now = one.opened.answer.deadline + 1s;
    const Receipt receipt = one.world.send(one.opened.id, body);
    CHECK(receipt.decision == Decision::retry);
    CHECK(receipt.reasons == std::vector{Reason::deadline_passed});
    CHECK(one.state().hold == Hold::until_verified);
}

STORY(a_signature_by_another_key_is_refused_and_does_not_spoil_the_session) {
    Case one;
    const Visit made = visit(one.opened);
    const Identity stranger = self_signed({.name = std::string(backend::development_kiosk)});
    const auto answer = one.world.put(one.opened.id, seal(made, *make_signer(stranger)));
    CHECK_EQUAL(answer.status, 403U);
    CHECK_CONTAINS(text_of(answer), "problems/not-authentic");
    CHECK_EQUAL(must(one.world.store().tamper_events()).size(), std::size_t{1});
    CHECK(one.send(made).decision == Decision::verified);
}

STORY(rows_taken_out_after_signing_break_the_signature) {
    Case one;
    Visit made = visit(one.opened);
    const Bytes claims = must(net::protocol::encode_evidence(made.evidence));
    const Bytes record =
        must(net::cose::sign1(claims, net::protocol::evidence_type, one.world.kiosk_signer()));
    made.evidence.rows.erase(made.evidence.rows.begin() + 4);
    const Bytes shorter = must(net::protocol::encode_evidence(made.evidence));
    const auto parsed = must(net::cose::parse_sign1(record));
    // The envelope around the shorter claims keeps the old signature.
    class Replayed : public net::cose::Signer {
      public:
        Replayed(net::cose::Signature signature, Bytes certificate)
            : signature_(signature), certificate_(std::move(certificate)) {}
        Result<net::cose::Signature> sign(ByteView) override { return signature_; }
        const Bytes& certificate() const override { return certificate_; }

      private:
        net::cose::Signature signature_;
        Bytes certificate_;
    };
    Replayed replayed(parsed.signature, one.world.kiosk_signer().certificate());
    EvidencePackage package{must(net::cose::sign1(shorter, net::protocol::evidence_type, replayed)),
                            made.selfie, made.crops};
    const auto answer = one.world.put(one.opened.id, must(net::protocol::encode_package(package)));
    CHECK_EQUAL(answer.status, 403U);
    CHECK(!must(one.world.store().receipt(one.opened.id)));
}

STORY(rows_left_out_before_signing_no_longer_give_what_is_claimed) {
    Case one;
    Visit made = visit(one.opened);
    // A third of the held still is gone: the hold is no longer continuous.
    auto& rows = made.evidence.rows;
    rows.erase(rows.begin() + 2, rows.begin() + 12);
    made.crops.clear();
    const Receipt receipt = one.send(made);
    CHECK(receipt.decision == Decision::refer);
    CHECK(receipt.reasons.front() == Reason::judgement_disagrees);
    CHECK(one.state().hold == Hold::until_verified);
}

STORY(a_kiosk_that_claims_a_smile_its_log_does_not_show_is_not_believed) {
    Case one;
    Visit made = visit(one.opened, Behaviour::never_smiles);
    made.evidence.challenges.back().judgement = {Outcome::pass, Reason::none, 300};
    const Receipt receipt = one.send(made);
    CHECK(receipt.decision == Decision::refer);
    CHECK(receipt.reasons.front() == Reason::judgement_disagrees);
    CHECK(has(receipt, Reason::not_smiling));
    CHECK_EQUAL(must(one.world.store().tamper_events()).size(), std::size_t{1});
}

STORY(a_kiosk_that_claims_less_than_its_log_shows_lets_the_visitor_try_again) {
    Case one;
    Visit made = visit(one.opened);
    made.evidence.challenges.back().judgement = {Outcome::fail, Reason::not_smiling, 0};
    const Receipt receipt = one.send(made);
    CHECK(receipt.decision == Decision::retry);
    CHECK(receipt.reasons.front() == Reason::judgement_disagrees);
}

STORY(evidence_that_contradicts_its_session_is_referred) {
    check_inconsistent([](Visit& v) { v.evidence.nonce[0] ^= 1U; }, "nonce");
    check_inconsistent([](Visit& v) { v.evidence.session[0] ^= 1U; }, "another session");
    check_inconsistent([](Visit& v) { v.evidence.plan[0] ^= 1U; }, "plan's digest");
    check_inconsistent([](Visit& v) { v.evidence.ueid = "kiosk-x"; }, "ueid");
    check_inconsistent([](Visit& v) { v.evidence.consent = false; }, "consent");
    check_inconsistent([](Visit& v) { v.evidence.camera.kind = CameraKind::device; }, "camera");
    check_inconsistent([](Visit& v) { v.evidence.camera.id = "another"; }, "camera");
}

STORY(evidence_that_contradicts_itself_is_referred) {
    check_inconsistent([](Visit& v) { v.evidence.rows[5].time = v.evidence.rows[4].time; }, "sensor time");
    check_inconsistent([](Visit& v) { v.evidence.rows[5].time = v.evidence.rows[3].time; }, "sensor time");
    check_inconsistent([](Visit& v) { v.evidence.rows[5].sequence = v.evidence.rows[4].sequence; },
                       "sequence");
    check_inconsistent([](Visit& v) { v.selfie.push_back(0); }, "selfie");
    check_inconsistent([](Visit& v) { v.selfie.clear(); }, "selfie");
    check_inconsistent([](Visit& v) { v.evidence.selfie_sequence = 100'000; }, "selfie's frame");
    check_inconsistent([](Visit& v) { v.crops.front().luma[7] ^= 1U; }, "does not prove");
    check_inconsistent([](Visit& v) { v.crops.front().sequence = 100'000; }, "no such row");
    check_inconsistent([](Visit& v) { v.crops.push_back(v.crops.front()); }, "twice");
    check_inconsistent([](Visit& v) { v.crops.clear(); }, "no crop");
    check_inconsistent([](Visit& v) { std::swap(v.evidence.challenges[0], v.evidence.challenges[1]); },
                       "not its turn");
    check_inconsistent([](Visit& v) { v.evidence.challenges[1].kind = ChallengeKind::open_mouth; },
                       "not the one that was planned");
    check_inconsistent(
        [](Visit& v) { v.evidence.challenges[1].prompted = v.evidence.challenges[0].prompted; }, "overlaps");
    check_inconsistent([](Visit& v) { v.evidence.rows[5].source = PointSource::none; }, "nobody placed");
    check_inconsistent([](Visit& v) { v.evidence.rows.back().time = TimePoint::max(); }, "clock");
    check_inconsistent([](Visit& v) { v.evidence.challenges[1].ended = TimePoint::max(); }, "clock");
}

STORY(whoever_is_on_no_selfie_tries_again) {
    const auto without = [](const std::function<void(Visit&)>& spoil, const std::string& detail) {
        Case one;
        const Receipt receipt = one.send_spoiled(spoil, detail);
        CHECK(receipt.decision == Decision::retry);
        CHECK(has(receipt, Reason::no_face));
        CHECK(must(one.world.store().tamper_events()).empty());
    };
    without(
        [](Visit& v) {
            v.selfie.clear();
            v.evidence.selfie = {};
        },
        "there is no selfie");
    without(
        [](Visit& v) {
            ObservationRow left;
            left.sequence = v.evidence.rows.back().sequence + 1;
            left.time = v.evidence.rows.back().time + 30ms;
            left.frame_width = v.evidence.rows.back().frame_width;
            left.frame_height = v.evidence.rows.back().frame_height;
            v.evidence.rows.push_back(left);
            v.evidence.selfie_sequence = left.sequence;
        },
        "has no face");
}

STORY(a_selfie_of_somebody_else_is_not_the_visitors) {
    Case one;
    Visit made = visit(one.opened);
    ObservationRow after = made.evidence.rows.back();
    after.sequence += 1;
    after.time += 33ms;
    after.track += 1;
    made.evidence.rows.push_back(after);
    made.evidence.selfie_sequence = after.sequence;
    const Receipt receipt = one.send(made);
    CHECK(receipt.decision == Decision::retry);
    CHECK(receipt.reasons.front() == Reason::face_changed);
}

STORY(a_picture_of_another_session_is_no_evidence) {
    World world(false);
    const std::string account = world.account();
    const Opened first = world.open(account, CameraKind::device);
    const Visit before = visit(first);
    CHECK(!has(world.send(first.id, seal(before, world.kiosk_signer())), Reason::evidence_inconsistent));
    const Opened second = world.open(account, CameraKind::device);
    Visit again = visit(second);
    // Its rows are this session's, its last crop is not.
    Crop& last = again.crops.back();
    last.luma = before.crops.back().luma;
    std::ranges::find(again.evidence.rows, last.sequence, &ObservationRow::sequence)->crop =
        net::cose::sha256(last.luma);
    const Receipt receipt = world.send(second.id, seal(again, world.kiosk_signer()));
    CHECK(receipt.decision == Decision::refer);
    CHECK(receipt.reasons == std::vector{Reason::evidence_inconsistent});
    CHECK_CONTAINS(must(world.store().receipt(second.id))->detail, "another session's");
    CHECK_EQUAL(must(world.store().tamper_events()).size(), std::size_t{1});
}

STORY(an_account_that_is_not_eligible_is_not_verified_by_a_selfie) {
    World world;
    const std::string account = world.account({.name = "Bea", .selfie_eligible = false});
    const Opened opened = world.open(account);
    const Receipt receipt = world.send(opened.id, seal(visit(opened), world.kiosk_signer()));
    CHECK(receipt.decision == Decision::refer);
    CHECK(has(receipt, Reason::not_eligible));
    CHECK(must(world.store().account(account)).hold == Hold::until_verified);
}

STORY(a_kiosk_revoked_in_the_meantime_verifies_nobody) {
    Case one;
    must(one.world.store().revoke_kiosk(one.world.kiosk));
    const Receipt receipt = one.send(visit(one.opened));
    CHECK(receipt.decision == Decision::refer);
    CHECK(receipt.reasons == std::vector{Reason::revoked_kiosk});
}

STORY(another_kiosks_session_is_unknown) {
    Case one;
    const Bytes body = seal(visit(one.opened), one.world.kiosk_signer());
    must(one.world.store().register_kiosk("kiosk-2", Bytes{1}));
    one.world.kiosk = "kiosk-2";
    const auto answer = one.world.put(one.opened.id, body);
    CHECK_EQUAL(answer.status, 404U);
    CHECK_CONTAINS(text_of(answer), "problems/unknown-session");
}

STORY(a_body_that_is_no_package_is_refused_and_does_not_spoil_the_session) {
    Case one;
    CHECK_EQUAL(one.world.put(one.opened.id, Bytes{0xa0}).status, 400U);
    CHECK_EQUAL(one.world.put(one.opened.id, Bytes{}).status, 400U);
    CHECK(one.send(visit(one.opened)).decision == Decision::verified);
}

}  // namespace
}  // namespace verikiosk::tests
