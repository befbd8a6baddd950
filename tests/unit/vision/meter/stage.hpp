// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "drivers/simulator/simulated_camera.hpp"
#include "vision/face/analyser.hpp"
#include "vision/liveness/judge/judge.hpp"
#include "vision/liveness/measure/meter.hpp"

/// A simulated visitor before camera, analyser, meter and judge, frame by frame: a kiosk without a screen.
namespace verikiosk::tests {

class Stage {
  public:
    /// `lux`: of the room at the face.
    Stage(std::uint64_t seed, float lux, simulator::ActKind act = simulator::ActKind::visitor);

    /// The next frame's row, with its measures.
    ObservationRow next();
    /// Looks at the visitor for two seconds, standing still; what centre would have carried on.
    judge::Context settle();
    /// Judges the challenge from now on. `act` is called before each frame with its number and the judge.
    using Direct = std::function<void(int frame, judge::ChallengeJudge& judge)>;
    judge::Standing judged(judge::Context context, Challenge challenge, int frames, const Direct& direct);

    drivers::SimulatedCamera& camera() { return *camera_; }
    /// Between the latest frame and the next one.
    [[nodiscard]] TimePoint now() const { return last_.time + 5ms; }
    [[nodiscard]] const ObservationRow& last() const { return last_; }

  private:
    std::unique_ptr<drivers::SimulatedCamera> camera_;
    std::unique_ptr<vision::Detector> detector_;
    std::unique_ptr<vision::Analyser> analyser_;
    std::unique_ptr<vision::Meter> meter_;
    vision::DetectionRequest request_;
    ObservationRow last_;
    std::uint64_t challenge_ = 0;
};

}  // namespace verikiosk::tests
