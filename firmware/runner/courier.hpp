// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "firmware/domain/evidence.hpp"
#include "firmware/session/session.hpp"
#include "net/http/backend_client.hpp"
#include "net/outbox/outbox.hpp"

namespace verikiosk::runner {

/// Carries codes and evidence to the backend and brings the answers back as events. Blocks for as long as the
/// client's time limit; one thread, with an outbox instance of its own.
class Courier {
  public:
    Courier(net::BackendClient& backend, net::Outbox& outbox) : backend_(backend), outbox_(outbox) {}

    /// `smile_at` is for recordings only.
    [[nodiscard]] session::Event redeem(const std::string& code, const CameraInfo& camera,
                                        std::optional<Duration> smile_at);

    /// Tries all evidence that is due, once each. A receipt is told only after the outbox has let go of the
    /// evidence, so that it is never both settled and waiting.
    [[nodiscard]] std::vector<session::Event> deliver(WallTime now);

  private:
    net::BackendClient& backend_;
    net::Outbox& outbox_;
};

}  // namespace verikiosk::runner
