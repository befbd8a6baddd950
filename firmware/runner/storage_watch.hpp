// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "firmware/domain/error.hpp"
#include "firmware/session/session.hpp"
#include "net/outbox/outbox.hpp"

namespace verikiosk::runner {

/// The room that evidence needs to have.
struct StorageNeeds {
    static constexpr std::uintmax_t default_min_free = std::uintmax_t{64} * 1024 * 1024;

    std::filesystem::path folder{};  ///< where the outbox lives; empty: not watched
    std::uintmax_t min_free = default_min_free;
    /// Free bytes there, for a program without privileges.
    std::function<Result<std::uintmax_t>(const std::filesystem::path&)> free_bytes{};
};

/// Whether evidence could be kept, had there been some: looked at every few seconds, so that a full kiosk
/// closes before anybody spends a minute at it. Reads only: a write each time would wear a card out.
/// One thread, one that may wait for a disk: the outbox instance's.
class StorageWatch {
  public:
    static constexpr Duration between = std::chrono::seconds(3);

    StorageWatch(net::Outbox& outbox, StorageNeeds needs);

    /// What has changed since it was last told, if it is time to look.
    [[nodiscard]] std::optional<session::StorageState> look(TimePoint now);

    /// What was told did not arrive: the next look tells it again.
    void untold() { told_.reset(); }

  private:
    [[nodiscard]] Result<void> check() const;
    [[nodiscard]] Result<void> enough_room() const;

    net::Outbox& outbox_;
    StorageNeeds needs_;
    std::optional<TimePoint> looked_;
    std::optional<bool> told_;
};

}  // namespace verikiosk::runner
