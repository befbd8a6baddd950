// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "firmware/domain/error.hpp"
#include "firmware/domain/observation.hpp"
#include "vision/face/analyser.hpp"
#include "vision/image.hpp"

namespace verikiosk::vision {

/// Reads off a frame what liveness is judged by. Pure but for what it remembers of this challenge's first
/// frames: no clocks, no threads, no files after creation. One thread, the analyser's.
class Meter {
  public:
    virtual ~Meter() = default;

    /// After the analyser has seen the same frame. `challenge` counts the challenges of all visits: where it
    /// changes, the parallax is measured from the next frames on. Zeros where nobody is followed.
    [[nodiscard]] virtual LivenessMeasures measure(const ColourView& picture, const Observation& observation,
                                                   std::uint64_t challenge) = 0;
};

/// With the optional models' passive detector where it is among them.
[[nodiscard]] Result<std::unique_ptr<Meter>> make_meter(const ModelFiles& files);

}  // namespace verikiosk::vision
