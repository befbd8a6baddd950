// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace verikiosk::tests {

/// What this thread has asked of operator new while somebody counted, by who asked. Whose a request is says
/// the first caller outside the standard library: a function of OpenCV's or dlib's (in their libraries, or a
/// template of theirs in our program), or else ours. cv::Mat's pixels come from malloc and are OpenCV's own
/// business.
struct Allocations {
    std::uint64_t ours = 0;
    std::uint64_t theirs = 0;
    std::map<std::string, std::uint64_t> by_caller;  ///< "ours: function (file:line)" -> how often
};

/// Counts from now on.
void count_allocations();
/// Ends counting.
[[nodiscard]] Allocations counted_allocations();

}  // namespace verikiosk::tests
