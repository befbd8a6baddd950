// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/judge/hold.hpp"

#include <algorithm>

#include "vision/liveness/judge/thresholds.hpp"

namespace verikiosk::judge {

bool Hold::good(TimePoint now) {
    const bool continues = running_ && now - last_row_ <= threshold::longest_gap;
    if (!continues) {
        restart(now);
        return true;
    }
    lapsing_ = false;
    last_good_ = now;
    last_row_ = now;
    return false;
}

bool Hold::bad(TimePoint now, Duration allowed) {
    if (!running_) return true;
    const bool gap = now - last_row_ > threshold::longest_gap;
    last_row_ = now;
    if (!lapsing_ && !gap) {
        lapsing_ = true;
        lapse_began_ = now;
        return false;
    }
    if (gap || now - lapse_began_ > allowed) running_ = false;
    return !running_;
}

void Hold::restart(TimePoint now) {
    running_ = true;
    lapsing_ = false;
    began_ = now;
    last_good_ = now;
    last_row_ = now;
}

void Tally::count(Reason reason) {
    const auto index = static_cast<std::size_t>(reason);
    if (reason != Reason::none && index < counts_.size()) ++counts_[index];
}

Reason Tally::leading(Reason otherwise) const {
    const auto* most = std::max_element(counts_.begin(), counts_.end());
    return *most == 0 ? otherwise : static_cast<Reason>(most - counts_.begin());
}

}  // namespace verikiosk::judge
