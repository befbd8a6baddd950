// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "net/backend/examine.hpp"
#include "net/backend/log_rows.hpp"

/// Whether the log has a row for each moment that counts, and shows one and the same face.
namespace verikiosk::backend {
namespace {

using Fault = std::optional<Ruling>;

/// Longest stretch without a row. The judges forgive a quarter of a second (a camera that has slowed down in
/// the dark and lost a frame); whoever leaves rows out wants to hide more than two of those.
constexpr Duration longest_hole = 500ms;

/// Frames that may be missing from one row to the next: half a second of them, at the camera's own rate.
std::uint64_t most_frames_missing(const CameraInfo& camera) {
    constexpr double usual_rate = 30;
    const double rate = camera.frames_per_second > 0 ? camera.frames_per_second : usual_rate;
    return static_cast<std::uint64_t>(rate * seconds_of(longest_hole));
}

bool has_hole(const Evidence& evidence, TimePoint after, TimePoint until) {
    const auto rows = rows_between(evidence, after, until);
    if (rows.empty() || rows.front().time - after > longest_hole) return true;
    const std::uint64_t missing = most_frames_missing(evidence.camera);
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i].time - rows[i - 1].time > longest_hole) return true;
        if (rows[i].sequence - rows[i - 1].sequence > missing) return true;
    }
    return until - rows.back().time > longest_hole;
}

/// A crop of what was passed: where one moment shows it, of that moment.
bool has_crop(const EvidencePackage& package, const Evidence& evidence, const ChallengeResult& result) {
    return std::any_of(package.crops.begin(), package.crops.end(), [&](const Crop& crop) {
        const ObservationRow* row = row_of(evidence, crop.sequence);
        if (row == nullptr) return false;
        return judged_by_points(result.kind) ? row->time == result.ended
                                             : row->time > result.prompted && row->time <= result.ended;
    });
}

/// Where rows end, a pass can't have been judged of them: each ends on a row.
Fault row_fault(const Evidence& evidence, const ChallengeResult& result, const std::string& which) {
    if (result.judgement.outcome != Outcome::pass) return std::nullopt;
    const auto rows = rows_between(evidence, result.prompted, result.ended);
    if (rows.empty() || rows.back().time != result.ended)
        return inconsistent(which + " passed after the log's last row of it");
    if (has_hole(evidence, result.prompted, result.ended))
        return inconsistent(which + " passed over a hole in the log");
    return std::nullopt;
}

/// From the face that passed centre to the one on the selfie.
bool one_face(const Evidence& evidence, const ObservationRow& selfie) {
    const TimePoint centred = evidence.challenges.front().ended;
    // The row on which centre ended is the first of them.
    const auto rows = rows_between(evidence, centred - Duration(1), selfie.time);
    return !rows.empty() && std::all_of(rows.begin(), rows.end(), [&](const ObservationRow& row) {
        return !row.has_face() || row.track == selfie.track;
    }) && rows.front().track == selfie.track;
}

/// The crops that are compared with the selfie: a face that looks ahead, as it does on the selfie.
std::vector<const Crop*> crops_ahead(const Submission& submission) {
    // A quarter of the jaw's width: from there on heads count as turned (vision/face/follower.cpp too).
    constexpr int turned = 250;
    std::vector<const Crop*> crops;
    for (const Crop& crop : submission.package.crops) {
        const ObservationRow* row = row_of(submission.evidence, crop.sequence);
        if (row != nullptr && row->has_face() && std::abs(row->asymmetry_milli) < turned)
            crops.push_back(&crop);
    }
    return crops;
}

Ruling another_try(Reason reason, std::string detail) {
    return {Decision::retry, {reason}, std::move(detail), true, false};
}

}  // namespace

Fault log_fault(const Submission& submission) {
    for (const ChallengeResult& result : submission.evidence.challenges) {
        const std::string which(name_of(result.kind));
        if (auto fault = row_fault(submission.evidence, result, which)) return fault;
    }
    return std::nullopt;
}

Fault selfie_fault(const Submission& submission) {
    const Evidence& evidence = submission.evidence;
    if (submission.package.selfie.empty())
        return another_try(Reason::no_face, "every challenge passed but there is no selfie");
    for (const ChallengeResult& result : evidence.challenges) {
        if (result.judgement.outcome == Outcome::pass && !has_crop(submission.package, evidence, result))
            return inconsistent(std::string(name_of(result.kind)) + " passed but no crop proves it");
    }
    const ObservationRow* row = row_of(evidence, evidence.selfie_sequence);
    if (row == nullptr || !row->has_face())
        return another_try(Reason::no_face, "the selfie's frame has no face");
    const TimePoint ended = evidence.challenges.back().ended;
    if (row->time < ended) return inconsistent("the selfie was taken before the last challenge ended");
    if (has_hole(evidence, evidence.challenges.front().ended - Duration(1), row->time))
        return inconsistent("the log has a hole before the selfie");
    if (!one_face(evidence, *row))
        return another_try(Reason::face_changed, "the selfie shows another face than the challenges");
    if (row->iod_decipx < submission.session.plan.min_iod_px * 10)
        return another_try(Reason::low_resolution, "the face on the selfie is too small");
    return std::nullopt;
}

Fault person_fault(const Submission& submission, const MatchCrops& match, std::string& detail) {
    if (!match) return std::nullopt;
    const std::vector<const Crop*> crops = crops_ahead(submission);
    std::vector<ByteView> pictures;
    for (const Crop* crop : crops)
        pictures.emplace_back(crop->luma);
    const auto comparisons = match(submission.package.selfie, pictures);
    if (!comparisons) {
        detail += "; selfie and crops were not compared: " + comparisons.error().what;
        return std::nullopt;
    }
    std::size_t same = 0;
    for (std::size_t i = 0; i < comparisons->size(); ++i) {
        const MatchDecision decision = (*comparisons)[i].decision;
        if (decision == MatchDecision::same) ++same;
        if (decision != MatchDecision::different) continue;
        return Ruling{
            Decision::refer,
            {Reason::face_changed},
            "the selfie shows another face than the crop of frame " + std::to_string(crops[i]->sequence),
            true,
            true};
    }
    detail +=
        "; the selfie's face on " + std::to_string(same) + " of " + std::to_string(crops.size()) + " crops";
    return std::nullopt;
}

}  // namespace verikiosk::backend
