// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>

#include "net/outbox/outbox.hpp"

namespace verikiosk::lab::attacks {

/// Room for the evidence of one visit, which needs to survive nothing.
class MemoryOutbox final : public net::Outbox {
  public:
    [[nodiscard]] Result<void> commit(const SessionId& session, ByteView package, WallTime) override {
        waiting_ = net::PendingEvidence{session, Bytes(package.begin(), package.end()), 0};
        return {};
    }
    [[nodiscard]] Result<std::optional<net::PendingEvidence>> due(WallTime) override {
        return std::exchange(waiting_, std::nullopt);
    }
    // What was refused is not sent again: the visit tells of it.
    [[nodiscard]] Result<void> failed(const SessionId&, WallTime) override { return {}; }
    [[nodiscard]] Result<void> try_all() override { return {}; }
    [[nodiscard]] Result<void> settle(const SessionId&, WallTime) override { return {}; }
    [[nodiscard]] Result<std::size_t> waiting() override { return waiting_ ? 1U : 0U; }
    [[nodiscard]] Result<void> has_room() override { return {}; }

  private:
    std::optional<net::PendingEvidence> waiting_;
};

}  // namespace verikiosk::lab::attacks
