// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "firmware/domain/error.hpp"

namespace verikiosk::kioskctl {

/// A QR code's modules, row by row, true for dark; without the quiet zone of four modules around it.
struct QrCode {
    int side = 0;  ///< modules
    std::vector<bool> dark;

    [[nodiscard]] bool at(int x, int y) const {
        return dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                    static_cast<std::size_t>(x)];
    }
};

inline constexpr int quiet_modules = 4;  ///< ISO/IEC 18004

/// ASCII in byte mode, error correction L: a screen is clean, and larger modules read better than more of
/// them. too_large: more than a code holds (2953 bytes).
[[nodiscard]] Result<QrCode> make_qr_code(std::string_view text);

}  // namespace verikiosk::kioskctl
