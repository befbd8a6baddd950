// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// kioskd's words, on stderr only. A terminal gets colours and the time; systemd's journal neither, since it
/// adds the time itself, but the priority that it sorts by; a file the time. Nothing personal goes in.
namespace verikiosk::kioskd::log {

/// Once, before the first word.
void set_up();

void information(std::string_view line);
void warning(std::string_view line);
void error(std::string_view line);

}  // namespace verikiosk::kioskd::log
