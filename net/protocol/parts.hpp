// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>

#include "firmware/domain/camera_kind.hpp"
#include "firmware/domain/observation.hpp"
#include "firmware/domain/plan.hpp"
#include "net/cbor/writer.hpp"
#include "net/protocol/decoder.hpp"

/// What several messages have in common. Each is a CBOR array of a fixed number of elements, in the order of
/// evidence.cddl.
namespace verikiosk::net::protocol {

inline constexpr std::size_t max_challenges = 16;
inline constexpr std::size_t max_classes = 8;
inline constexpr std::size_t max_shown = 128;
inline constexpr std::size_t max_reasons = 16;
inline constexpr std::size_t max_policy_name = 64;
inline constexpr Duration longest_challenge = std::chrono::minutes(10);
inline constexpr Duration longest_recording = std::chrono::hours(24);

void write_camera(cbor::Writer& out, const CameraInfo& camera);
[[nodiscard]] CameraInfo read_camera(Decoder& in);

void write_oval(cbor::Writer& out, const Oval& oval);
[[nodiscard]] Oval read_oval(Decoder& in);

void write_row(cbor::Writer& out, const ObservationRow& row);
[[nodiscard]] ObservationRow read_row(Decoder& in);

void write_challenge(cbor::Writer& out, const Challenge& challenge);
[[nodiscard]] Challenge read_challenge(Decoder& in);

void write_class_rule(cbor::Writer& out, const ClassRule& rule);
[[nodiscard]] ClassRule read_class_rule(Decoder& in);

void write_shown(cbor::Writer& out, const Shown& shown);
[[nodiscard]] Shown read_shown(Decoder& in);

void write_challenge_result(cbor::Writer& out, const ChallengeResult& result);
[[nodiscard]] ChallengeResult read_challenge_result(Decoder& in);

void write_optional_duration(cbor::Writer& out, const std::optional<Duration>& duration);

template <class Enum>
void write_enum(cbor::Writer& out, Enum value) {
    out.unsigned_integer(static_cast<std::uint64_t>(value));
}
inline void write_wall_time(cbor::Writer& out, WallTime time) {
    out.integer(time.time_since_epoch().count());
}

/// What was encoded, if the decoder would give back the same: there is one set of ranges, and nothing leaves
/// that the other side must refuse.
template <class Message, class Decode>
requires std::equality_comparable<Message>
[[nodiscard]] Result<Bytes> proved(Bytes encoded, const Message& message, Decode decode) {
    auto back = decode(encoded);
    if (!back) return fail(back.error(), "cannot be encoded");
    if (*back != message) return fail(Errc::invalid, "cannot be encoded: a value changes on the way");
    return encoded;
}

}  // namespace verikiosk::net::protocol
