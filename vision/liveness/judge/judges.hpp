// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "vision/liveness/judge/judge.hpp"

/// The judges, one file each; make_judge() chooses.
namespace verikiosk::judge {

[[nodiscard]] std::unique_ptr<ChallengeJudge> make_centre_judge(const Context& context);
[[nodiscard]] std::unique_ptr<ChallengeJudge> make_smile_judge(const Context& context);
[[nodiscard]] std::unique_ptr<ChallengeJudge> make_approach_judge(const Context& context);
[[nodiscard]] std::unique_ptr<ChallengeJudge> make_turn_judge(const Context& context);
[[nodiscard]] std::unique_ptr<ChallengeJudge> make_light_judge(const Context& context);
[[nodiscard]] std::unique_ptr<ChallengeJudge> make_exposure_judge(const Context& context);
[[nodiscard]] std::unique_ptr<ChallengeJudge> make_open_mouth_judge(const Context& context);

}  // namespace verikiosk::judge
