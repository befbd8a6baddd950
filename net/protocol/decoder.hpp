// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/reason.hpp"
#include "firmware/domain/time.hpp"
#include "net/cbor/reader.hpp"

namespace verikiosk::net::protocol {

/// Reads the fields of a message one after the other and remembers the first error, with the name of its
/// field; after an error every call answers with a default and counts are zero, so that decoding code reads
/// as the list of fields that it is. Ask finish() before believing anything.
class Decoder {
  public:
    Decoder(ByteView input, const cbor::Limits& limits);

    void map(std::string_view field, std::size_t entries);
    void key(std::string_view field, std::int64_t number);
    void array_of(std::string_view field, std::size_t elements);
    [[nodiscard]] std::size_t array(std::string_view field, std::size_t min, std::size_t max);

    [[nodiscard]] std::uint64_t number(std::string_view field,
                                       std::uint64_t max = std::numeric_limits<std::uint64_t>::max());
    [[nodiscard]] std::int64_t integer(std::string_view field, std::int64_t min, std::int64_t max);
    [[nodiscard]] bool boolean(std::string_view field);
    [[nodiscard]] double floating(std::string_view field, double min, double max);
    [[nodiscard]] ByteView bytes(std::string_view field, std::size_t min, std::size_t max);
    [[nodiscard]] std::string text(std::string_view field, std::size_t min, std::size_t max);

    /// The whole range of an integer type of the domain.
    template <class T>
    [[nodiscard]] T whole(std::string_view field) {
        using Range = std::numeric_limits<T>;
        if constexpr (Range::is_signed) {
            return static_cast<T>(integer(field, Range::min(), Range::max()));
        } else {
            return static_cast<T>(number(field, Range::max()));
        }
    }
    template <std::size_t size>
    [[nodiscard]] std::array<std::uint8_t, size> fixed(std::string_view field) {
        std::array<std::uint8_t, size> value{};
        const ByteView read = bytes(field, size, size);
        if (read.size() == size) std::ranges::copy(read, value.begin());
        return value;
    }
    /// An enumeration whose values run from `first` to `last` without gaps.
    template <class E>
    [[nodiscard]] E enumerated(std::string_view field, E first, E last) {
        const std::int64_t value =
            integer(field, static_cast<std::int64_t>(first), static_cast<std::int64_t>(last));
        return ok() ? static_cast<E>(value) : first;
    }
    [[nodiscard]] Reason reason(std::string_view field);
    [[nodiscard]] TimePoint moment(std::string_view field);  ///< nanoseconds, not negative
    [[nodiscard]] Duration duration(std::string_view field, Duration max);
    [[nodiscard]] std::optional<Duration> optional_duration(std::string_view field, Duration max);
    [[nodiscard]] WallTime wall_time(std::string_view field);  ///< seconds, 1970 to 9999
    /// A float that is exactly a single-precision one.
    [[nodiscard]] float single(std::string_view field, double min, double max);

    void refuse(std::string_view field, std::string_view why);
    [[nodiscard]] bool ok() const { return !error_; }
    /// The first error, if any, under the name of the message.
    [[nodiscard]] Result<void> finish(std::string_view message) const;

  private:
    template <class T>
    [[nodiscard]] T keep(std::string_view field, Result<T> read) {
        if (read) return *std::move(read);
        error_ = read.error().in(field);
        return T{};
    }

    std::optional<cbor::Reader> reader_;
    std::optional<Error> error_;
};

}  // namespace verikiosk::net::protocol
