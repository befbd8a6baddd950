// SPDX-License-Identifier: Apache-2.0
#include "net/backend/examine.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <utility>

#include "net/backend/policy.hpp"

namespace verikiosk::backend {
namespace {

void add(std::vector<Reason>& reasons, Reason reason) {
    if (reason == Reason::none) return;
    if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) reasons.push_back(reason);
}

std::string told(const Judgement& judgement) {
    return std::string(name_of(judgement.outcome)) + " (" + std::string(name_of(judgement.reason)) + ", " +
           std::to_string(judgement.score_milli) + ")";
}

/// A kiosk that claims more than its own log gives is wrong or lying; one that claims less did the visitor
/// no good, and they may try again.
std::optional<Ruling> disagreement(const Evidence& evidence, const LogJudgement& log) {
    for (std::size_t i = 0; i < evidence.challenges.size() && i < log.challenges.size(); ++i) {
        const Judgement& claimed = evidence.challenges[i].judgement;
        const Judgement& judged = log.challenges[i].judgement;
        if (claimed.outcome == judged.outcome) continue;
        Ruling ruling;
        const bool overclaimed = claimed.outcome == Outcome::pass;
        ruling.decision = overclaimed ? Decision::refer : Decision::retry;
        ruling.tampered = overclaimed;
        ruling.failed_attempt = overclaimed;
        ruling.reasons = {Reason::judgement_disagrees};
        add(ruling.reasons, judged.reason);
        ruling.detail = std::string(name_of(evidence.challenges[i].kind)) + ": the kiosk says " +
                        told(claimed) + ", its log gives " + told(judged);
        return ruling;
    }
    return std::nullopt;
}

std::string details(const LogJudgement& log) {
    std::string text;
    for (const ChallengeResult& result : log.challenges) {
        text += std::string(name_of(result.kind)) + " " + told(result.judgement) + ", ";
    }
    return text + "passive " + told(log.passive);
}

/// What the judgements alone come to; none when everything passed.
std::optional<Ruling> not_passed(const LogJudgement& log) {
    std::vector<Reason> failed;
    std::vector<Reason> open;
    const auto sort = [&](const Judgement& judgement) {
        if (judgement.outcome == Outcome::fail) add(failed, judgement.reason);
        if (judgement.outcome == Outcome::inconclusive) add(open, judgement.reason);
        return judgement.outcome;
    };
    bool any_failed = sort(log.passive) == Outcome::fail;
    bool any_open = log.passive.outcome == Outcome::inconclusive;
    for (const ChallengeResult& result : log.challenges) {
        const Outcome outcome = sort(result.judgement);
        any_failed = any_failed || outcome == Outcome::fail;
        any_open = any_open || outcome == Outcome::inconclusive;
    }
    if (any_failed) return Ruling{Decision::retry, std::move(failed), details(log), true, false};
    if (!any_open) return std::nullopt;
    add(open, Reason::liveness_not_concluded);
    return Ruling{Decision::refer, std::move(open), details(log), false, false};
}

std::string told(const Comparison& comparison) {
    std::string text(name_of(comparison.decision));
    if (comparison.cosine) {
        std::array<char, 16> digits{};
        std::snprintf(digits.data(), digits.size(), " (%.2f)", static_cast<double>(*comparison.cosine));
        text += digits.data();
    }
    constexpr std::array pictures{"selfie", "profile photo"};
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        for (const Reason reason : comparison.reasons[i].list())
            text += std::string(", ") + pictures[i] + " " + std::string(name_of(reason));
    }
    return text;
}

/// Whether the selfie shows who the profile photo shows, empty where there is nothing to compare with or by;
/// what came of it is added to `detail`.
std::optional<MatchDecision> compared(const Submission& submission, const MatchFaces& match,
                                      std::string& detail) {
    const auto not_compared = [&](const std::string& why) {
        detail += "; selfie and profile photo were not compared: " + why;
    };
    if (submission.profile_photo.empty()) {
        not_compared("the account has no photo");
        return std::nullopt;
    }
    if (!match) {
        not_compared("the backend has no model for it (serve --models)");
        return std::nullopt;
    }
    const auto comparison = match(submission.package.selfie, submission.profile_photo);
    if (!comparison) {
        not_compared(comparison.error().what);
        return MatchDecision::undecided;
    }
    detail += "; selfie and profile photo: " + told(*comparison);
    return comparison->decision;
}

/// For evidence in which nothing is wrong: whose it is.
Ruling matched(const Submission& submission, const Policy& policy, std::string detail,
               const MatchFaces& match) {
    const auto decision = compared(submission, match, detail);
    if (decision == MatchDecision::different)
        return {Decision::refer, {Reason::faces_differ}, std::move(detail), true, false};
    // Without photo or model a development policy may do without the match; with both, a call says what it
    // can't.
    const bool concludes = policy.concludes && decision != MatchDecision::undecided;
    Ruling ruling{concludes ? Decision::verified : Decision::refer, {}, std::move(detail), false, false};
    if (decision != MatchDecision::same) ruling.reasons.push_back(Reason::match_not_concluded);
    if (!policy.concludes) ruling.reasons.push_back(Reason::liveness_not_concluded);
    return ruling;
}

/// Screen and receipt say so whenever a weaker policy or other input than a camera's was accepted.
void mark_development(const Submission& submission, const Policy& policy, Ruling& ruling) {
    if (!policy.development) return;
    add(ruling.reasons, Reason::development_policy);
    if (submission.evidence.camera.kind != CameraKind::device) add(ruling.reasons, Reason::development_input);
}

}  // namespace

Ruling examine(const Submission& submission, const JudgeLog& judge, const MatchFaces& match) {
    if (auto fault = contradiction(submission)) return std::move(*fault);
    const Policy* policy = policy_called(submission.session.plan.policy);
    const LogJudgement log = judge(submission.session.plan, submission.evidence);

    Ruling ruling;
    if (auto disagrees = disagreement(submission.evidence, log)) {
        ruling = std::move(*disagrees);
    } else if (auto refused = not_passed(log)) {
        ruling = std::move(*refused);
    } else if (auto fault = selfie_fault(submission)) {
        ruling = std::move(*fault);
    } else {
        ruling = matched(submission, *policy, details(log), match);
    }
    mark_development(submission, *policy, ruling);
    return ruling;
}

}  // namespace verikiosk::backend
