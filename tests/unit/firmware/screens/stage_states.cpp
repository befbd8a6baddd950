// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/firmware/screens/stage_states.hpp"

#include <utility>

namespace verikiosk::tests {

using session::Notice;
using session::Stage;
using session::State;

OpenedSession open_session(const std::string& account_name, const std::string& policy) {
    OpenedSession opened;
    opened.account_name = account_name;
    opened.plan.policy = policy;
    return opened;
}

namespace {

State at(Stage stage, Notice notice = Notice::none) {
    State state;
    state.stage = stage;
    state.notice = notice;
    state.entered = scene_time - 3s;
    state.last_input = scene_time - 3s;
    return state;
}

State visiting(Stage stage, const std::string& policy = "standard") {
    State state = at(stage);
    state.session = open_session("Amira Haddad", policy);
    return state;
}

State looking(Stage stage, Reason guidance, float progress, Oval oval = {0, 0.5F, 0.21F, 0.29F}) {
    State state = visiting(stage);
    state.prompted = true;
    state.oval_placed = true;
    state.settled = true;
    state.oval = oval;
    state.context.challenge.time_limit = 20s;
    state.context.prompted = scene_time - 5s;
    state.guidance = guidance;
    state.standing.progress = progress;
    return state;
}

/// A full plan's consent, with lights to decline.
State consenting() {
    State state = visiting(Stage::consent);
    state.session->plan.challenges = {
        {.kind = ChallengeKind::centre}, {.kind = ChallengeKind::turn}, {.kind = ChallengeKind::light}};
    return state;
}

State lit(bool colours) {
    State state = looking(Stage::light, Reason::none, 0.4F);
    state.lit = colours;
    state.context.challenge.kind = ChallengeKind::light;
    state.context.challenge.colours = {0x000000, 0x20C0FF};
    state.step = 1;
    return state;
}

State answered(Stage stage, Decision decision, std::vector<Reason> reasons, const std::string& policy) {
    State state = at(stage);
    Receipt receipt;
    receipt.decision = decision;
    receipt.reasons = std::move(reasons);
    receipt.policy = policy;
    receipt.development = !policy.starts_with("standard");
    state.receipt = std::move(receipt);
    return state;
}

void add_arrivals(std::vector<NamedState>& all) {
    all.push_back({"welcome", at(Stage::welcome)});
    all.push_back({"welcome_left_alone", at(Stage::welcome, Notice::left_alone)});
    State code = at(Stage::code);
    code.typed = "7K3M";
    all.push_back({"code", std::move(code)});
    State wrong = at(Stage::code, Notice::code_unknown);
    wrong.last_input = wrong.entered = scene_time - 48s;
    all.push_back({"code_unknown", std::move(wrong)});
    State blocked = at(Stage::code, Notice::too_many_codes);
    blocked.blocked_until = scene_time + 24s;
    all.push_back({"code_blocked", std::move(blocked)});
    for (const Stage stage : {Stage::welcome, Stage::code}) {
        State between = at(stage);
        between.attempts.paused_until = scene_time + 107s;
        all.push_back({std::string(name_of(stage)) + "_between_tries", std::move(between)});
    }
    all.push_back({"opening", at(Stage::opening)});
    State waiting = at(Stage::waiting_for_backend, Notice::backend_unreachable);
    waiting.next_reconnect = scene_time + 4s;
    all.push_back({"waiting_for_backend", std::move(waiting)});
    all.push_back({"name", visiting(Stage::name)});
    all.push_back({"name_demonstration", visiting(Stage::name, "demonstration")});
    all.push_back({"consent", visiting(Stage::consent)});
    all.push_back({"consent_demonstration", visiting(Stage::consent, "demonstration")});
    all.push_back({"consent_lights", consenting()});
    all.push_back({"consent_recording", visiting(Stage::consent, "recording")});
}

void add_challenges(std::vector<NamedState>& all) {
    all.push_back({"position", looking(Stage::position, Reason::none, 0)});
    all.push_back({"position_move_left", looking(Stage::position, Reason::move_left, 0)});
    all.push_back({"position_too_dark", looking(Stage::position, Reason::too_dark, 0)});
    all.push_back(
        {"position_tall", looking(Stage::position, Reason::too_far, 0, {0.1F, 0.36F, 0.2F, 0.27F})});
    all.push_back({"position_near", looking(Stage::position, Reason::too_near, 0, {0, 0.52F, 0.31F, 0.43F})});
    all.push_back({"position_several", looking(Stage::position, Reason::several_faces, 0)});
    all.push_back({"hold", looking(Stage::hold, Reason::none, 0.6F)});
    State demonstration = looking(Stage::hold, Reason::not_still, 0.3F);
    demonstration.session = open_session("Amira Haddad", "demonstration");
    all.push_back({"hold_demonstration", std::move(demonstration)});
    State asked = looking(Stage::smile, Reason::not_smiling, 0);
    asked.context.prompted = scene_time - 1s;
    all.push_back({"smile", std::move(asked)});
    all.push_back({"smile_how", looking(Stage::smile, Reason::not_smiling, 0)});
    all.push_back({"smile_lips", looking(Stage::smile, Reason::mouth_not_smile, 0.4F)});
    all.push_back({"approach", looking(Stage::approach, Reason::none, 0.3F)});
    all.back().state.context.challenge.grow_milli = 1250;
    all.push_back({"turn", looking(Stage::turn, Reason::not_turned, 0.2F)});
    all.back().state.context.challenge.side = Side::left;
    all.push_back({"exposure", looking(Stage::exposure, Reason::none, 0.5F)});
    all.push_back({"open_mouth", looking(Stage::open_mouth, Reason::none, 0)});
    all.push_back({"light_ahead", lit(false)});
    all.push_back({"light", lit(true)});
    all.push_back({"review", looking(Stage::review, Reason::none, 1)});
    all.push_back({"sending", visiting(Stage::sending)});
    all.push_back({"sending_demonstration", visiting(Stage::sending, "demonstration")});
}

void add_results(std::vector<NamedState>& all) {
    all.push_back({"verified", answered(Stage::verified, Decision::verified, {}, "standard/1")});
    all.push_back({"verified_demonstration", answered(Stage::verified, Decision::verified,
                                                      {Reason::development_policy}, "demonstration/1")});
    all.push_back({"verified_recording", answered(Stage::verified, Decision::verified,
                                                  {Reason::development_input}, "recording/1")});
    all.push_back(
        {"try_again", answered(Stage::try_again, Decision::retry, {Reason::not_smiling}, "standard/1")});
    all.push_back({"try_again_unsaid",
                   answered(Stage::try_again, Decision::retry, {Reason::frozen_picture}, "standard/1")});
    all.push_back({"try_again_demonstration",
                   answered(Stage::try_again, Decision::retry, {Reason::not_smiling}, "demonstration/1")});
    all.push_back({"see_representative", answered(Stage::see_representative, Decision::refer,
                                                  {Reason::match_not_concluded}, "standard/1")});
    all.push_back({"see_representative_demonstration",
                   answered(Stage::see_representative, Decision::refer,
                            {Reason::match_not_concluded, Reason::development_policy}, "demonstration/1")});
    all.push_back({"video_call", visiting(Stage::video_call)});
    all.push_back({"result_follows", at(Stage::result_follows)});
    all.push_back({"result_follows_demonstration", visiting(Stage::result_follows, "demonstration")});
    for (const Notice notice :
         {Notice::camera_missing, Notice::backend_refused, Notice::storage_full, Notice::storage_failed}) {
        all.push_back({"out_of_service_" + std::string(name_of(notice)), at(Stage::out_of_service, notice)});
    }
}

}  // namespace

std::vector<NamedState> states_of_every_stage() {
    std::vector<NamedState> all;
    add_arrivals(all);
    add_challenges(all);
    add_results(all);
    return all;
}

std::vector<NamedFault> faults_of_every_kind() {
    const auto fault = [](std::string what, Duration next) {
        return screens::Fault{{Errc::invalid, std::move(what)}, scene_time + next};
    };
    const std::string path = "/data/site/pki/" + std::string(120, 'x') + ".key";
    return {
        {"fault_settings",
         fault("/data/site/site.toml:7: backend.port: expected a number from 1 to 65535", 5s)},
        {"fault_credentials", fault("/data/site/pki/kiosk-evidence.key can't be read: No such file or "
                                    "directory. Put the kiosk's credentials there and let only the kiosk's "
                                    "user read them",
                                    60s)},
        {"fault_long", fault("outbox " + path + ": can't open it: " + std::string(500, 'w'), 40s)},
    };
}

}  // namespace verikiosk::tests
