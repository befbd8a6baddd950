// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/domain/error.hpp"
#include "firmware/domain/time.hpp"
#include "firmware/screens/model.hpp"

namespace verikiosk::screens {

/// Why a kiosk can't serve at all (its settings, credentials, models or storage), and when it tries again.
struct Fault {
    Error error;
    TimePoint next_try{};
};

/// The out-of-service screen for it: a calm sentence for visitors and, smaller, the error's own words for
/// technicians, which are English whatever the language. Pure, as model_of a state.
[[nodiscard]] ScreenModel model_of(const Fault& fault, TimePoint now, const Texts& texts);

/// The screen of a kiosk that is not yet there: `since` it is starting.
[[nodiscard]] ScreenModel starting(TimePoint since, TimePoint now, const Texts& texts);

}  // namespace verikiosk::screens
