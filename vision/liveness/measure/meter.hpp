// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "firmware/domain/error.hpp"
#include "firmware/domain/observation.hpp"
#include "vision/face/analyser.hpp"
#include "vision/image.hpp"

namespace verikiosk::vision {

/// Reads off a frame what liveness is judged by: samples.hpp, parallax.hpp, recapture.hpp and
/// passive_model.hpp say what and how. 0.1 ms of a 720p frame, 0.8 with the models (mean; each looks at one
/// frame in eight and its word holds in between). Pure but for what it remembers of this challenge's first
/// frames and of the latest looks: no clocks, no threads, no files after creation; no memory of ours per
/// frame. One thread, the analyser's.
class Meter {
  public:
    virtual ~Meter() = default;

    /// After the analyser has seen the same frame. `challenge` counts the challenges of all visits: where it
    /// changes, the parallax is measured from the next frames on. Zeros where nobody is followed.
    [[nodiscard]] virtual LivenessMeasures measure(const ColourView& picture, const Observation& observation,
                                                   std::uint64_t challenge) = 0;
};

/// With the passive models where the folder of optional models has them. Errors: those of ModelFolder;
/// corrupt where a model can't be read.
[[nodiscard]] Result<std::unique_ptr<Meter>> make_meter(const ModelFiles& files);

}  // namespace verikiosk::vision
