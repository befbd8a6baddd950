// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace verikiosk::lab {

/// Where the share lies of which `good` of `all` were a sample.
struct Interval {
    double low = 0;
    double high = 1;
};

/// The exact interval of Clopper and Pearson (1934), 95 %: never too narrow. 0 <= good <= all; without a
/// sample it is all of 0..1.
[[nodiscard]] Interval clopper_pearson(int good, int all);

}  // namespace verikiosk::lab
