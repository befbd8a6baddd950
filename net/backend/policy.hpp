// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "firmware/domain/camera_kind.hpp"
#include "firmware/domain/plan.hpp"
#include "net/backend/judges.hpp"
#include "net/backend/lots.hpp"
#include "net/protocol/protocol.hpp"

namespace verikiosk::backend {

struct CentreTerms {
    Duration hold{};
    Duration
        hold_spread{};  ///< up to this much is added, drawn per session, so that the smile's moment is drawn
    Duration time_limit{};
};
struct SmileTerms {
    Duration hold{};
    Duration time_limit{};
};

/// What a session is asked for and what its evidence can come to.
struct Policy {
    std::string_view name;     ///< in the plan
    std::string_view version;  ///< in the receipt; counts up with every change of the figures below
    /// Taken only with --development, and said on screen and receipt. An account without a profile photo, or
    /// a backend without a model to compare it with the selfie, is enough for `verified`.
    bool development = false;
    /// Besides centre and smile everything that this kiosk's camera can do, and each attack class needs a
    /// conclusive pass. Otherwise centre and smile alone, and no class is ruled out by anything but them.
    bool full = false;
    CentreTerms centre;
    SmileTerms smile;
    std::uint16_t min_iod_px = 90;
};

/// The policy for a camera of this kind; none where the input is not acceptable (an injection).
[[nodiscard]] const Policy* policy_for(CameraKind camera, bool development);
/// The policy that a plan names.
[[nodiscard]] const Policy* policy_called(std::string_view name);

/// The challenges of one session: of what the policy asks for, what the request's camera can do. Seed and
/// nonce decide what the policy leaves open: order, sides, colours, exposures, lengths. The same ones give
/// the same plan. `safe` is asked about each colour sequence (a full plan's only); internal: of many, none
/// was.
[[nodiscard]] Result<Plan> draw_plan(const Policy& policy, const SessionId& session, const Nonce& nonce,
                                     const Seed& seed, const net::protocol::SessionRequest& request,
                                     SafeToShow safe);

/// How long evidence is taken after a session was opened. A day: a kiosk that loses its backend, or its
/// power, keeps the committed evidence and sends it when it can, and the visitor was told that the result
/// follows.
inline constexpr std::chrono::hours evidence_lifetime{24};

}  // namespace verikiosk::backend
