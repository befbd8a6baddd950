// SPDX-License-Identifier: Apache-2.0
#include "net/backend/lots.hpp"

#include "net/cose/cose.hpp"

namespace verikiosk::backend {
namespace {

constexpr std::size_t counter_bytes = 8;

}  // namespace

Lots::Lots(const Seed& seed, const Nonce& nonce) {
    input_.assign(seed.begin(), seed.end());
    input_.insert(input_.end(), nonce.begin(), nonce.end());
    input_.resize(input_.size() + counter_bytes);
}

std::uint32_t Lots::word() {
    constexpr std::size_t size = sizeof(std::uint32_t);
    if (used_ + size > block_.size()) {
        std::uint64_t counter = counter_++;
        for (std::size_t i = 0; i < counter_bytes; ++i, counter >>= 8U)
            input_[input_.size() - 1 - i] = static_cast<std::uint8_t>(counter & 0xFFU);
        block_ = net::cose::sha256(input_);
        used_ = 0;
    }
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value = value << 8U | block_[used_++];
    return value;
}

std::uint64_t Lots::below(std::uint64_t n) {
    constexpr std::uint64_t range = std::uint64_t{1} << 32U;
    // Words past the last whole multiple of n would make some numbers likelier than others.
    const std::uint64_t even = range - range % n;
    std::uint64_t drawn = word();
    while (drawn >= even)
        drawn = word();
    return drawn % n;
}

std::int64_t Lots::among(std::int64_t first, std::int64_t last, std::int64_t step) {
    const auto steps = static_cast<std::uint64_t>((last - first) / step) + 1;
    return first + step * static_cast<std::int64_t>(below(steps));
}

Duration Lots::among(Duration first, Duration last, Duration step) {
    return Duration(among(first.count(), last.count(), step.count()));
}

}  // namespace verikiosk::backend
