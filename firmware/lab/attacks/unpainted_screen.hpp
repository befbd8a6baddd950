// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "drivers/simulator/parameters.hpp"
#include "firmware/lab/attacks/manner.hpp"
#include "firmware/runner/screen.hpp"

namespace verikiosk::lab::attacks {

/// A screen that nobody paints, with a visitor who goes the plain way forward at a person's pace.
class UnpaintedScreen final : public runner::Screen {
  public:
    /// `code`: what the visitor types. `manner`: what they decline.
    UnpaintedScreen(std::string code, const Manner& manner) : code_(std::move(code)), manner_(manner) {}

    [[nodiscard]] std::vector<session::Event> poll(const session::State& state, TimePoint now) override;
    [[nodiscard]] Result<TimePoint> show(const session::State& state, TimePoint now,
                                         const drivers::Frame* frame,
                                         const drivers::DecodedPicture* still) override;

    /// A picture of the visit for its report, 320 pixels wide: of the first challenge after centre where it
    /// came that far. JPEG; empty where there was no frame.
    [[nodiscard]] Bytes picture() const;

  private:
    std::string code_;
    Manner manner_;
    session::Stage stage_ = session::Stage::out_of_service;
    TimePoint since_{};
    bool acted_ = false;
    drivers::DecodedPicture picture_;
    bool picture_live_ = false;  ///< of a challenge after centre
    bool picture_late_ = false;  ///< some of centre had passed
};

/// What such a screen throws onto a face 60 cm away, lux: a 15.6-inch panel of 300 nits gives about 55 when
/// it is white. Colours fill the screen but for a panel of words; other screens are light in the whole.
[[nodiscard]] simulator::Colour light_of(const session::State& state);

}  // namespace verikiosk::lab::attacks
