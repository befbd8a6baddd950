// SPDX-License-Identifier: Apache-2.0
#include "firmware/screens/service_key.hpp"

#include <algorithm>

namespace verikiosk::screens {

using drivers::InputEvent;

bool ServiceKey::on(const InputEvent& input, ScreenSize screen, TimePoint now) {
    if (input.kind == InputEvent::Kind::key) return input.key == drivers::Key::service;
    if (input.kind != InputEvent::Kind::touch) return false;
    const float side = corner * static_cast<float>(std::min(screen.width, screen.height)) / 720.0F;
    if (input.x >= side || input.y >= side) {
        touched_.clear();
        return false;
    }
    touched_.push_back(now);
    while (touched_.size() > touches || now - touched_.front() > within)
        touched_.pop_front();
    return touched_.size() == touches;
}

}  // namespace verikiosk::screens
