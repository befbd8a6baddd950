// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"
#include "firmware/domain/evidence.hpp"

/// Domain types to deterministic CBOR and back. The CDDL beside this file is the contract; decoding is
/// strict and every error names the field.
namespace verikiosk::net::protocol {

inline constexpr std::string_view evidence_type = "application/vnd.verikiosk.evidence+cbor";
inline constexpr std::string_view plan_type = "application/vnd.verikiosk.plan.v2+cbor";
inline constexpr std::string_view receipt_type = "application/vnd.verikiosk.receipt+cbor";
inline constexpr std::string_view eat_profile = "tag:verikiosk.example,2026:evidence:2";

inline constexpr std::size_t max_package_bytes = 1'000'000;
inline constexpr std::size_t max_rows = 3'600;  ///< two minutes at 30 frames a second
inline constexpr std::size_t max_crops = 12;

[[nodiscard]] Result<Bytes> encode_evidence(const Evidence& evidence);
[[nodiscard]] Result<Evidence> decode_evidence(ByteView cbor);

[[nodiscard]] Result<Bytes> encode_plan(const Plan& plan);
[[nodiscard]] Result<Plan> decode_plan(ByteView cbor);

[[nodiscard]] Result<Bytes> encode_receipt(const Receipt& receipt);
[[nodiscard]] Result<Receipt> decode_receipt(ByteView cbor);

/// The body of PUT /v1/sessions/{id}/evidence.
[[nodiscard]] Result<Bytes> encode_package(const EvidencePackage& package);
[[nodiscard]] Result<EvidencePackage> decode_package(ByteView cbor);

/// The body of POST /v1/sessions.
struct SessionRequest {
    std::string code;  ///< canonical
    CameraInfo camera;
    std::optional<Duration> smile_at;  ///< recordings only: where its person smiles
    bool operator==(const SessionRequest&) const = default;
};
[[nodiscard]] Result<Bytes> encode_session_request(const SessionRequest& request);
[[nodiscard]] Result<SessionRequest> decode_session_request(ByteView cbor);

/// Its answer: the plan is a COSE_Sign1 by the backend over encode_plan(); the rest stands beside it.
struct SessionAnswer {
    Bytes plan_record;
    std::string account_name;
    bool eligible = true;
    WallTime deadline{};
    bool operator==(const SessionAnswer&) const = default;
};
[[nodiscard]] Result<Bytes> encode_session_answer(const SessionAnswer& answer);
[[nodiscard]] Result<SessionAnswer> decode_session_answer(ByteView cbor);

}  // namespace verikiosk::net::protocol
