// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>

#include "firmware/domain/bytes.hpp"

namespace verikiosk::net::cbor {

class Map;

/// Appends items in deterministic encoding (RFC 8949 section 4.2.1): shortest arguments and floats, definite
/// lengths, sorted map keys. Text must be UTF-8; floats finite; an array's elements must be written after it,
/// as many as it says.
class Writer {
  public:
    Writer& unsigned_integer(std::uint64_t value);
    Writer& integer(std::int64_t value);
    Writer& bytes(ByteView value);
    Writer& text(std::string_view value);
    Writer& boolean(bool value);
    Writer& floating(double value);
    Writer& null();
    Writer& array(std::size_t elements);
    Writer& map(const Map& entries);
    Writer& tag(std::uint64_t number);
    /// One item that is CBOR already.
    Writer& encoded(ByteView item);

    [[nodiscard]] const Bytes& written() const { return out_; }
    [[nodiscard]] Bytes take() { return std::move(out_); }

  private:
    Bytes out_;
};

/// A map in the making: entries in any order, written in the order of their encoded keys.
class Map {
  public:
    /// The place for this key's value; asked for again, the old value is dropped.
    Writer& at(std::int64_t key);
    Writer& at(std::string_view key);

  private:
    friend class Writer;
    /// Bytewise, spelled out: g++ 14 at -O3 takes the vector's own comparison for a read beyond its end.
    struct Bytewise {
        bool operator()(const Bytes& a, const Bytes& b) const {
            return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
        }
    };
    std::map<Bytes, Writer, Bytewise> entries_;  ///< encoded key -> value
};

}  // namespace verikiosk::net::cbor
