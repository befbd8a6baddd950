// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "drivers/camera/camera.hpp"
#include "drivers/simulator/recapture.hpp"
#include "vision/face/photo.hpp"

namespace verikiosk::lab {

struct ThroughOptions {
    simulator::Medium medium = simulator::Medium::print;
    int skill = simulator::careful;  ///< 1 .. 4, as in the table of attacks
    std::uint64_t seed = 1;          ///< of the room and of the hand that holds it
    Duration still = 2s;             ///< how long a single picture is held up
};

/// A recording or a photo on paper or on a screen, held up to the simulated camera (drivers/simulator/
/// recapture.hpp): real people as attacks. 1280x720 at 30 frames a second for as long as the recording lasts,
/// whose pictures change when its own times say. It begins with the first picture on which a face is found;
/// the medium shows what is around that face.
class ThroughCamera : public drivers::Camera {
  public:
    /// To whoever holds the medium, from the next frame on.
    virtual void cue(simulator::Cue asked) = 0;
};

/// `source` is started. `faces` finds the face. Errors: the source's; not_found where no picture has a face;
/// too_large where a picture has more than 8192 pixels a side.
[[nodiscard]] Result<std::unique_ptr<ThroughCamera>> put_through(std::unique_ptr<drivers::Camera> source,
                                                                 vision::PhotoAnalyser& faces,
                                                                 const ThroughOptions& options);

}  // namespace verikiosk::lab
