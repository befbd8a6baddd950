// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/domain/reason.hpp"
#include "firmware/screens/model.hpp"

/// Which sentence goes with which word of the domain. All return gettext messages, never null.
namespace verikiosk::screens {

/// What to do now, while the camera looks. Reasons a visitor can do nothing about give "One moment, please".
[[nodiscard]] const char* guidance_for(Reason reason);
[[nodiscard]] Pictogram cue_for(Reason reason);

/// Whether a visitor can do something about it. Only these are spoken of on a result: which check failed,
/// or how nearly, is never said.
[[nodiscard]] bool actionable(Reason reason);

/// What to do differently next time.
[[nodiscard]] const char* advice_for(Reason reason);

/// What just happened; empty for none.
[[nodiscard]] const char* remark_for(session::Notice notice);

/// Why a new visit can't begin at once.
[[nodiscard]] const char* between_tries();

[[nodiscard]] const char* label_for(session::Action action);

}  // namespace verikiosk::screens
