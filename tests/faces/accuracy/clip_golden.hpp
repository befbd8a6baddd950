// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tests/faces/accuracy/measured.hpp"

namespace verikiosk::tests {

/// Holds what each clip comes down to against tests/faces/golden/recordings.NAME.tsv: frames, the share that
/// is followed, tracks, most faces, smiles and blinks told. Rows of measures of people are personal and are
/// kept nowhere. Empty, or the sentence that says what differs.
[[nodiscard]] std::string against_clip_golden(const std::string& name, const Measured& measured);

}  // namespace verikiosk::tests
