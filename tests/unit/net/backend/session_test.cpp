// SPDX-License-Identifier: Apache-2.0
#include "net/backend/kiosk_judges.hpp"
#include "net/backend/policy.hpp"
#include "tests/unit/net/backend/world.hpp"
#include "vision/liveness/judge/flash.hpp"

namespace verikiosk::tests {
namespace {

GROUP("backend_sessions");

using namespace std::chrono_literals;

STORY(a_code_opens_a_session_with_a_signed_plan_and_the_accounts_name) {
    World world;
    const Opened opened = world.open(world.account());
    CHECK_EQUAL(opened.answer.account_name, "Ada Example");
    CHECK(opened.answer.eligible);
    CHECK(opened.answer.deadline == world.now + backend::evidence_lifetime);
    CHECK_EQUAL(opened.plan.policy, "demonstration");
    CHECK_EQUAL(opened.plan.challenges.size(), std::size_t{5});
    CHECK(opened.plan.challenges.front().kind == ChallengeKind::centre);
    CHECK(opened.plan.challenges.back().kind == ChallengeKind::smile);
}

STORY(a_code_used_twice_opens_one_session) {
    World world;
    const std::string account = world.account();
    const std::string code = world.code(account);
    CHECK_EQUAL(world.post_code(code, camera_of(CameraKind::simulated)).status, 201U);
    const auto again = world.post_code(code, camera_of(CameraKind::simulated));
    CHECK_EQUAL(again.status, 410U);
    CHECK_EQUAL(again.content_type, "application/problem+json");
    CHECK_CONTAINS(text_of(again), "https://verikiosk.example/problems/code-expired");
    CHECK_CONTAINS(text_of(again), "used before");
    CHECK_EQUAL(must(world.store().sessions_of(account)).size(), std::size_t{1});
}

STORY(a_code_is_good_for_ten_minutes_and_no_second_longer) {
    World world;
    const std::string account = world.account();
    const std::string in_time = world.code(account);
    const std::string too_late = world.code(account);
    world.now += 10min - 1s;
    CHECK_EQUAL(world.post_code(in_time, camera_of(CameraKind::simulated)).status, 201U);
    world.now += 1s;
    const auto late = world.post_code(too_late, camera_of(CameraKind::simulated));
    CHECK_EQUAL(late.status, 410U);
    CHECK_CONTAINS(text_of(late), "too old");
}

STORY(a_code_nobody_was_given_is_unknown) {
    World world;
    const auto answer = world.post_code("00000000", camera_of(CameraKind::simulated));
    CHECK_EQUAL(answer.status, 404U);
    CHECK_CONTAINS(text_of(answer), "problems/unknown-code");
}

STORY(an_account_that_is_not_eligible_is_named_and_told_so) {
    World world;
    const Opened opened = world.open(world.account({.name = "Bea", .selfie_eligible = false}));
    CHECK(!opened.answer.eligible);
    CHECK_EQUAL(opened.answer.account_name, "Bea");
}

STORY(plans_share_neither_session_nor_nonce) {
    World world;
    const std::string account = world.account();
    const Opened one = world.open(account);
    const Opened two = world.open(account);
    CHECK(one.id != two.id);
    CHECK(one.plan.nonce != two.plan.nonce);
    CHECK(one.plan.nonce != Nonce{});
}

STORY(without_development_only_a_device_camera_opens_a_session) {
    World world(false);
    const std::string account = world.account();
    const std::string code = world.code(account);
    for (const CameraKind kind :
         {CameraKind::recording, CameraKind::simulated, CameraKind::virtual_pipeline}) {
        const auto answer = world.post_code(code, camera_of(kind));
        CHECK_EQUAL(answer.status, 403U);
        CHECK_CONTAINS(text_of(answer), "problems/injection");
    }
    CHECK_EQUAL(must(world.store().tamper_events()).size(), std::size_t{3});
    // The visitor's code was not used up by the refusals.
    CHECK_EQUAL(world.post_code(code, camera_of(CameraKind::device)).status, 201U);
    CHECK_EQUAL(world.open(account, CameraKind::device).plan.policy, "standard");
}

STORY(a_recording_gets_its_own_policy_and_its_smile_is_waited_for) {
    World world;
    const std::string account = world.account();
    const Plan plan = world.open(account, CameraKind::recording, 2500ms).plan;
    CHECK_EQUAL(plan.policy, "recording");
    CHECK_EQUAL(plan.min_iod_px, 40);
    CHECK(plan.challenges[0].hold == 480ms);
    CHECK(!plan.challenges[0].not_before);
    CHECK(plan.challenges[1].not_before == Duration(2500ms));
    CHECK(!world.open(account, CameraKind::recording).plan.challenges[1].not_before);
    // A camera can't be told when its visitor smiles.
    for (const Challenge& asked : world.open(account, CameraKind::simulated, 2500ms).plan.challenges)
        CHECK(!asked.not_before);
}

STORY(the_standard_policy_draws_when_the_smile_comes) {
    const backend::Policy& policy = *backend::policy_called("standard");
    Duration shortest = 1h;
    Duration longest = 0s;
    for (unsigned random = 0; random < 2000; ++random) {
        backend::Seed seed{};
        seed[0] = static_cast<std::uint8_t>(random & 0xFFU);
        seed[1] = static_cast<std::uint8_t>(random >> 8U);
        const Plan plan = must(backend::draw_plan(policy, {}, {}, seed, {}, judge::safe_to_show));
        shortest = std::min(shortest, plan.challenges[0].hold);
        longest = std::max(longest, plan.challenges[0].hold);
    }
    CHECK(shortest == policy.centre.hold);
    CHECK(longest == policy.centre.hold + policy.centre.hold_spread);
    CHECK(policy.centre.hold_spread > 0ms);
}

STORY(kiosks_that_are_unknown_or_revoked_open_no_session) {
    World world;
    const std::string code = world.code(world.account());
    world.kiosk = "somebody-else";
    CHECK_CONTAINS(text_of(world.post_code(code, camera_of(CameraKind::simulated))),
                   "problems/unknown-kiosk");
    world.kiosk = backend::development_kiosk;
    must(world.store().revoke_kiosk(world.kiosk));
    const auto answer = world.post_code(code, camera_of(CameraKind::simulated));
    CHECK_EQUAL(answer.status, 403U);
    CHECK_CONTAINS(text_of(answer), "problems/revoked-kiosk");
}

STORY(what_is_no_request_is_refused_with_its_reason) {
    World world;
    backend::Service service(must(backend::Store::open(world.folder())), nullptr, backend::kiosk_judges(),
                             true);
    const Bytes garbage{0xff, 0x00};
    const auto ask = [&](std::string_view method, std::string_view target, std::string_view type) {
        return service.handle({method, target, type, garbage, world.kiosk}, world.now);
    };
    CHECK_EQUAL(ask("POST", "/v1/sessions", "application/cbor").status, 400U);
    CHECK_EQUAL(ask("POST", "/v1/sessions", "text/plain").status, 415U);
    CHECK_EQUAL(ask("GET", "/v1/sessions", "application/cbor").status, 405U);
    CHECK_EQUAL(ask("POST", "/v1/health", "").status, 405U);
    CHECK_EQUAL(ask("GET", "/v1/health", "").status, 200U);
    CHECK_EQUAL(ask("GET", "/", "").status, 404U);
    CHECK_EQUAL(ask("PUT", "/v1/sessions/zz/evidence", "application/cbor").status, 404U);
    CHECK_EQUAL(ask("PUT", "/v1/sessions/" + std::string(32, 'G') + "/evidence", "application/cbor").status,
                404U);
    CHECK_EQUAL(ask("PUT", "/v1/sessions/" + std::string(32, '0') + "/evidence", "application/cbor").status,
                404U);
}

}  // namespace
}  // namespace verikiosk::tests
