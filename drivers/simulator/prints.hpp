// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drivers/simulator/act.hpp"
#include "drivers/simulator/card.hpp"

namespace verikiosk::simulator {

/// Acts with a printed photograph of the account's owner.

std::unique_ptr<Act> make_print(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_print_bent(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_print_holes(const Visitor& visitor, const ActOptions& options);

/// What a print with holes takes besides paper and scissors.
struct HolesMake {
    bool bent = false;         ///< around the wearer's face
    bool whole_mouth = false;  ///< cut free with its corners, so that the wearer's smile is seen
};
std::unique_ptr<Act> make_print_holes(const Visitor& visitor, const ActOptions& options, HolesMake make);

/// Paper, cut and bend of a photograph at this skill, and who holds it how.
Paper paper_of(int skill, bool bent);
Bearer bearer_of_print(int skill, std::uint64_t seed);

}  // namespace verikiosk::simulator
