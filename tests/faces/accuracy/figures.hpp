// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/faces/accuracy/measured.hpp"

namespace verikiosk::tests {

/// A picture to look at, and what is wrong on it.
struct Miss {
    std::string file;
    std::uint64_t frame = 0;
    std::string words;
};

/// A row of the report.
struct Figure {
    std::string name;
    double value = 0;
    std::string shown;   ///< the value with what it was counted over
    std::string target;  ///< what it should be; empty: only told
    std::vector<Miss> misses;
};

/// `sizes`: the other source's measurement, or the same one: whoever sees a face tells how large it is.
[[nodiscard]] Figure photos_found(const Measured& measured, const Measured& sizes);
[[nodiscard]] Figure small_faces_found(const Measured& measured, const Measured& sizes);
[[nodiscard]] std::vector<Figure> photos_found_by_group(const Measured& measured);
[[nodiscard]] Figure found_on_drawings(const Measured& measured);
[[nodiscard]] Figure found_on_nothing(const Measured& measured);
[[nodiscard]] Figure smile_area(const Measured& measured);

[[nodiscard]] Figure onsets_found(const Measured& measured, const Labels& labels);
/// One span after the other of those that look like smiles and are none; the crying one apart.
[[nodiscard]] Figure hard_negatives_taken(const Measured& measured, const Labels& labels);
[[nodiscard]] Figure crying_taken(const Measured& measured);
[[nodiscard]] Figure false_smiles_a_minute(const Measured& measured, const Labels& labels);

[[nodiscard]] Figure blinks_found(const Measured& measured, const Labels& labels);
[[nodiscard]] Figure false_blinks_a_minute(const Measured& measured, const Labels& labels);
[[nodiscard]] Figure turns_to_their_side(const Measured& measured, const Labels& labels);

/// `far`: of people whose faces are under 80 px at 720p, otherwise of the others.
[[nodiscard]] Figure frames_followed(const Measured& measured, const Labels& labels, bool far);
[[nodiscard]] Figure followed_on_nothing(const Measured& measured, const Labels& labels);

}  // namespace verikiosk::tests
