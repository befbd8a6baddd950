// SPDX-License-Identifier: Apache-2.0
#include <cbor.h>

#include "net/cbor/head.hpp"
#include "net/cbor/writer.hpp"

namespace verikiosk::net::cbor {
namespace {

constexpr std::size_t longest_head = 9;

/// libcbor's encoders of heads choose the shortest argument by themselves.
template <class Encode>
void append_head(Bytes& out, Encode encode) {
    const std::size_t before = out.size();
    out.resize(before + longest_head);
    out.resize(before + encode(out.data() + before, longest_head));
}

void append(Bytes& out, ByteView body) {
    out.insert(out.end(), body.begin(), body.end());
}

ByteView view(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

Writer& Writer::unsigned_integer(std::uint64_t value) {
    append_head(out_, [&](unsigned char* to, std::size_t room) { return cbor_encode_uint(value, to, room); });
    return *this;
}

Writer& Writer::integer(std::int64_t value) {
    if (value >= 0) return unsigned_integer(static_cast<std::uint64_t>(value));
    const auto argument = static_cast<std::uint64_t>(-1 - value);
    append_head(out_,
                [&](unsigned char* to, std::size_t room) { return cbor_encode_negint(argument, to, room); });
    return *this;
}

Writer& Writer::bytes(ByteView value) {
    append_head(out_, [&](unsigned char* to, std::size_t room) {
        return cbor_encode_bytestring_start(value.size(), to, room);
    });
    append(out_, value);
    return *this;
}

Writer& Writer::text(std::string_view value) {
    append_head(out_, [&](unsigned char* to, std::size_t room) {
        return cbor_encode_string_start(value.size(), to, room);
    });
    append(out_, view(value));
    return *this;
}

Writer& Writer::boolean(bool value) {
    append_head(out_, [&](unsigned char* to, std::size_t room) { return cbor_encode_bool(value, to, room); });
    return *this;
}

Writer& Writer::floating(double value) {
    append_head(out_, [&](unsigned char* to, std::size_t room) {
        const auto single = static_cast<float>(value);
        if (fits_half(value)) return cbor_encode_half(single, to, room);
        if (static_cast<double>(single) == value) return cbor_encode_single(single, to, room);
        return cbor_encode_double(value, to, room);
    });
    return *this;
}

Writer& Writer::null() {
    append_head(out_, [&](unsigned char* to, std::size_t room) { return cbor_encode_null(to, room); });
    return *this;
}

Writer& Writer::array(std::size_t elements) {
    append_head(out_, [&](unsigned char* to, std::size_t room) {
        return cbor_encode_array_start(elements, to, room);
    });
    return *this;
}

Writer& Writer::map(const Map& entries) {
    append_head(out_, [&](unsigned char* to, std::size_t room) {
        return cbor_encode_map_start(entries.entries_.size(), to, room);
    });
    for (const auto& [key, value] : entries.entries_) {
        append(out_, key);
        append(out_, value.written());
    }
    return *this;
}

Writer& Writer::tag(std::uint64_t number) {
    append_head(out_, [&](unsigned char* to, std::size_t room) { return cbor_encode_tag(number, to, room); });
    return *this;
}

Writer& Writer::encoded(ByteView item) {
    append(out_, item);
    return *this;
}

Writer& Map::at(std::int64_t key) {
    return entries_[Writer{}.integer(key).take()] = Writer{};
}

Writer& Map::at(std::string_view key) {
    return entries_[Writer{}.text(key).take()] = Writer{};
}

}  // namespace verikiosk::net::cbor
