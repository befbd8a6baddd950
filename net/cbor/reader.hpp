// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"

/// Strict CBOR: RFC 8949 core deterministic encoding (section 4.2.1) and nothing else.
namespace verikiosk::net::cbor {

struct Limits {
    std::size_t bytes = 1'000'000;  ///< of the whole input
    std::size_t depth = 8;          ///< arrays, maps and tags inside each other; at most 32
    std::size_t items = 200'000;    ///< data items of any kind, keys included
};

/// Checks that `input` is exactly one item in deterministic encoding. Refused, each with its reason and byte
/// offset (Errc::invalid; Errc::too_large for the limits): truncated input, trailing bytes, indefinite
/// lengths, arguments or floats not in their shortest form, reserved additional information, map keys that
/// are unsorted, duplicate or themselves containers, invalid UTF-8, simple values other than false, true and
/// null, NaN and infinities, excess depth, size or items. Allocates nothing but the message.
[[nodiscard]] Result<void> check(ByteView input, const Limits& limits = {});

enum class Kind : std::uint8_t {
    unsigned_integer,
    negative_integer,
    bytes,
    text,
    array,
    map,
    tag,
    boolean,
    null,
    floating,
    end,  ///< the input is used up
};

/// A cursor over checked input. Each call takes the next item and moves past it, or answers with an error
/// (what was expected, what is there, at which byte) and stays. Views point into the input, which must
/// outlive them. Items come in order, keys and values of a map alternating.
class Reader {
  public:
    /// Runs check() first, so that everything after is about types and ranges.
    [[nodiscard]] static Result<Reader> open(ByteView input, const Limits& limits = {});

    [[nodiscard]] Kind next() const;
    [[nodiscard]] std::size_t offset() const { return at_; }

    [[nodiscard]] Result<std::uint64_t> unsigned_integer(
        std::uint64_t max = std::numeric_limits<std::uint64_t>::max());
    [[nodiscard]] Result<std::int64_t> integer(std::int64_t min = std::numeric_limits<std::int64_t>::min(),
                                               std::int64_t max = std::numeric_limits<std::int64_t>::max());
    /// Byte and text strings of `min` to `max` bytes.
    [[nodiscard]] Result<ByteView> bytes(std::size_t min, std::size_t max);
    [[nodiscard]] Result<std::string_view> text(std::size_t min, std::size_t max);
    [[nodiscard]] Result<bool> boolean();
    [[nodiscard]] Result<double> floating();
    [[nodiscard]] Result<void> null();
    /// Number of elements (for a map: of pairs) that follow, from `min` to `max`.
    [[nodiscard]] Result<std::size_t> array(std::size_t min, std::size_t max);
    [[nodiscard]] Result<std::size_t> map(std::size_t min, std::size_t max);
    [[nodiscard]] Result<std::uint64_t> tag();

    /// Moves past the next item, whatever it is.
    [[nodiscard]] Result<void> skip();

  private:
    explicit Reader(ByteView input) : input_(input) {}

    [[nodiscard]] Result<std::size_t> container(Kind kind, std::size_t min, std::size_t max);
    [[nodiscard]] Result<ByteView> string(Kind kind, std::size_t min, std::size_t max);
    [[nodiscard]] tl::unexpected<Error> unlike(std::string_view expected) const;

    ByteView input_;
    std::size_t at_ = 0;
};

}  // namespace verikiosk::net::cbor
