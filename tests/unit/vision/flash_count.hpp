// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "firmware/domain/time.hpp"

/// WCAG 2.2's success criterion 2.3.1 once more, written from its words for the tests alone, and counted as
/// analysers of video do: along the light as time passes. Nothing of it is the governor's.
namespace verikiosk::tests {

/// Linear light of 0xRRGGBB (sRGB), 0..1 each.
[[nodiscard]] std::array<double, 3> light_of(std::uint32_t rgb);
[[nodiscard]] double luminance_of(std::uint32_t rgb);
/// "R/(R+G+B) >= 0.8".
[[nodiscard]] bool is_saturated_red(std::uint32_t rgb);

struct FlashCount {
    /// Opposing changes of luminance by 0.1 and more, the darker under 0.8, within any one second, both ends
    /// included: two are a flash.
    int most_changes = 0;
    /// A pair of opposing changes, one of them to or from a saturated red, in which (R - G - B) x 320 changes
    /// by more than 20 each time.
    bool red_flash = false;
};

/// Of a screen that shows `around`, each of these for `step`, and `around` again.
[[nodiscard]] FlashCount count_flashes(std::span<const std::uint32_t> colours, Duration step,
                                       std::uint32_t around);

/// How many plans a test draws: VERIKIOSK_FLASH_PLANS, otherwise 20,000.
[[nodiscard]] long flash_plans();

}  // namespace verikiosk::tests
