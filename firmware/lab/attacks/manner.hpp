// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace verikiosk::lab::attacks {

/// What could make a kiosk go without a judgement: none of it may raise an attack's chance.
struct Manner {
    bool lamp = false;             ///< outshines the screen
    bool stands_still = false;     ///< does nothing that is asked for after centre
    bool declines_lights = false;  ///< as people with photosensitivity may
    bool cannot_smile = false;     ///< says so when asked to, and opens the mouth instead
};

}  // namespace verikiosk::lab::attacks
