// SPDX-License-Identifier: Apache-2.0
#include "firmware/runner/console.hpp"

namespace verikiosk::runner {
namespace {

screens::LiveFrame view_of(const drivers::DecodedPicture& picture) {
    const auto width = static_cast<std::size_t>(picture.width);
    const std::size_t half = (width + 1) / 2;
    return {.planes = {drivers::Plane{picture.y.data(), width}, drivers::Plane{picture.u.data(), half},
                       drivers::Plane{picture.v.data(), half}},
            .width = picture.width,
            .height = picture.height,
            .format = drivers::PixelFormat::i420,
            .full_range = true};
}

}  // namespace

screens::ScreenModel Console::model(const session::State& state, TimePoint now) const {
    return screens::model_of(state, now, texts_, limits_);
}

const screens::Layout& Console::layout(const session::State& state, TimePoint now) {
    return painter_.layout(model(state, now));
}

std::vector<session::Event> Console::poll(const session::State& state, TimePoint now) {
    std::vector<session::Event> events;
    const bool visited =
        state.stage != session::Stage::welcome && state.stage != session::Stage::out_of_service;
    if (visited) service_key_.reset();
    while (const auto input = input_.poll()) {
        if (input->kind == drivers::InputEvent::Kind::quit) {
            quit_ = true;
            break;
        }
        if (!visited && service_key_.on(*input, {display_.width(), display_.height()}, now)) {
            service_ = true;
            break;
        }
        const screens::ScreenModel shown = model(state, now);
        if (auto event = ui_.on(*input, shown, painter_.layout(shown).hits)) {
            events.push_back(std::move(*event));
            // What comes after a change of screen is meant for the next screen.
            if (std::holds_alternative<session::Pressed>(events.back())) break;
        }
    }
    return events;
}

Result<TimePoint> Console::show(const session::State& state, TimePoint now, const drivers::Frame* frame,
                                const drivers::DecodedPicture* still) {
    screens::ScreenModel shown = model(state, now);
    ui_.mark(shown);
    std::optional<screens::LiveFrame> picture;
    const bool live =
        shown.backdrop == screens::Backdrop::live || shown.backdrop == screens::Backdrop::viewfinder;
    if (live && frame != nullptr) picture = screens::live(*frame);
    if (shown.backdrop == screens::Backdrop::still && still != nullptr) picture = view_of(*still);
    return display_.show(painter_.paint(shown, picture ? &*picture : nullptr), now);
}

}  // namespace verikiosk::runner
