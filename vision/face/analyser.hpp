// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "firmware/domain/error.hpp"
#include "firmware/domain/field_of_view.hpp"
#include "firmware/domain/observation.hpp"
#include "vision/image.hpp"

namespace verikiosk::vision {

/// Side of the gray face crop that every row's digest is of.
inline constexpr int crop_side = 160;
using CropPixels = std::array<std::uint8_t, std::size_t{crop_side} * crop_side>;

/// What the analyser needs of a frame besides its pixels.
struct FrameStamp {
    std::uint64_t sequence = 0;
    TimePoint time{};
    Duration exposure{};
    float gain = 0;
};

/// The frame in the size that detection works at, copied out so that a worker can look at it after the
/// camera's buffer has gone back.
struct DetectionRequest {
    std::uint64_t sequence = 0;
    int width = 0;  ///< at most 480x270, in the frame's own aspect; frames up to 640x480 as they are
    int height = 0;
    float scale = 1;  ///< source pixels per pixel of `gray`
    /// With every detector there is; false: with the next one in turn.
    bool thorough = true;
    std::vector<std::uint8_t> gray;
};

struct DetectedFace {
    Box box;  ///< source pixels
    float score = 0;
    /// A detector that hardly ever sees what is not there (dlib's: no false box in 1,509 frames of real
    /// clips).
    bool sure = false;
    float angle = 0;  ///< of the eyes' line, radians, clockwise on the picture; 0 where a detector can't say
};

struct DetectionResult {
    std::uint64_t sequence = 0;  ///< of the frame it was made from
    std::vector<DetectedFace> faces;
};

/// Finds faces. Slow (milliseconds): one worker owns it; not thread-safe.
class Detector {
  public:
    virtual ~Detector() = default;
    [[nodiscard]] virtual DetectionResult detect(const DetectionRequest& request) = 0;
};

/// Follows one face from frame to frame and measures it. Pure but for what it remembers of the last frames:
/// no files after creation, no clocks, no threads. One thread.
class Analyser {
  public:
    virtual ~Analyser() = default;

    /// Measures one frame. The crop digest in the row is left zero: digests are the caller's business;
    /// crop() has the pixels.
    [[nodiscard]] virtual Observation analyse(const GrayView& luma, const FrameStamp& stamp) = 0;

    /// The last analysed frame's aligned face crop; nullptr when nobody was followed.
    [[nodiscard]] virtual const CropPixels* crop() const = 0;

    /// Whether a detection of this frame is due (nobody followed, or the last one is old) and none is
    /// under way. Fills `request`, reusing its memory.
    [[nodiscard]] virtual bool wants_detection(const GrayView& luma, const FrameStamp& stamp,
                                               DetectionRequest& request) = 0;

    /// A worker's answer; takes effect with the next analyse().
    virtual void land(const DetectionResult& result) = 0;

    /// Forgets whoever was followed (the end of a session).
    virtual void reset() = 0;
};

/// ../share/verikiosk/landmarks-68.forest, seen from the running program's folder: where the build and the
/// device's image have it.
[[nodiscard]] std::filesystem::path landmarks_beside_program();

/// Where the data files of vision are. Missing ones are named with what brings them.
struct ModelFiles {
    std::filesystem::path landmarks = landmarks_beside_program();
    std::filesystem::path second_detector =
        "/usr/share/opencv4/lbpcascades/lbpcascade_frontalface_improved.xml";
    /// The folder of optional models; empty: none. Where YuNet and Face Mesh are in it, they take the place
    /// of both of the above.
    std::filesystem::path models;
};

[[nodiscard]] Result<std::unique_ptr<Detector>> make_detector(const ModelFiles& files);
/// `view` is the camera's: absolute poses need it, all else does not.
[[nodiscard]] Result<std::unique_ptr<Analyser>> make_analyser(const ModelFiles& files, FieldOfView view = {});

}  // namespace verikiosk::vision
