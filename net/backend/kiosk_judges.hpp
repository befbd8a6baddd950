// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/backend/judges.hpp"

namespace verikiosk::backend {

/// The judges that kiosks run too: logs, plans and colours; nothing that looks at pictures. Whoever meets
/// vision and the backend compiles this file: no room of the backend's links vision.
[[nodiscard]] Judges kiosk_judges();

}  // namespace verikiosk::backend
