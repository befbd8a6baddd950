// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"
#include "firmware/domain/evidence.hpp"

namespace verikiosk::net {

struct PendingEvidence {
    SessionId session{};
    Bytes package;
    std::uint32_t attempts = 0;
};

/// Evidence without a receipt yet, on disk (SQLite, WAL, synchronous=FULL). What commit() answered with
/// success survives a power cut; what it answered with an error left nothing behind. An instance belongs to
/// one thread; several instances may open the same file.
class Outbox {
  public:
    virtual ~Outbox() = default;

    /// full: no space (nothing is half written). conflict: this session is there with another package.
    [[nodiscard]] virtual Result<void> commit(const SessionId& session, ByteView package, WallTime now) = 0;

    /// The evidence that is due for sending, oldest first; none when all wait for their next try.
    [[nodiscard]] virtual Result<std::optional<PendingEvidence>> due(WallTime now) = 0;

    /// A failed try: due again after 1 s doubling to 5 min, with jitter.
    [[nodiscard]] virtual Result<void> failed(const SessionId& session, WallTime now) = 0;

    /// A fresh start is a reason of its own to try: all that waits is due now. What has failed so often keeps
    /// its count, so that the wait after the next failure is as long as it would have been.
    [[nodiscard]] virtual Result<void> try_all() = 0;

    /// The backend answered: evidence and receipt stop existing on the kiosk in one transaction; only
    /// the session's digest is kept, for a day, so that it can't be committed twice.
    [[nodiscard]] virtual Result<void> settle(const SessionId& session, WallTime now) = 0;

    [[nodiscard]] virtual Result<std::size_t> waiting() = 0;

    /// full when commit() would refuse other evidence because so much waits already. Writes nothing.
    [[nodiscard]] virtual Result<void> has_room() = 0;
};

[[nodiscard]] Result<std::unique_ptr<Outbox>> open_outbox(const std::filesystem::path& file,
                                                          std::size_t max_waiting = 200);

}  // namespace verikiosk::net
