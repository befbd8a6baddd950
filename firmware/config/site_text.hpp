// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "firmware/config/site.hpp"

/// Inside this room.
namespace verikiosk::config {

/// The site file as TOML again: the keys that it had, with every credential at pki/NAME.
[[nodiscard]] std::string site_text(const Site& site);

}  // namespace verikiosk::config
