// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "drivers/frame.hpp"
#include "drivers/jpeg/jpeg.hpp"
#include "firmware/session/session.hpp"

namespace verikiosk::runner {

/// The visitor's side of a kiosk, as whoever runs it in lockstep sees it. The main thread's.
class Screen {
  public:
    virtual ~Screen() = default;

    /// What people did since the last call, in order.
    [[nodiscard]] virtual std::vector<session::Event> poll(const session::State& state, TimePoint now) = 0;

    /// Shows this state; answers when it could be seen. `frame`: the live picture, none where there is none.
    /// `still` is the selfie under review.
    [[nodiscard]] virtual Result<TimePoint> show(const session::State& state, TimePoint now,
                                                 const drivers::Frame* frame,
                                                 const drivers::DecodedPicture* still) = 0;
};

}  // namespace verikiosk::runner
