// SPDX-License-Identifier: Apache-2.0
#include "net/outbox/backoff.hpp"

#include <algorithm>

#include "net/cose/cose.hpp"

namespace verikiosk::net {

std::chrono::seconds backoff(const SessionId& session, std::uint32_t attempts) {
    const std::uint32_t doublings = std::min(std::max(attempts, 1U) - 1, 16U);
    const auto full = std::min(std::chrono::seconds(1LL << doublings), longest_backoff);
    Bytes seed(session.begin(), session.end());
    for (unsigned shift = 0; shift < 32; shift += 8)
        seed.push_back((attempts >> shift) & 0xffU);
    const Digest drawn = cose::sha256(seed);
    const std::int64_t fraction = (drawn[0] << 8) | drawn[1];               // 0..65535
    return full - std::chrono::seconds(full.count() * fraction / 262'144);  // 4 * 65536
}

}  // namespace verikiosk::net
