// SPDX-License-Identifier: Apache-2.0
#include "net/cbor/reader.hpp"

#include <string>

#include "net/cbor/head.hpp"

namespace verikiosk::net::cbor {
namespace {

std::string_view name_of(Kind kind) {
    switch (kind) {
        case Kind::unsigned_integer:
            return "a non-negative integer";
        case Kind::negative_integer:
            return "a negative integer";
        case Kind::bytes:
            return "a byte string";
        case Kind::text:
            return "a text string";
        case Kind::array:
            return "an array";
        case Kind::map:
            return "a map";
        case Kind::tag:
            return "a tag";
        case Kind::boolean:
            return "a boolean";
        case Kind::null:
            return "null";
        case Kind::floating:
            return "a float";
        case Kind::end:
            return "the end";
    }
    return "something else";
}

tl::unexpected<Error> out_of_range(std::size_t at, std::string_view what, const std::string& bounds) {
    return fail(Errc::invalid, "CBOR at byte " + std::to_string(at) + ": " + std::string(what) +
                                   " out of range, " + bounds + " allowed");
}

std::string from_to(std::size_t min, std::size_t max) {
    return min == max ? std::to_string(min) : std::to_string(min) + " to " + std::to_string(max);
}

}  // namespace

Result<Reader> Reader::open(ByteView input, const Limits& limits) {
    if (auto checked = check(input, limits); !checked) return fail(checked.error());
    return Reader(input);
}

Kind Reader::next() const {
    const auto head = read_head(input_, at_);
    if (!head) return Kind::end;
    constexpr Kind by_major[] = {Kind::unsigned_integer,
                                 Kind::negative_integer,
                                 Kind::bytes,
                                 Kind::text,
                                 Kind::array,
                                 Kind::map,
                                 Kind::tag};
    if (head->major < 7) return by_major[head->major];
    if (head->info >= 25) return Kind::floating;
    return head->info == 22 ? Kind::null : Kind::boolean;
}

tl::unexpected<Error> Reader::unlike(std::string_view expected) const {
    return fail(Errc::invalid, "CBOR at byte " + std::to_string(at_) + ": expected " + std::string(expected) +
                                   ", found " + std::string(name_of(next())));
}

Result<std::uint64_t> Reader::unsigned_integer(std::uint64_t max) {
    if (next() != Kind::unsigned_integer) return unlike(name_of(Kind::unsigned_integer));
    const Head head = *read_head(input_, at_);
    if (head.argument > max) return out_of_range(at_, "an integer", "0 to " + std::to_string(max));
    at_ += head.size;
    return head.argument;
}

Result<std::int64_t> Reader::integer(std::int64_t min, std::int64_t max) {
    const Kind kind = next();
    if (kind != Kind::unsigned_integer && kind != Kind::negative_integer) return unlike("an integer");
    const Head head = *read_head(input_, at_);
    const bool representable =
        head.argument <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    const auto argument = static_cast<std::int64_t>(head.argument);
    const std::int64_t value = kind == Kind::negative_integer ? -1 - argument : argument;
    if (!representable || value < min || value > max) {
        return out_of_range(at_, "an integer", std::to_string(min) + " to " + std::to_string(max));
    }
    at_ += head.size;
    return value;
}

Result<ByteView> Reader::string(Kind kind, std::size_t min, std::size_t max) {
    if (next() != kind) return unlike(name_of(kind));
    const Head head = *read_head(input_, at_);
    const auto size = static_cast<std::size_t>(head.argument);
    if (size < min || size > max) return out_of_range(at_, "a string's length", from_to(min, max));
    const ByteView body = input_.subspan(at_ + head.size, size);
    at_ += head.size + size;
    return body;
}

Result<ByteView> Reader::bytes(std::size_t min, std::size_t max) {
    return string(Kind::bytes, min, max);
}

Result<std::string_view> Reader::text(std::size_t min, std::size_t max) {
    return string(Kind::text, min, max).map([](ByteView body) {
        return std::string_view(reinterpret_cast<const char*>(body.data()), body.size());
    });
}

Result<bool> Reader::boolean() {
    if (next() != Kind::boolean) return unlike(name_of(Kind::boolean));
    return read_head(input_, at_++)->info == 21;
}

Result<double> Reader::floating() {
    if (next() != Kind::floating) return unlike(name_of(Kind::floating));
    const Head head = *read_head(input_, at_);
    at_ += head.size;
    return float_value(head);
}

Result<void> Reader::null() {
    if (next() != Kind::null) return unlike(name_of(Kind::null));
    ++at_;
    return {};
}

Result<std::size_t> Reader::container(Kind kind, std::size_t min, std::size_t max) {
    if (next() != kind) return unlike(name_of(kind));
    const Head head = *read_head(input_, at_);
    const auto count = static_cast<std::size_t>(head.argument);
    if (count < min || count > max) return out_of_range(at_, "a number of entries", from_to(min, max));
    at_ += head.size;
    return count;
}

Result<std::size_t> Reader::array(std::size_t min, std::size_t max) {
    return container(Kind::array, min, max);
}

Result<std::size_t> Reader::map(std::size_t min, std::size_t max) {
    return container(Kind::map, min, max);
}

Result<std::uint64_t> Reader::tag() {
    if (next() != Kind::tag) return unlike(name_of(Kind::tag));
    const Head head = *read_head(input_, at_);
    at_ += head.size;
    return head.argument;
}

Result<void> Reader::skip() {
    if (next() == Kind::end) return unlike("an item");
    // Checked input: counts are bounded by its length and every head is whole.
    for (std::uint64_t left = 1; left > 0; --left) {
        const Head head = *read_head(input_, at_);
        at_ += head.size;
        if (head.major == 2 || head.major == 3) at_ += static_cast<std::size_t>(head.argument);
        if (head.major == 4) left += head.argument;
        if (head.major == 5) left += 2 * head.argument;
        if (head.major == 6) ++left;
    }
    return {};
}

}  // namespace verikiosk::net::cbor
