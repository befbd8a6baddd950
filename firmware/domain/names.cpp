// SPDX-License-Identifier: Apache-2.0
#include "firmware/domain/account.hpp"
#include "firmware/domain/camera_kind.hpp"
#include "firmware/domain/comparison.hpp"
#include "firmware/domain/plan.hpp"

namespace verikiosk {

std::string_view name_of(CameraKind kind) {
    switch (kind) {
        case CameraKind::device:
            return "device";
        case CameraKind::virtual_pipeline:
            return "virtual_pipeline";
        case CameraKind::recording:
            return "recording";
        case CameraKind::simulated:
            return "simulated";
    }
    return "unknown";
}

std::string_view name_of(MatchDecision decision) {
    switch (decision) {
        case MatchDecision::same:
            return "same";
        case MatchDecision::different:
            return "different";
        case MatchDecision::undecided:
            return "undecided";
    }
    return "unknown";
}

std::string_view name_of(ChallengeKind kind) {
    switch (kind) {
        case ChallengeKind::centre:
            return "centre";
        case ChallengeKind::smile:
            return "smile";
        case ChallengeKind::approach:
            return "approach";
        case ChallengeKind::turn:
            return "turn";
        case ChallengeKind::light:
            return "light";
        case ChallengeKind::exposure:
            return "exposure";
        case ChallengeKind::open_mouth:
            return "open_mouth";
    }
    return "unknown";
}

std::string_view name_of(AttackClass attack) {
    switch (attack) {
        case AttackClass::print:
            return "print";
        case AttackClass::replay:
            return "replay";
        case AttackClass::mask:
            return "mask";
        case AttackClass::injection:
            return "injection";
    }
    return "unknown";
}

std::string_view name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::pass:
            return "pass";
        case Outcome::fail:
            return "fail";
        case Outcome::inconclusive:
            return "inconclusive";
    }
    return "unknown";
}

std::string_view name_of(Decision decision) {
    switch (decision) {
        case Decision::verified:
            return "verified";
        case Decision::retry:
            return "retry";
        case Decision::refer:
            return "refer";
    }
    return "unknown";
}

std::string_view name_of(Verification verification) {
    switch (verification) {
        case Verification::not_required:
            return "not_required";
        case Verification::required:
            return "required";
        case Verification::verified:
            return "verified";
        case Verification::failed:
            return "failed";
    }
    return "unknown";
}

std::string_view name_of(Hold hold) {
    switch (hold) {
        case Hold::none:
            return "none";
        case Hold::until_verified:
            return "until_verified";
        case Hold::failed:
            return "failed";
    }
    return "unknown";
}

std::string_view name_of(AccountAction action) {
    switch (action) {
        case AccountAction::withdraw_earnings:
            return "withdraw_earnings";
        case AccountAction::submit_proposals:
            return "submit_proposals";
        case AccountAction::accept_direct_hires:
            return "accept_direct_hires";
        case AccountAction::appear_in_search:
            return "appear_in_search";
        case AccountAction::change_profile_photo:
            return "change_profile_photo";
        case AccountAction::work_on_existing_contracts:
            return "work_on_existing_contracts";
        case AccountAction::count_:
            break;
    }
    return "unknown";
}

}  // namespace verikiosk
