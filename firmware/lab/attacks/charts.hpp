// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "firmware/lab/attacks/figures.hpp"

namespace verikiosk::lab::attacks {

/// Of those that got as far as liveness, the share that was verified at skill 1 .. 4, with its interval. SVG.
[[nodiscard]] std::string skill_chart(const KindFigures& kind);

/// How a judgement's scores are spread: visitors above the line, attacks below it, each by its own share.
/// SVG.
[[nodiscard]] std::string score_chart(const ScoreFigures& scores);

}  // namespace verikiosk::lab::attacks
