// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "drivers/clock/clock.hpp"
#include "drivers/keystore/keystore.hpp"
#include "firmware/domain/evidence.hpp"
#include "firmware/session/session.hpp"

namespace verikiosk::evidence {

/// Who signs: as registered with the backend.
struct Identity {
    std::string ueid;
    std::string hw_model;
    std::string sw_version;
    std::uint64_t boot_count = 0;
};

/// Keeps what a session's record is made of, in memory only: one row per analysed frame, the crops of
/// decisive moments, the selfie. The main thread's.
class Recorder {
  public:
    /// Begins anew: what was recorded before is wiped.
    void start();

    /// Adds a frame: puts the digest of `crop` (160x160 luma, empty without a face) into its row and returns
    /// it. Over net::protocol::max_rows rows are no longer added.
    ObservationRow add(const Observation& observation, ByteView crop);

    /// Keeps the crop of the row added last. Over net::protocol::max_crops it is not kept.
    void keep_crop(std::uint64_t sequence);

    void keep_selfie(std::uint64_t sequence, Bytes jpeg);
    [[nodiscard]] const Bytes& selfie() const { return selfie_; }

    /// The package as it goes into the outbox: the record, signed, and what proves against it.
    /// too_large when it would exceed what the backend takes.
    [[nodiscard]] Result<Bytes> seal(const session::CommitEvidence& commit, const Identity& identity,
                                     const CameraInfo& camera, const drivers::Clock& clock,
                                     drivers::Keystore& keystore) const;

    /// Wipes all of it: overwritten, not only released.
    void forget();

    /// The record before it is encoded; for seal() and for people who want to read it.
    [[nodiscard]] Evidence record(const session::CommitEvidence& commit, const Identity& identity,
                                  const CameraInfo& camera, const drivers::Clock& clock) const;

  private:
    std::vector<ObservationRow> rows_;
    Bytes last_crop_;
    std::vector<Crop> crops_;
    Bytes selfie_;
    std::uint64_t selfie_sequence_ = 0;
};

}  // namespace verikiosk::evidence
