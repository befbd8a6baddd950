// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/camera_kind.hpp"
#include "firmware/domain/observation.hpp"
#include "firmware/domain/plan.hpp"
#include "firmware/domain/time.hpp"

namespace verikiosk {

/// The kiosk's clocks at the moment of commit.
struct ClockClaim {
    TimePoint monotonic{};
    std::uint64_t boot_count = 0;
    WallTime wall{};
    bool wall_trusted = false;  ///< synchronised since boot
    bool operator==(const ClockClaim&) const = default;
};

/// The signed record of a session (EAT claims and ours), before encoding.
struct Evidence {
    Nonce nonce{};
    SessionId session{};
    std::string ueid;  ///< this kiosk's identity, as in its certificate
    std::string hw_model;
    std::string sw_version;  ///< claimed by the software itself
    Digest plan{};           ///< SHA-256 of the plan exactly as received
    bool consent = false;
    CameraInfo camera;
    ClockClaim clock;
    Oval oval;  ///< as shown during the session
    std::vector<ChallengeResult> challenges;
    std::vector<Shown> shown;           ///< in order of time; at most 128
    Digest selfie{};                    ///< SHA-256 of the JPEG beside the record; zeros without one
    std::uint64_t selfie_sequence = 0;  ///< the row the selfie was taken from
    std::vector<ObservationRow> rows;   ///< one per analysed frame, in order
    bool operator==(const Evidence&) const = default;
};

/// A face crop that travels beside the record and proves against the row of that sequence number.
struct Crop {
    std::uint64_t sequence = 0;
    Bytes luma;  ///< 160x160, row by row
    bool operator==(const Crop&) const = default;
};

/// What is sent: the signed record and what proves against it. At most 1 MB.
struct EvidencePackage {
    Bytes record;             ///< COSE_Sign1
    Bytes selfie;             ///< JPEG; empty where none was taken
    std::vector<Crop> crops;  ///< at most 12
    bool operator==(const EvidencePackage&) const = default;
};

/// The backend's signed answer, after its signature was checked.
struct Receipt {
    SessionId session{};
    Digest evidence{};  ///< SHA-256 of the body that was sent
    Decision decision = Decision::refer;
    std::vector<Reason> reasons;
    std::string policy;  ///< with its version: "demonstration/1"
    WallTime decided{};
    bool development = false;  ///< screen and people are told so
    bool operator==(const Receipt&) const = default;
};

/// What redeeming a code gave.
struct OpenedSession {
    Plan plan;
    Bytes plan_record;  ///< as received; its SHA-256 goes into the evidence
    std::string account_name;
    bool eligible = true;  ///< false: selfie is closed to this account, a video call is open
    WallTime deadline{};   ///< evidence after this is refused
    bool operator==(const OpenedSession&) const = default;
};

}  // namespace verikiosk
