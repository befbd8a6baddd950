// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drivers/simulator/figure.hpp"
#include "drivers/simulator/picture.hpp"

namespace verikiosk::simulator {

/// A photograph that somebody took of a neutral face, upright, for printing.
struct Portrait {
    Picture picture;
    PicturePoint eye_right;  ///< middle of the eye, in the picture's pixels
    PicturePoint eye_left;
    PicturePoint mouth;  ///< its middle
    float mouth_width;   ///< pixels
};
Portrait take_portrait(const Person& person);

}  // namespace verikiosk::simulator
