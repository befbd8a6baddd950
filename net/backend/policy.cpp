// SPDX-License-Identifier: Apache-2.0
#include "net/backend/policy.hpp"

namespace verikiosk::backend {
namespace {

constexpr auto policies = std::to_array<Policy>({
    // Centre and smile alone stop no replay, and a replay of the account's owner matches the profile photo:
    // whoever passes is sent on to a call.
    {.name = "standard",
     .version = "standard/1",
     .development = false,
     .concludes = false,
     .centre = {.hold = 1000ms, .hold_spread = 600ms, .time_limit = 20s},
     .smile = {.hold = 300ms, .time_limit = 10s},
     .min_iod_px = 90},
    // For demonstrations and tests: the same challenges, and passing them is enough.
    {.name = "demonstration",
     .version = "demonstration/1",
     .development = true,
     .concludes = true,
     .centre = {.hold = 1000ms, .hold_spread = 0ms, .time_limit = 20s},
     .smile = {.hold = 300ms, .time_limit = 10s},
     .min_iod_px = 90},
    // Recordings of people who were never asked anything. Half a second of holding still, less the last
    // frame's
    // own duration: at 25 frames a second twelve intervals of 40 ms, 480 ms, is what half a second of frames
    // spans. (The best clip we know has 0.57 s of neutral face before its smile.) What is waited for may come
    // late in the clip. Faces are smaller: half of what a kiosk's selfie needs, less a tenth for landmarks;
    // under that a smile's 15 % is fewer than six pixels.
    {.name = "recording",
     .version = "recording/1",
     .development = true,
     .concludes = true,
     .centre = {.hold = 480ms, .hold_spread = 0ms, .time_limit = 60s},
     .smile = {.hold = 200ms, .time_limit = 60s},
     .min_iod_px = 40},
});

}  // namespace

const Policy* policy_called(std::string_view name) {
    for (const Policy& policy : policies) {
        if (policy.name == name) return &policy;
    }
    return nullptr;
}

const Policy* policy_for(CameraKind camera, bool development) {
    if (!development) return camera == CameraKind::device ? policy_called("standard") : nullptr;
    return policy_called(camera == CameraKind::recording ? "recording" : "demonstration");
}

Plan draw_plan(const Policy& policy, const SessionId& session, const Nonce& nonce, std::uint64_t random,
               const net::protocol::SessionRequest& request) {
    // In steps of 10 ms; the modulo's bias over 64 bits is nothing.
    const auto steps = static_cast<std::uint64_t>(policy.centre.hold_spread / 10ms) + 1;
    const Duration extra = 10ms * static_cast<std::int64_t>(random % steps);
    Plan plan;
    plan.session = session;
    plan.nonce = nonce;
    plan.policy = policy.name;
    plan.min_iod_px = policy.min_iod_px;
    plan.challenges.push_back({.kind = ChallengeKind::centre,
                               .hold = policy.centre.hold + extra,
                               .time_limit = policy.centre.time_limit});
    plan.challenges.push_back(
        {.kind = ChallengeKind::smile, .hold = policy.smile.hold, .time_limit = policy.smile.time_limit});
    if (request.camera.kind == CameraKind::recording) plan.challenges.back().not_before = request.smile_at;
    return plan;
}

}  // namespace verikiosk::backend
