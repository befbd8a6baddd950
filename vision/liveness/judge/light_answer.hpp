// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "firmware/domain/observation.hpp"
#include "firmware/domain/time.hpp"

/// How regions of a picture answer the colours of a screen. Double arithmetic of the four operations and
/// square roots only, so that every processor comes to the same.
namespace verikiosk::judge {

/// Linear light per channel, in any unit.
using Rgb = std::array<double, 3>;

/// One row's regions, squares of code values (0..255^2); a region that was not measured is all zeros.
struct LitRow {
    TimePoint time{};
    std::array<Rgb, region_count> regions{};
};
[[nodiscard]] LitRow lit_row(const ObservationRow& row);

/// What the screen showed from a moment on.
struct LitStep {
    TimePoint from{};
    Rgb light{};  ///< 0..1
    bool black = false;
};
[[nodiscard]] LitStep lit_step(TimePoint from, std::uint32_t colour);

/// What each region's light did in step with the screen's, if light took `lag` from screen to picture.
///
/// Each row is divided by what the region was while the screen was black, interpolated between the black
/// steps around it: what is left is the screen's light over the room's, without the skin's colour, the
/// exposure and slow changes of the room. Step means of it are fitted with the shown light, a factor per
/// channel.
struct LightAnswer {
    /// Screen's white over the room's light, by region.
    std::array<double, region_count> gain{};
    std::array<bool, region_count> seen{};  ///< has rows enough in every step
    /// What the screen's white adds to the region, as LitRow has it.
    std::array<double, region_count> added{};
    // The three regions of the face together:
    double explained = 0;   ///< 0..1: share of the step means' changes that the shown light explains
    double in_step = 0;     ///< 0..1: the same of the rows' changes, which have to come at the right moments
    double hue = 0;         ///< correlation of the changes of hue alone with those shown, -1..1
    double hue_change = 0;  ///< root mean square of the changes of hue, over the room's light
    double hue_noise = 0;   ///< what of that the scatter inside the steps comes to
    double signal = 0;      ///< of the white gain, over its standard error
    /// 1: a share of each channel's light is added, as by what is lit. 0: the same light to every channel,
    /// whatever colour was there, as by a shiny surface before it. 1 where that can't be said.
    double of_its_colour = 1;
};
[[nodiscard]] LightAnswer light_answer(std::span<const LitRow> rows, std::span<const LitStep> steps,
                                       TimePoint end, Duration lag);

}  // namespace verikiosk::judge
