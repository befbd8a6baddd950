// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/lab/binomial.hpp"

namespace verikiosk::lab::attacks {

/// So many of so many, and where the share lies of which they were a sample (95 %).
struct Share {
    int count = 0;
    int of = 0;
    void add(bool counts) {
        ++of;
        count += counts ? 1 : 0;
    }
    [[nodiscard]] Interval interval() const { return clopper_pearson(count, of); }
};

}  // namespace verikiosk::lab::attacks
