// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drivers/simulator/act.hpp"

namespace verikiosk::simulator {

/// Acts of living people, and of nobody.

std::unique_ptr<Act> make_visitor(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_nobody(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_two_people(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_frozen(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_swap(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_sleeping(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_impostor(const Visitor& visitor, const ActOptions& options);

/// Somebody else, who has made an effort to look like `owner`: 1 none; 2 hair, skin and beard of the same
/// kind; 3 clothes and glasses too; 4 a chance likeness, most proportions nearer to the owner's than to their
/// own.
Person somebody_like(const Person& owner, int skill, std::uint64_t seed);

/// Asks for an answer of the face or head itself, not for a place.
bool is_challenge(Cue cue);

}  // namespace verikiosk::simulator
