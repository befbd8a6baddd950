// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verikiosk::vision {

/// What comes before the code in a QR code's content, in any case: upper case stays within QR's alphanumeric
/// mode, which takes fewer and therefore larger modules.
inline constexpr std::string_view code_scheme = "verikiosk:";

/// The session code that a QR code's content stands for. Two forms count, to the letter: the eight characters
/// as canonical_code() writes them ("7K3M9QXD"), and the same after code_scheme ("VERIKIOSK:7K3M9QXD"). A
/// wrong check character, a space, an address: empty, since what else is on people's things is not ours.
[[nodiscard]] std::optional<std::string> session_code_in(std::string_view content);

}  // namespace verikiosk::vision
