// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "drivers/simulator/simulated_camera.hpp"
#include "firmware/domain/error.hpp"
#include "firmware/lab/demo.hpp"

namespace verikiosk::lab {

/// Whoever is in front of the demo's camera.
struct Subject {
    std::unique_ptr<drivers::Camera> camera;
    drivers::SimulatedCamera* simulated = nullptr;  ///< the same camera, when it is one
    std::optional<Duration> smile_at;               ///< from the first frame handed out; recordings only
    std::string words;                              ///< who or what it is
    int worker_latency_frames = 3;
    bool codes_by_camera = false;  ///< a recording must not run on while its code is typed
};

[[nodiscard]] Result<Subject> make_subject(const DemoOptions& options);

}  // namespace verikiosk::lab
