// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/act.hpp"

namespace verikiosk::simulator {

void Act::add(std::unique_ptr<Figure> figure, const Stance& stance) {
    people_.push_back(std::move(figure));
    stances_.push_back(stance);
}

}  // namespace verikiosk::simulator
