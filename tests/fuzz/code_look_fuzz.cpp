// SPDX-License-Identifier: Apache-2.0
#include "firmware/domain/session_code.hpp"
#include "tests/fuzz/target.hpp"
#include "vision/code/code_reader.hpp"

using namespace verikiosk;

/// The first byte is the picture's width, the rest its pixels, whole rows: what zbar makes of them.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto reader = vision::make_code_reader();
    if (!reader || size < 1 || data[0] == 0 || (size - 1) % data[0] != 0) return 0;
    const int width = data[0];
    const vision::GrayView view{data + 1, data[0], width, static_cast<int>(size - 1) / width};
    vision::PackedGray picture;
    if (!vision::pack_for_codes(view, picture)) return 0;
    for (int i = 0; i < vision::code_look_kinds; ++i) {
        const auto code = (*reader)->look(picture);
        if (code) must_hold(canonical_code(*code) == *code);
    }
    return 0;
}
