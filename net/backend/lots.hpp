// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/time.hpp"

namespace verikiosk::backend {

/// What a plan is drawn with: 32 bytes from the cryptographic random source, used for one plan and kept
/// nowhere.
using Seed = std::array<std::uint8_t, 32>;

/// Draws lots: SHA-256(seed, nonce, counter), read on and on. Whoever sees some of the draws, or the nonce,
/// can't tell the others.
class Lots {
  public:
    Lots(const Seed& seed, const Nonce& nonce);

    /// 0 .. n - 1, each as likely as the others. n: 1 .. 2^32.
    [[nodiscard]] std::uint64_t below(std::uint64_t n);
    /// first, first + step, ... up to last, both among them where they are whole steps apart.
    [[nodiscard]] std::int64_t among(std::int64_t first, std::int64_t last, std::int64_t step);
    [[nodiscard]] Duration among(Duration first, Duration last, Duration step);

    template <class List>
    [[nodiscard]] const auto& one_of(const List& list) {
        return list[static_cast<std::size_t>(below(list.size()))];
    }
    /// Each order is as likely as the others (Fisher and Yates).
    template <class List>
    void shuffle(List& list) {
        for (std::size_t left = list.size(); left > 1; --left)
            std::swap(list[left - 1], list[static_cast<std::size_t>(below(left))]);
    }

  private:
    [[nodiscard]] std::uint32_t word();
    Bytes input_;  ///< seed, nonce, counter
    Digest block_{};
    std::size_t used_ = sizeof(Digest);
    std::uint64_t counter_ = 0;
};

}  // namespace verikiosk::backend
