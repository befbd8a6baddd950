// SPDX-License-Identifier: Apache-2.0
#include "vision/code/content.hpp"

#include "firmware/domain/session_code.hpp"
#include "tests/fuzz/target.hpp"

using namespace verikiosk;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view content(reinterpret_cast<const char*>(data), size);
    const auto code = vision::session_code_in(content);
    if (code) must_hold(content.ends_with(*code) && canonical_code(*code) == *code);
    return 0;
}
