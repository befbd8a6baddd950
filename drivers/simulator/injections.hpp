// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drivers/simulator/act.hpp"

namespace verikiosk::simulator {

/// Acts that put pictures of the account's owner in the place of the camera's.

std::unique_ptr<Act> make_injection_recorded(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_injection_looped(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_injection_virtual(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_injection_imitated(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_injection_swap(const Visitor& visitor, const ActOptions& options);

}  // namespace verikiosk::simulator
