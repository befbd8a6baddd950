// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <string>

#include "net/cbor/head.hpp"
#include "net/cbor/reader.hpp"
#include "net/cbor/utf8.hpp"

namespace verikiosk::net::cbor {
namespace {

constexpr std::size_t deepest = 32;

tl::unexpected<Error> refuse(std::size_t at, std::string_view why, Errc code = Errc::invalid) {
    return fail(code, "CBOR at byte " + std::to_string(at) + ": " + std::string(why));
}

/// An open array, map or tag.
struct Level {
    std::uint64_t left = 0;  ///< items until it is complete; a pair of a map counts two
    bool map = false;
    ByteView last_key;

    [[nodiscard]] bool at_key() const { return map && left % 2 == 0; }
};

class Checker {
  public:
    Checker(ByteView input, const Limits& limits)
        : input_(input), limits_(limits), max_depth_(std::min(limits.depth, deepest)) {}

    Result<void> run() {
        if (input_.size() > limits_.bytes) {
            return fail(Errc::too_large, "CBOR of " + std::to_string(input_.size()) +
                                             " bytes, the limit is " + std::to_string(limits_.bytes));
        }
        do {
            if (++items_ > limits_.items) {
                return refuse(at_, "more than " + std::to_string(limits_.items) + " items", Errc::too_large);
            }
            const std::size_t start = at_;
            const std::size_t depth_before = depth_;
            if (auto item = take_item(); !item) return item;
            if (auto key = check_key(start, depth_before); !key) return key;
            if (depth_ == depth_before) close_complete();
        } while (depth_ > 0);
        if (at_ != input_.size()) return refuse(at_, "trailing bytes after the item");
        return {};
    }

  private:
    [[nodiscard]] std::size_t rest() const { return input_.size() - at_; }

    Result<void> take_item() {
        const std::size_t start = at_;
        const auto head = read_head(input_, at_);
        if (!head) return refuse(start, "the input ends inside an item");
        if (head->info == 31) return refuse(start, "indefinite length (or a break) is not deterministic");
        if (head->info >= 28) return refuse(start, "reserved additional information");
        if (head->major == 7) return take_simple(*head);
        if (!shortest(*head)) return refuse(start, "a number or length that is not in its shortest form");
        at_ += head->size;
        switch (head->major) {
            case 2:
            case 3:
                return take_string(*head, start);
            case 4:
                return open(head->argument, 1, start);
            case 5:
                return open(head->argument, 2, start);
            case 6:
                return open(1, 0, start);
            default:
                return {};
        }
    }

    [[nodiscard]] static bool shortest(const Head& head) {
        switch (head.info) {
            case 24:
                return head.argument >= 24;
            case 25:
                return head.argument > 0xff;
            case 26:
                return head.argument > 0xffff;
            case 27:
                return head.argument > 0xffffffff;
            default:
                return true;
        }
    }

    Result<void> take_simple(const Head& head) {
        const std::size_t start = at_;
        at_ += head.size;
        if (head.info < 25) {
            const bool known = head.info >= 20 && head.info <= 22;
            if (!known) return refuse(start, "a simple value other than false, true and null");
            return {};
        }
        const double value = float_value(head);
        if (!std::isfinite(value)) return refuse(start, "a float that is not a finite number");
        const bool too_long = (head.info > 25 && fits_half(value)) ||
                              (head.info == 27 && static_cast<double>(static_cast<float>(value)) == value);
        if (too_long) return refuse(start, "a float that is not in its shortest form");
        return {};
    }

    Result<void> take_string(const Head& head, std::size_t start) {
        if (head.argument > rest()) return refuse(start, "a string longer than what is left of the input");
        const ByteView body = input_.subspan(at_, static_cast<std::size_t>(head.argument));
        if (head.major == 3) {
            if (const auto bad = invalid_utf8_at(body)) return refuse(at_ + *bad, "invalid UTF-8");
        }
        at_ += body.size();
        return {};
    }

    /// `per_entry` items for each of `count` entries: 1 array, 2 map, 0 the one item of a tag.
    Result<void> open(std::uint64_t count, std::uint64_t per_entry, std::size_t start) {
        if (depth_ >= max_depth_) {
            return refuse(start, "nested deeper than " + std::to_string(max_depth_), Errc::too_large);
        }
        // Every item takes a byte, so a claim beyond the input is refused before it is believed.
        if (count > rest() || count * per_entry > rest()) {
            return refuse(start, "more entries claimed than the rest of the input can hold");
        }
        if (count == 0) return {};
        stack_[depth_++] = Level{
            .left = count * std::max<std::uint64_t>(per_entry, 1), .map = per_entry == 2, .last_key = {}};
        return {};
    }

    Result<void> check_key(std::size_t start, std::size_t depth_before) {
        if (depth_before == 0 || !stack_[depth_before - 1].at_key()) return {};
        const unsigned major = input_[start] >> 5U;
        if (major > 3) return refuse(start, "a map key that is neither a number nor a string");
        Level& level = stack_[depth_before - 1];
        const ByteView key = input_.subspan(start, at_ - start);
        if (!level.last_key.empty()) {
            if (std::ranges::equal(level.last_key, key)) return refuse(start, "a duplicate map key");
            if (!std::ranges::lexicographical_compare(level.last_key, key)) {
                return refuse(start, "map keys that are not sorted");
            }
        }
        level.last_key = key;
        return {};
    }

    void close_complete() {
        while (depth_ > 0 && --stack_[depth_ - 1].left == 0)
            --depth_;
    }

    ByteView input_;
    Limits limits_;
    std::size_t max_depth_;
    std::size_t at_ = 0;
    std::size_t items_ = 0;
    std::size_t depth_ = 0;
    std::array<Level, deepest> stack_{};
};

}  // namespace

Result<void> check(ByteView input, const Limits& limits) {
    return Checker(input, limits).run();
}

double half_to_double(std::uint16_t half) {
    const int exponent = (half >> 10) & 0x1f;
    const int mantissa = half & 0x3ff;
    double value = 0;
    if (exponent == 0) {
        value = std::ldexp(mantissa, -24);
    } else if (exponent != 31) {
        value = std::ldexp(mantissa + 1024, exponent - 25);
    } else {
        value = mantissa == 0 ? HUGE_VAL : std::nan("");
    }
    return (half & 0x8000) != 0 ? -value : value;
}

bool fits_half(double value) {
    const double size = std::abs(value);
    if (size == 0) return true;
    if (size > 65504) return false;
    int exponent = 0;
    (void)std::frexp(size, &exponent);
    // Eleven significant bits from 2^-14 up; below that a fixed grid of 2^-24.
    const double scaled = std::ldexp(size, std::min(11 - exponent, 24));
    return scaled == std::floor(scaled);
}

double float_value(const Head& head) {
    if (head.info == 25) return half_to_double(static_cast<std::uint16_t>(head.argument));
    if (head.info == 26) {
        return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(head.argument)));
    }
    return std::bit_cast<double>(head.argument);
}

}  // namespace verikiosk::net::cbor
