// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/script.hpp"

#include <array>
#include <utility>

namespace verikiosk::simulator {
namespace {

constexpr double length = 120.0;

}  // namespace

Script::Script(Random random, bool sensible) : random_(random) {
    constexpr std::array<Cue, 6> anything{Cue::look_here,  Cue::smile,      Cue::turn_left,
                                          Cue::turn_right, Cue::open_mouth, Cue::relax};
    double at = 0.0;
    if (sensible) say(at, Cue::look_here, 3.0F, 6.0F);
    while (at < length) {
        if (!sensible) {
            say(at, anything[random_.below(anything.size())], 1.5F, 4.0F);
            continue;
        }
        std::array<Cue, 4> asked{Cue::smile, Cue::open_mouth,
                                 random_.chance(0.5F) ? Cue::turn_left : Cue::turn_right, Cue::come_nearer};
        for (std::uint32_t i = asked.size() - 1; i > 0; --i)
            std::swap(asked[i], asked[random_.below(i + 1)]);
        for (const Cue cue : asked) {
            say(at, cue, 1.2F, 2.2F);
            // Who came nearer goes back as far.
            if (cue == Cue::come_nearer) say(at, Cue::go_back, 1.2F, 1.8F);
            say(at, Cue::look_here, 1.0F, 3.0F);
        }
    }
}

void Script::say(double& at, Cue cue, float shortest, float longest) {
    prompts_.push_back({at, cue});
    at += static_cast<double>(random_.between(shortest, longest));
}

Cue Script::at(double seconds) const {
    Cue last = Cue::none;
    for (const Prompt& prompt : prompts_) {
        if (prompt.from > seconds) break;
        last = prompt.cue;
    }
    return last;
}

}  // namespace verikiosk::simulator
