// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/binomial.hpp"

#include <cmath>

namespace verikiosk::lab {
namespace {

constexpr double tail = 0.025;  // 95 %, both sides

/// The chance of at least `good` of `all` at this share.
double at_least(int good, int all, double share) {
    if (share <= 0) return good <= 0 ? 1 : 0;
    if (share >= 1) return 1;
    double sum = 0;
    for (int k = good; k <= all; ++k) {
        sum += std::exp(std::lgamma(all + 1.0) - std::lgamma(k + 1.0) - std::lgamma(all - k + 1.0) +
                        k * std::log(share) + (all - k) * std::log1p(-share));
    }
    return sum;
}

/// The share at which at least `good` of `all` have this chance; it grows with the share.
double share_for(int good, int all, double chance) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (at_least(good, all, middle) < chance ? low : high) = middle;
    }
    return (low + high) / 2;
}

}  // namespace

Interval clopper_pearson(int good, int all) {
    if (all <= 0) return {};
    return {good <= 0 ? 0 : share_for(good, all, tail), good >= all ? 1 : share_for(good + 1, all, 1 - tail)};
}

}  // namespace verikiosk::lab
