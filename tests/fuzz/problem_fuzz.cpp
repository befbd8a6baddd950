// SPDX-License-Identifier: Apache-2.0
#include "net/http/problem.hpp"

#include "tests/fuzz/target.hpp"

using namespace verikiosk;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto problem = net::http::parse_problem({data, size});
    if (!problem) return 0;
    must_hold(problem->title.size() <= size && problem->detail.size() <= size);
    for (const char c : problem->title + problem->detail)
        must_hold(static_cast<unsigned char>(c) >= 0x20);
    return 0;
}
