// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace verikiosk::lab {

struct VerifyOptions {
    std::filesystem::path package;        ///< as a kiosk sent it
    std::filesystem::path certificate{};  ///< PEM: who should have signed; empty: the signature isn't checked
    std::filesystem::path plan{};         ///< as a kiosk got it; empty: nothing is judged again
    bool json = false;
};

/// Prints a line per check. Exit codes: 0 nothing is wrong, 1 something is, 3 a file could not be read.
[[nodiscard]] int run_verify(const VerifyOptions& options);

}  // namespace verikiosk::lab
