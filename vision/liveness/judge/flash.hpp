// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "firmware/domain/error.hpp"
#include "firmware/domain/time.hpp"

namespace verikiosk::judge {

/// Whether a whole screen may show these colours (0xRRGGBB, sRGB) one after the other, each for `step`,
/// beginning at `around` and back there at the end, or after any of them where a face leaves, without flashes
/// that can set off seizures: WCAG 2.2 success criterion 2.3.1, for a screen that fills the view. A flash is
/// a pair of opposing changes of relative luminance of 0.1 and more where the darker one is below 0.80, in
/// one step or in several. Stricter than the criterion in two points: at most six such changes within any
/// second (three flashes, and not half of a fourth one), and none at all to or from a saturated red (R / (R +
/// G + B) >= 0.8 in linear light). invalid: says which step would break it, counted from 0.
[[nodiscard]] Result<void> safe_to_show(std::span<const std::uint32_t> colours, Duration step,
                                        std::uint32_t around);

}  // namespace verikiosk::judge
