// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "drivers/display/display.hpp"
#include "drivers/frame.hpp"
#include "drivers/input/input.hpp"
#include "drivers/jpeg/jpeg.hpp"
#include "firmware/runner/screen.hpp"
#include "firmware/screens/painter.hpp"
#include "firmware/screens/service_key.hpp"
#include "firmware/screens/texts.hpp"
#include "firmware/screens/ui.hpp"
#include "firmware/session/session.hpp"

namespace verikiosk::runner {

/// What the visitor sees and touches: draws states and turns input into session events. The main thread's.
class Console final : public Screen {
  public:
    Console(drivers::Display& display, drivers::Input& input, screens::Painter& painter,
            const screens::Texts& texts, session::Limits limits)
        : display_(display), input_(input), painter_(painter), texts_(texts), limits_(limits) {}

    [[nodiscard]] std::vector<session::Event> poll(const session::State& state, TimePoint now) override;
    [[nodiscard]] Result<TimePoint> show(const session::State& state, TimePoint now,
                                         const drivers::Frame* frame,
                                         const drivers::DecodedPicture* still) override;

    /// Someone closed the window.
    [[nodiscard]] bool quit() const { return quit_; }

    /// A technician asked for the service page, which is heard only while nobody's visit is in progress.
    [[nodiscard]] bool service() const { return service_; }

    /// Where things are on this state's screen, for whoever plays the visitor.
    [[nodiscard]] const screens::Layout& layout(const session::State& state, TimePoint now);

  private:
    [[nodiscard]] screens::ScreenModel model(const session::State& state, TimePoint now) const;

    drivers::Display& display_;
    drivers::Input& input_;
    screens::Painter& painter_;
    const screens::Texts& texts_;
    session::Limits limits_;
    screens::Ui ui_;
    screens::ServiceKey service_key_;
    bool quit_ = false;
    bool service_ = false;
};

}  // namespace verikiosk::runner
