// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "drivers/simulator/cue.hpp"
#include "drivers/simulator/random.hpp"

namespace verikiosk::simulator {

/// What somebody was told when a recording was made: another plan than today's.
class Script {
  public:
    /// `sensible`: first centred, then what kiosks usually ask in a drawn order with pauses. Otherwise
    /// anything at any time.
    Script(Random random, bool sensible);

    /// What was asked at `seconds`; after its end, two minutes or so, nothing new.
    [[nodiscard]] Cue at(double seconds) const;

  private:
    struct Prompt {
        double from;
        Cue cue;
    };
    void say(double& at, Cue cue, float shortest, float longest);

    Random random_;
    std::vector<Prompt> prompts_;
};

}  // namespace verikiosk::simulator
