// SPDX-License-Identifier: Apache-2.0
#include "net/cose/cose.hpp"

#include "tests/fuzz/target.hpp"

using namespace verikiosk;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto parsed = net::cose::parse_sign1({data, size});
    if (!parsed) return 0;
    must_hold(parsed->payload.size() < size && !parsed->content_type.empty());
    const Bytes nobody;
    must_hold(!net::cose::verify1({data, size}, parsed->content_type, nobody).has_value());
    return 0;
}
