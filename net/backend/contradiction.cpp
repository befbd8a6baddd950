// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <span>

#include "net/backend/examine.hpp"
#include "net/backend/log_rows.hpp"
#include "net/backend/policy.hpp"
#include "net/cose/cose.hpp"
#include "net/protocol/protocol.hpp"

namespace verikiosk::backend {
namespace {

using Fault = std::optional<Ruling>;

constexpr std::size_t crop_bytes = std::size_t{160} * 160;

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

/// Times leave room for every length that a plan adds to them: no kiosk has run for 73 years.
bool is_sensible(TimePoint time) {
    return time.time_since_epoch().count() < std::int64_t{1} << 61U;
}

Fault times_fault(const Submission& s) {
    const bool sensible =
        std::ranges::all_of(s.evidence.rows, [](const auto& row) { return is_sensible(row.time); }) &&
        std::ranges::all_of(s.evidence.shown, [](const Shown& shown) { return is_sensible(shown.at); }) &&
        std::ranges::all_of(s.evidence.challenges, [](const ChallengeResult& result) {
            return is_sensible(result.prompted) && is_sensible(result.ended);
        });
    if (!sensible) return inconsistent("a time that no kiosk's clock shows");
    return std::nullopt;
}

Fault rows_fault(const Submission& s) {
    const auto& rows = s.evidence.rows;
    if (rows.size() > net::protocol::max_rows) return inconsistent("too many rows");
    const bool placed = std::ranges::all_of(
        rows, [](const ObservationRow& row) { return !row.has_face() || row.source != PointSource::none; });
    if (!placed) return inconsistent("a face whose points nobody placed");
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

/// The next of the plan's own challenges, or the alternate that is due.
bool in_turn(const Plan& plan, std::span<const ChallengeResult> before, std::size_t planned,
             const Judges& judges) {
    const auto own = std::count_if(before.begin(), before.end(), [&](const ChallengeResult& result) {
        return result.planned < plan.challenges.size();
    });
    if (planned < plan.challenges.size()) return planned == static_cast<std::size_t>(own);
    return judges.alternate_for(plan, before) == planned;
}

Fault results_fault(const Submission& s, const Judges& judges) {
    const auto& results = s.evidence.challenges;
    const Plan& plan = s.session.plan;
    TimePoint earliest = TimePoint::min();
    for (std::size_t i = 0; i < results.size(); ++i) {
        const std::string which = "challenge " + std::to_string(i);
        const Challenge* planned = judges.planned_challenge(plan, results[i].planned);
        if (planned == nullptr || planned->kind != results[i].kind)
            return inconsistent(which + " is not the one that was planned");
        if (!in_turn(plan, std::span(results).first(i), results[i].planned, judges))
            return inconsistent(which + " was not its turn");
        if (results[i].ended < results[i].prompted) return inconsistent(which + " ended before it began");
        if (results[i].prompted < earliest) return inconsistent(which + " overlaps the one before");
        earliest = results[i].ended;
    }
    return std::nullopt;
}

Fault crop_digests_fault(const Submission& s) {
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

}  // namespace

Ruling inconsistent(std::string detail) {
    return {Decision::refer, {Reason::evidence_inconsistent}, std::move(detail), false, true};
}

std::optional<Ruling> contradiction(const Submission& submission, const Judges& judges) {
    for (const auto check : {identity_fault, deadline_fault, camera_fault, times_fault, rows_fault}) {
        if (auto fault = check(submission)) return fault;
    }
    if (auto fault = results_fault(submission, judges)) return fault;
    for (const auto check : {selfie_digest_fault, crop_digests_fault}) {
        if (auto fault = check(submission)) return fault;
    }
    return std::nullopt;
}

}  // namespace verikiosk::backend
