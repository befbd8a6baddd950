// SPDX-License-Identifier: Apache-2.0
#include "firmware/screens/fault.hpp"

#include <string>

#include "firmware/screens/stages.hpp"

namespace verikiosk::screens {
namespace {

/// As much as the screen has room for; the log has all of it.
constexpr std::size_t longest_error = 480;

std::string shortened(std::string words) {
    if (words.size() <= longest_error) return words;
    std::size_t end = longest_error;
    // Not in the middle of a character: those bytes begin with the bits 10.
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U)
        --end;
    return words.substr(0, end) + "…";
}

}  // namespace

ScreenModel model_of(const Fault& fault, TimePoint now, const Texts& texts) {
    ScreenModel model;
    model.stage = session::Stage::out_of_service;
    model.right_to_left = texts.right_to_left();
    tell_elsewhere(texts, model);
    tell_technicians(texts, texts.with(msg("Technicians: {1}"), shortened(fault.error.what)), model);
    if (fault.next_try > now) {
        model.countdown = texts.with(msg("Next try in {1}"), clock_text(fault.next_try - now));
    }
    return model;
}

ScreenModel starting(TimePoint since, TimePoint now, const Texts& texts) {
    ScreenModel model;
    model.stage = session::Stage::out_of_service;  // nothing can be done here either
    model.right_to_left = texts.right_to_left();
    model.title = texts(msg("One moment, please"));
    model.guidance = texts(msg("This kiosk is starting."));
    model.turning = turn_of(now - since);
    return model;
}

}  // namespace verikiosk::screens
