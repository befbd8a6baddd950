// SPDX-License-Identifier: Apache-2.0
#include "firmware/runner/courier.hpp"

#include <utility>

namespace verikiosk::runner {

session::Event Courier::redeem(const std::string& code, const CameraInfo& camera,
                               std::optional<Duration> smile_at) {
    auto opened = backend_.redeem(code, camera, smile_at);
    if (!opened) return session::OpenFailed{opened.error(), code};
    return session::Opened{std::move(*opened), code, camera.control_lag_frames};
}

std::vector<session::Event> Courier::deliver(WallTime now, const std::function<bool()>& go_on) {
    std::vector<session::Event> events;
    for (;;) {
        if (go_on && !go_on()) return events;
        auto due = outbox_.due(now);
        if (!due) {
            events.emplace_back(session::SendFailed{due.error().in("the outbox can't be read")});
            return events;
        }
        if (!*due) return events;
        const net::PendingEvidence& pending = **due;
        auto receipt = backend_.put_evidence(pending.session, pending.package);
        // A try that failed, or whose outcome can't be written down, waits for its next turn.
        const auto noted =
            receipt ? outbox_.settle(pending.session, now) : outbox_.failed(pending.session, now);
        if (!receipt) {
            events.emplace_back(session::SendFailed{receipt.error(), pending.session});
        } else if (noted) {
            events.emplace_back(session::ReceiptArrived{std::move(*receipt)});
        }
        if (!noted) {
            events.emplace_back(session::SendFailed{noted.error().in("the outbox can't be written")});
            return events;
        }
    }
}

}  // namespace verikiosk::runner
