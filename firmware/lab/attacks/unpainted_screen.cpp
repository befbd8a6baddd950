// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/unpainted_screen.hpp"

#include "firmware/lab/attacks/small_picture.hpp"
#include "firmware/lab/visitor.hpp"

namespace verikiosk::lab::attacks {
namespace {

constexpr float white_lux = 55.0F;
constexpr float screen_lux = 40.0F;    // our screens are light, with a dark live picture in their middle
constexpr float colour_share = 0.85F;  // the rest is the panel that says what happens
constexpr int shrink_factor = 4;
// Before a visitor says that something can't be done.
constexpr Duration thinks_it_over = std::chrono::milliseconds(800);
// Into a challenge, by when what is asked for has begun.
constexpr Duration into_it = std::chrono::milliseconds(1200);

}  // namespace

simulator::Colour light_of(const session::State& state) {
    const simulator::Colour white{1.0F, 1.0F, 1.0F};
    const auto colour = session::colour_of(state);
    if (!colour) return white * screen_lux;
    return (simulator::from_srgb(colour->rgb) * colour_share + white * (1.0F - colour_share)) * white_lux;
}

std::vector<session::Event> UnpaintedScreen::poll(const session::State& state, TimePoint now) {
    if (state.stage != stage_) {
        stage_ = state.stage;
        since_ = now;
        acted_ = false;
    }
    if (acted_) return {};
    std::vector<session::Event> events;
    const auto habit = habit_of(stage_);
    if (habit && now - since_ >= habit->after) {
        const bool declines = manner_.declines_lights && habit->action == session::Action::agree;
        events.emplace_back(
            session::Pressed{declines ? session::Action::agree_without_lights : habit->action});
    }
    if (manner_.cannot_smile && stage_ == session::Stage::smile && now - since_ >= thinks_it_over)
        events.emplace_back(session::Pressed{session::Action::cannot});
    if (stage_ == session::Stage::code) {
        for (const char character : code_)
            events.emplace_back(session::Typed{character});
    }
    acted_ = !events.empty();
    return events;
}

Result<TimePoint> UnpaintedScreen::show(const session::State& state, TimePoint now,
                                        const drivers::Frame* frame, const drivers::DecodedPicture*) {
    if (frame == nullptr || !session::watching(state.stage)) return now;
    const bool live = state.context.track != 0 && state.prompted && now - state.entered >= into_it;
    const bool late = now - state.entered >= into_it;
    // One at the start, a better one once people have come before the camera, the best of what is judged.
    if (picture_.width == 0 || (late && !picture_late_) || (live && !picture_live_)) {
        picture_ = shrink(*frame, shrink_factor);
        picture_live_ = live;
        picture_late_ = late;
    }
    return now;
}

Bytes UnpaintedScreen::picture() const {
    return jpeg_of(picture_, false);
}

}  // namespace verikiosk::lab::attacks
