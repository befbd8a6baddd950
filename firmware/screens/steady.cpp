// SPDX-License-Identifier: Apache-2.0
#include "firmware/screens/steady.hpp"

namespace verikiosk::screens {
namespace {

/// Two to four words are read in about this time; a glance at the drawing takes less.
constexpr Duration long_enough = 700ms;

}  // namespace

void Steady::steady(ScreenModel& model, TimePoint now) {
    const bool same_challenge = live_ && model.backdrop == Backdrop::live && model.title == title_;
    live_ = model.backdrop == Backdrop::live;
    if (same_challenge && model.guidance != guidance_ && now - since_ < long_enough) {
        model.guidance = guidance_;
        model.pictogram = pictogram_;
        return;
    }
    if (!same_challenge || model.guidance != guidance_) since_ = now;
    title_ = model.title;
    guidance_ = model.guidance;
    pictogram_ = model.pictogram;
}

}  // namespace verikiosk::screens
