// SPDX-License-Identifier: Apache-2.0
#include "net/protocol/decoder.hpp"

namespace verikiosk::net::protocol {
namespace {

constexpr std::uint64_t end_of_year_9999 = 253'402'300'799;

}  // namespace

Decoder::Decoder(ByteView input, const cbor::Limits& limits) {
    auto reader = cbor::Reader::open(input, limits);
    if (reader) {
        reader_ = *reader;
    } else {
        error_ = reader.error();
    }
}

void Decoder::map(std::string_view field, std::size_t entries) {
    if (ok()) (void)keep(field, reader_->map(entries, entries));
}

void Decoder::key(std::string_view field, std::int64_t number) {
    if (!ok()) return;
    const std::size_t at = reader_->offset();
    const std::int64_t found = keep(field, reader_->integer());
    if (ok() && found != number) {
        refuse(field, "key " + std::to_string(number) + " is missing, found " + std::to_string(found) +
                          " at byte " + std::to_string(at));
    }
}

void Decoder::array_of(std::string_view field, std::size_t elements) {
    (void)array(field, elements, elements);
}

std::size_t Decoder::array(std::string_view field, std::size_t min, std::size_t max) {
    return ok() ? keep(field, reader_->array(min, max)) : 0;
}

std::uint64_t Decoder::number(std::string_view field, std::uint64_t max) {
    return ok() ? keep(field, reader_->unsigned_integer(max)) : 0;
}

std::int64_t Decoder::integer(std::string_view field, std::int64_t min, std::int64_t max) {
    return ok() ? keep(field, reader_->integer(min, max)) : 0;
}

bool Decoder::boolean(std::string_view field) {
    return ok() && keep(field, reader_->boolean());
}

double Decoder::floating(std::string_view field, double min, double max) {
    if (!ok()) return 0;
    const double value = keep(field, reader_->floating());
    if (ok() && (value < min || value > max)) {
        refuse(field,
               std::to_string(value) + " is outside " + std::to_string(min) + " to " + std::to_string(max));
    }
    return value;
}

ByteView Decoder::bytes(std::string_view field, std::size_t min, std::size_t max) {
    return ok() ? keep(field, reader_->bytes(min, max)) : ByteView{};
}

std::string Decoder::text(std::string_view field, std::size_t min, std::size_t max) {
    return ok() ? std::string(keep(field, reader_->text(min, max))) : std::string{};
}

Reason Decoder::reason(std::string_view field) {
    const std::uint64_t value = number(field, 255);
    const auto known = reason_from(value);
    if (!known) refuse(field, std::to_string(value) + " is no reason");
    return known.value_or(Reason::none);
}

TimePoint Decoder::moment(std::string_view field) {
    return from_nanoseconds(integer(field, 0, std::numeric_limits<std::int64_t>::max()));
}

Duration Decoder::duration(std::string_view field, Duration max) {
    return Duration(integer(field, 0, max.count()));
}

std::optional<Duration> Decoder::optional_duration(std::string_view field, Duration max) {
    if (ok() && reader_->next() == cbor::Kind::null) {
        if (auto read = reader_->null(); !read) error_ = read.error().in(field);
        return std::nullopt;
    }
    return duration(field, max);
}

WallTime Decoder::wall_time(std::string_view field) {
    return WallTime(std::chrono::seconds(number(field, end_of_year_9999)));
}

float Decoder::single(std::string_view field, double min, double max) {
    const double value = floating(field, min, max);
    const auto narrow = static_cast<float>(value);
    if (ok() && static_cast<double>(narrow) != value) refuse(field, "needs more than single precision");
    return narrow;
}

void Decoder::refuse(std::string_view field, std::string_view why) {
    if (ok()) error_ = Error{Errc::invalid, std::string(field) + ": " + std::string(why)};
}

Result<void> Decoder::finish(std::string_view message) const {
    if (error_) return fail(*error_, message);
    return {};
}

}  // namespace verikiosk::net::protocol
