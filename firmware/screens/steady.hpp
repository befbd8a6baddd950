// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/screens/model.hpp"

namespace verikiosk::screens {

/// Keeps sentences on live screens long enough to be read: what vision sees may change thirty times a
/// second, a sentence at most every 700 ms. A new challenge's sentence is never held back, since its prompt
/// takes effect when it is shown.
class Steady {
  public:
    void steady(ScreenModel& model, TimePoint now);

  private:
    bool live_ = false;
    std::string title_;  ///< of the challenge that the kept sentence belongs to
    std::string guidance_;
    Pictogram pictogram_ = Pictogram::none;
    TimePoint since_{};
};

}  // namespace verikiosk::screens
