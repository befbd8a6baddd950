// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "firmware/domain/evidence.hpp"
#include "net/cose/cose.hpp"
#include "tests/unit/net/backend/world.hpp"

/// Evidence as a kiosk would make it, and ways to spoil it before it is signed.
namespace verikiosk::tests {

enum class Behaviour {
    does_what_is_asked,
    never_smiles,
    nobody_there,
    declines_the_lights,
    frozen,  ///< does everything, but the face's picture never changes
};

struct Visit {
    Evidence evidence;
    Bytes selfie;
    std::vector<Crop> crops;
};

/// Walks through the plan with the kiosk's own judges.
[[nodiscard]] Visit visit(const Opened& opened, Behaviour behaviour = Behaviour::does_what_is_asked);

/// Signed and packed.
[[nodiscard]] Bytes seal(const Visit& visit, net::cose::Signer& signer);

}  // namespace verikiosk::tests
