// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/comparison.hpp"
#include "firmware/domain/crop_measures.hpp"
#include "firmware/domain/error.hpp"
#include "firmware/domain/evidence.hpp"
#include "firmware/domain/plan.hpp"

namespace verikiosk::backend {

/// What judging a log again gives: the evidence's results with the judgements that its own rows come to, and
/// the judgement over the log as a whole.
struct LogJudgement {
    std::vector<ChallengeResult> challenges;
    Judgement passive;
};

/// The judge that kiosks run too.
using JudgeLog = std::function<LogJudgement(const Plan&, const Evidence&)>;

/// Compares the faces of selfie and profile photo. An error: one of them can't be looked at.
using MatchFaces = std::function<Result<Comparison>(ByteView selfie, ByteView profile_photo)>;

/// Compares the face on the selfie with those on crops (160x160 luma): one comparison a crop, in which only
/// `different` says something. An error: the selfie can't be looked at.
using MatchCrops =
    std::function<Result<std::vector<Comparison>>(ByteView selfie, std::span<const ByteView> crops)>;

/// Whether a whole screen may show these colours, as vision/liveness/judge/flash.hpp declares it.
using SafeToShow = Result<void> (*)(std::span<const std::uint32_t> colours, Duration step,
                                    std::uint32_t around);

/// What a crop (160x160 luma) says of its row. An error: it is no such crop.
using RemeasureCrop = std::function<Result<CropMeasures>(ByteView luma, const ObservationRow& row)>;

/// What the backend needs of rooms that know faces and light, and links none of: the program hands it over.
/// Each is called on one thread.
struct Judges {
    JudgeLog log;
    // As vision/liveness/judge/fusion.hpp declares them.
    const Challenge* (*planned_challenge)(const Plan&, std::size_t planned) = nullptr;
    std::vector<AttackClass> (*open_classes)(const Plan&, std::span<const ChallengeResult>) = nullptr;
    std::optional<std::size_t> (*alternate_for)(const Plan&, std::span<const ChallengeResult>) = nullptr;
    Judgement (*fuse)(const Plan&, std::span<const ChallengeResult>, const Judgement& passive) = nullptr;
    SafeToShow safe_to_show = nullptr;
    MatchFaces match{};         ///< empty: selfies are not compared
    MatchCrops match_crops{};   ///< empty: nor with crops
    RemeasureCrop remeasure{};  ///< empty: crops are not measured again

    /// Whether all that must be there is.
    [[nodiscard]] bool complete() const {
        return log && planned_challenge != nullptr && open_classes != nullptr && alternate_for != nullptr &&
               fuse != nullptr && safe_to_show != nullptr;
    }
};

}  // namespace verikiosk::backend
