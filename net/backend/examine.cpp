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

const Judgement* judged(const LogJudgement& log, const ChallengeResult& claimed) {
    const auto found = std::ranges::find(log.challenges, claimed.planned, &ChallengeResult::planned);
    return found != log.challenges.end() ? &found->judgement : nullptr;
}

/// A kiosk that claims more than its own log gives is wrong or lying; one that claims less did the visitor
/// no good, and they may try again.
Ruling disagreement(const ChallengeResult& claimed, const Judgement& judged) {
    const bool overclaimed = claimed.judgement.outcome == Outcome::pass && judged.outcome != Outcome::pass;
    Ruling ruling;
    ruling.decision = overclaimed ? Decision::refer : Decision::retry;
    ruling.tampered = overclaimed;
    ruling.failed_attempt = overclaimed;
    ruling.reasons = {Reason::judgement_disagrees};
    add(ruling.reasons, judged.reason);
    ruling.detail = std::string(name_of(claimed.kind)) + ": the kiosk says " + told(claimed.judgement) +
                    ", its log gives " + told(judged);
    return ruling;
}

/// The results as they count. Device and backend judge the same rows by the same code, so that not only the
/// outcome is the same.
tl::expected<std::vector<ChallengeResult>, Ruling> agreed_results(const Evidence& evidence,
                                                                  const LogJudgement& log) {
    std::vector<ChallengeResult> results = evidence.challenges;
    for (const ChallengeResult& claimed : results) {
        const Judgement* own = judged(log, claimed);
        if (own == nullptr) return tl::unexpected<Ruling>(inconsistent("the judge can't find a challenge"));
        if (claimed.judgement == *own || claims_less(claimed.judgement, *own)) continue;
        return tl::unexpected<Ruling>(disagreement(claimed, *own));
    }
    return results;
}

/// All that was judged, for platform engineers.
std::string details(const Plan& plan, const std::vector<ChallengeResult>& results, const Judgement& passive,
                    const Judges& judges) {
    std::string text;
    for (const ChallengeResult& result : results)
        text += std::string(name_of(result.kind)) + " " + told(result.judgement) + ", ";
    text += "passive " + told(passive);
    for (const AttackClass open : judges.open_classes(plan, results))
        text += std::string("; nothing rules out ") + std::string(name_of(open));
    return text;
}

/// The reasons of every judgement of that outcome, the log's own first.
std::vector<Reason> reasons_of(Outcome outcome, const std::vector<ChallengeResult>& results,
                               const Judgement& passive) {
    std::vector<Reason> reasons;
    if (passive.outcome == outcome) add(reasons, passive.reason);
    for (const ChallengeResult& result : results)
        if (result.judgement.outcome == outcome) add(reasons, result.judgement.reason);
    return reasons;
}

/// A plan without attack classes, as recordings have it, rules none out: it is concluded when all of it was
/// passed. A full policy's that has none was drawn before there were any.
bool asks_enough(const Plan& plan, const Policy& policy, const std::vector<ChallengeResult>& results) {
    if (policy.full) return !plan.classes.empty();
    return results.size() == plan.challenges.size() &&
           std::ranges::all_of(results, [](const ChallengeResult& result) {
               return result.judgement.outcome == Outcome::pass;
           });
}

/// What the judgements alone come to; none when they conclude that somebody is there and alive.
std::optional<Ruling> not_concluded(const Plan& plan, const Policy& policy,
                                    const std::vector<ChallengeResult>& results, const Judgement& passive,
                                    const Judges& judges) {
    const Judgement verdict = judges.fuse(plan, results, passive);
    std::string detail = details(plan, results, passive, judges);
    if (verdict.outcome == Outcome::fail) {
        return Ruling{Decision::retry, reasons_of(Outcome::fail, results, passive), std::move(detail), true,
                      false};
    }
    if (verdict.outcome == Outcome::pass && asks_enough(plan, policy, results)) return std::nullopt;
    std::vector<Reason> reasons;
    add(reasons, verdict.reason);
    for (const Reason reason : reasons_of(Outcome::inconclusive, results, passive))
        add(reasons, reason);
    add(reasons, Reason::liveness_not_concluded);
    return Ruling{Decision::refer, std::move(reasons), std::move(detail), false, false};
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
    const bool shows_them = decision ? decision == MatchDecision::same : policy.development;
    Ruling ruling{shows_them ? Decision::verified : Decision::refer, {}, std::move(detail), false, false};
    if (decision != MatchDecision::same) ruling.reasons.push_back(Reason::match_not_concluded);
    return ruling;
}

/// Screen and receipt say so whenever a weaker policy or other input than a camera's was accepted.
void mark_development(const Submission& submission, const Policy& policy, Ruling& ruling) {
    if (!policy.development) return;
    add(ruling.reasons, Reason::development_policy);
    if (submission.evidence.camera.kind != CameraKind::device) add(ruling.reasons, Reason::development_input);
}

/// Once nothing contradicts.
Ruling judged_ruling(const Submission& submission, const Policy& policy, const Judges& judges) {
    const Plan& plan = submission.session.plan;
    const LogJudgement log = judges.log(plan, submission.evidence);
    const auto results = agreed_results(submission.evidence, log);
    if (!results) return results.error();
    if (auto open = not_concluded(plan, policy, *results, log.passive, judges)) return std::move(*open);
    if (auto fault = selfie_fault(submission)) return std::move(*fault);
    std::string detail = details(plan, *results, log.passive, judges);
    if (auto fault = crops_fault(submission, judges.remeasure, detail)) return std::move(*fault);
    if (auto fault = person_fault(submission, judges.match_crops, detail)) return std::move(*fault);
    return matched(submission, policy, std::move(detail), judges.match);
}

}  // namespace

Ruling examine(const Submission& submission, const Judges& judges) {
    if (auto fault = contradiction(submission, judges)) return std::move(*fault);
    const Policy& policy = *policy_called(submission.session.plan.policy);
    std::optional<Ruling> ruling = log_fault(submission);
    if (!ruling) ruling = scene_fault(submission, judges);
    if (!ruling) ruling = judged_ruling(submission, policy, judges);
    mark_development(submission, policy, *ruling);
    return std::move(*ruling);
}

}  // namespace verikiosk::backend
