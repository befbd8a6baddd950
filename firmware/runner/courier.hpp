// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "firmware/domain/evidence.hpp"
#include "firmware/runner/storage_watch.hpp"
#include "firmware/session/session.hpp"
#include "net/http/backend_client.hpp"
#include "net/outbox/outbox.hpp"

namespace verikiosk::runner {

/// Carries codes and evidence to the backend and brings the answers back as events. Blocks for as long as the
/// client's time limit; one thread, with an outbox instance of its own.
class Courier {
  public:
    Courier(net::BackendClient& backend, net::Outbox& outbox, StorageNeeds storage = {})
        : backend_(backend), outbox_(outbox), storage_(outbox, std::move(storage)) {}

    /// `smile_at` is for recordings only.
    [[nodiscard]] session::Event redeem(const std::string& code, const CameraInfo& camera,
                                        std::optional<Duration> smile_at);

    /// Tries all evidence that is due, once each. A receipt is told only after the outbox has let go of the
    /// evidence, so that it is never both settled and waiting. Asked before each exchange, `go_on` says
    /// whether there may be another one.
    [[nodiscard]] std::vector<session::Event> deliver(WallTime now, const std::function<bool()>& go_on = {});

    /// Evidence is kept on this thread's disk: whether it could be.
    [[nodiscard]] StorageWatch& storage() { return storage_; }

  private:
    net::BackendClient& backend_;
    net::Outbox& outbox_;
    StorageWatch storage_;
};

}  // namespace verikiosk::runner
