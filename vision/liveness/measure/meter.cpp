// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/measure/meter.hpp"

#include "vision/face/face_shape.hpp"
#include "vision/liveness/measure/parallax.hpp"
#include "vision/liveness/measure/samples.hpp"

namespace verikiosk::vision {
namespace {

class FrameMeter final : public Meter {
  public:
    LivenessMeasures measure(const ColourView& picture, const Observation& observation,
                             std::uint64_t challenge) override {
        if (challenge != challenge_ || observation.row.track != track_) {
            challenge_ = challenge;
            track_ = observation.row.track;
            parallax_.begin();
        }
        LivenessMeasures measures;
        if (!observation.row.has_face()) return measures;
        const FaceAxes axes = axes_of(observation.points);
        measures.regions = region_colours(picture, axes);
        measures.noise_centi = noise_centi(picture.luma, axes);
        measures.parallax_milli = parallax_.add(observation.points, axes);
        return measures;
    }

  private:
    std::uint64_t challenge_ = 0;
    std::uint32_t track_ = 0;
    Parallax parallax_;
};

}  // namespace

Result<std::unique_ptr<Meter>> make_meter(const ModelFiles&) {
    return std::make_unique<FrameMeter>();
}

}  // namespace verikiosk::vision
