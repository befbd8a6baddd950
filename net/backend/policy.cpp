// SPDX-License-Identifier: Apache-2.0
#include "net/backend/policy.hpp"

namespace verikiosk::backend {
namespace {

constexpr auto policies = std::to_array<Policy>({
    {.name = "standard",
     .version = "standard/2",
     .development = false,
     .full = true,
     .centre = {.hold = 1000ms, .hold_spread = 600ms, .time_limit = 20s},
     .smile = {.hold = 300ms, .time_limit = 10s},
     .min_iod_px = 90},
    // For demonstrations and tests: the same plans, but other input than a camera's, and no profile photo is
    // needed.
    {.name = "demonstration",
     .version = "demonstration/2",
     .development = true,
     .full = true,
     .centre = {.hold = 1000ms, .hold_spread = 600ms, .time_limit = 20s},
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
     .full = false,
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

}  // namespace verikiosk::backend
