// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "net/backend/examine.hpp"
#include "net/backend/policy.hpp"
#include "net/cose/cose.hpp"
#include "net/protocol/protocol.hpp"

namespace verikiosk::backend {
namespace {

using Fault = std::optional<Ruling>;

constexpr std::size_t crop_bytes = std::size_t{160} * 160;

Ruling inconsistent(std::string detail) {
    return {Decision::refer, {Reason::evidence_inconsistent}, std::move(detail), false, true};
}

Fault identity_fault(const Submission& s) {
    if (s.kiosk.revoked) {
        return Ruling{Decision::refer, {Reason::revoked_kiosk}, "the kiosk is revoked", false, true};
    }
    if (s.evidence.ueid != s.kiosk.identity) return inconsistent("ueid is not the kiosk's identity");
    if (s.evidence.nonce != s.session.plan.nonce) return inconsistent("the nonce is not this session's");
    if (s.evidence.session != s.session.id) return inconsistent("the record is of another session");
    if (s.evidence.plan != net::cose::sha256(s.session.plan_record)) {
        return inconsistent("the plan's digest is not that of the plan that was sent");
    }
    if (!s.evidence.consent) return inconsistent("the visitor did not consent");
    return std::nullopt;
}

Fault deadline_fault(const Submission& s) {
    if (s.arrived <= s.session.deadline) return std::nullopt;
    return Ruling{
        Decision::retry, {Reason::deadline_passed}, "the evidence came after the deadline", false, false};
}

Fault camera_fault(const Submission& s) {
    const CameraInfo& camera = s.evidence.camera;
    if (!s.development && camera.kind != CameraKind::device) {
        return Ruling{
            Decision::refer, {Reason::injection}, "recorded, virtual or simulated input", false, true};
    }
    if (camera.kind != s.session.camera_kind || camera.id != s.session.camera_id) {
        return inconsistent("the camera is not the one that the session was opened with");
    }
    // Left from a time when this backend ran with --development.
    const Policy* policy = policy_called(s.session.plan.policy);
    if (policy == nullptr || (policy->development && !s.development)) {
        return Ruling{Decision::refer,
                      {Reason::liveness_not_concluded, Reason::development_policy},
                      "the session's policy is for development only",
                      false,
                      false};
    }
    return std::nullopt;
}

Fault rows_fault(const Submission& s) {
    const auto& rows = s.evidence.rows;
    if (rows.size() > net::protocol::max_rows) return inconsistent("too many rows");
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i].sequence <= rows[i - 1].sequence) {
            return inconsistent("row " + std::to_string(i) + ": the sequence number does not rise");
        }
        if (rows[i].time <= rows[i - 1].time) {
            return inconsistent("row " + std::to_string(i) + ": sensor time does not rise");
        }
    }
    return std::nullopt;
}

Fault results_fault(const Submission& s) {
    const auto& results = s.evidence.challenges;
    const auto& planned = s.session.plan.challenges;
    if (results.size() > planned.size()) return inconsistent("more challenges than the plan has");
    TimePoint earliest = TimePoint::min();
    for (std::size_t i = 0; i < results.size(); ++i) {
        const std::string which = "challenge " + std::to_string(i);
        if (results[i].kind != planned[i].kind)
            return inconsistent(which + " is not the one that was planned");
        if (results[i].ended < results[i].prompted) return inconsistent(which + " ended before it began");
        if (results[i].prompted < earliest) return inconsistent(which + " overlaps the one before");
        earliest = results[i].ended;
    }
    return std::nullopt;
}

const ObservationRow* row_of(const Evidence& evidence, std::uint64_t sequence) {
    const auto found = std::lower_bound(
        evidence.rows.begin(), evidence.rows.end(), sequence,
        [](const ObservationRow& row, std::uint64_t wanted) { return row.sequence < wanted; });
    return found != evidence.rows.end() && found->sequence == sequence ? &*found : nullptr;
}

Fault crops_fault(const Submission& s) {
    if (s.package.crops.size() > net::protocol::max_crops) return inconsistent("too many crops");
    std::set<std::uint64_t> seen;
    for (const Crop& crop : s.package.crops) {
        const std::string which = "crop of frame " + std::to_string(crop.sequence);
        const ObservationRow* row = row_of(s.evidence, crop.sequence);
        if (row == nullptr) return inconsistent(which + ": there is no such row");
        if (!seen.insert(crop.sequence).second) return inconsistent(which + " is there twice");
        if (crop.luma.size() != crop_bytes) return inconsistent(which + " is not 160x160");
        if (net::cose::sha256(crop.luma) != row->crop)
            return inconsistent(which + " does not prove against its row");
    }
    return std::nullopt;
}

Fault selfie_digest_fault(const Submission& s) {
    const bool claimed = s.evidence.selfie != Digest{};
    if (claimed != !s.package.selfie.empty())
        return inconsistent("a selfie without its digest, or the reverse");
    if (!claimed) return std::nullopt;
    if (net::cose::sha256(s.package.selfie) != s.evidence.selfie) {
        return inconsistent("the selfie is not the one that was signed");
    }
    if (row_of(s.evidence, s.evidence.selfie_sequence) == nullptr) {
        return inconsistent("the selfie's frame is not among the rows");
    }
    return std::nullopt;
}

/// Who was followed when the last challenge ended; 0: nobody.
std::uint32_t track_at_the_end(const Evidence& evidence) {
    std::uint32_t track = 0;
    for (const ObservationRow& row : evidence.rows) {
        if (evidence.challenges.empty() || row.time > evidence.challenges.back().ended) break;
        track = row.track;
    }
    return track;
}

}  // namespace

std::optional<Ruling> contradiction(const Submission& submission) {
    for (const auto check : {identity_fault, deadline_fault, camera_fault, rows_fault, results_fault,
                             selfie_digest_fault, crops_fault}) {
        if (auto fault = check(submission)) return fault;
    }
    return std::nullopt;
}

/// Asked only of evidence whose challenges all passed: others have no selfie.
std::optional<Ruling> selfie_fault(const Submission& submission) {
    const Evidence& evidence = submission.evidence;
    if (submission.package.selfie.empty())
        return inconsistent("every challenge passed but there is no selfie");
    if (submission.package.crops.empty()) return inconsistent("every challenge passed but no crop proves it");
    const ObservationRow* row = row_of(evidence, evidence.selfie_sequence);
    if (row == nullptr || !row->has_face()) return inconsistent("the selfie's frame has no face");
    if (row->track != track_at_the_end(evidence)) {
        return Ruling{Decision::retry,
                      {Reason::face_changed},
                      "the selfie shows another face than the challenges",
                      true,
                      false};
    }
    if (row->iod_decipx < submission.session.plan.min_iod_px * 10) {
        return Ruling{
            Decision::retry, {Reason::low_resolution}, "the face on the selfie is too small", true, false};
    }
    return std::nullopt;
}

}  // namespace verikiosk::backend
