// SPDX-License-Identifier: Apache-2.0
#include "net/protocol/protocol.hpp"

#include "tests/fuzz/target.hpp"

using namespace verikiosk;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace verikiosk::net::protocol;
    const auto decoded = decode_plan({data, size});
    if (!decoded) return 0;
    // Deterministic: what was accepted has one encoding only, this one.
    const auto encoded = encode_plan(*decoded);
    must_hold(encoded.has_value() && *encoded == Bytes(data, data + size));
    return 0;
}
