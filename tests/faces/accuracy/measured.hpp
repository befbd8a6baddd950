// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "firmware/domain/observation.hpp"
#include "tests/faces/accuracy/labels.hpp"
#include "vision/face/photo.hpp"

/// What one source of points measures on all of them.
namespace verikiosk::tests {

struct MeasuredPhoto {
    Picture picture;
    int height = 0;
    std::vector<Observation> faces;  ///< largest first
};

/// What a fresh look at a frame, by a detector that knows nothing of the frames before, says of the face that
/// is followed there.
enum class Fresh : std::uint8_t {
    agrees,     ///< it sees a face in that place
    elsewhere,  ///< it sees faces, but none there
    sees_none,  ///< it can't judge
};

struct MeasuredClip {
    Picture picture;
    double frames_per_second = 0;
    std::vector<Observation> frames;
    std::map<std::uint64_t, Fresh> fresh;  ///< of every tenth frame that follows a face
};

struct Measured {
    std::vector<MeasuredPhoto> photos;
    std::vector<MeasuredClip> clips;
    [[nodiscard]] const MeasuredClip& clip(std::string_view file) const;
};

/// Photos by themselves, clips as a kiosk in lockstep follows them, detections landing at once. Of franck the
/// first minute: the rest is not labelled. `fresh`: what the fresh looks are made with.
[[nodiscard]] Measured measure(const Labels& labels, const vision::ModelFiles& files,
                               const vision::ModelFiles& fresh);

/// The photos alone.
[[nodiscard]] Measured measure_photos(const Labels& labels, const vision::ModelFiles& files);

}  // namespace verikiosk::tests
