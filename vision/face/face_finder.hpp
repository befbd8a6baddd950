// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"
#include "vision/face/analyser.hpp"

/// The single detectors of which make_detector() makes one.
namespace verikiosk::vision {

/// Finds faces in a small gray picture. Boxes are in that picture's pixels, in the convention of dlib's
/// frontal detector (about square, brows to chin).
class FaceFinder {
  public:
    virtual ~FaceFinder() = default;
    [[nodiscard]] virtual std::vector<DetectedFace> find(const GrayView& gray) = 0;
};

/// dlib's HOG detector, built into the library: faces from 80 px.
[[nodiscard]] Result<std::unique_ptr<FaceFinder>> make_dlib_hog();

/// OpenCV's LBP cascade: faces from 24 px of the small picture; score 0.
[[nodiscard]] Result<std::unique_ptr<FaceFinder>> make_opencv_lbp(const std::filesystem::path& cascade);

/// YuNet (2023mar) from its ONNX file's bytes. Pictures whose longer side is over `longest` are looked at in
/// that size.
[[nodiscard]] Result<std::unique_ptr<FaceFinder>> make_opencv_yunet(ByteView onnx, int longest);

}  // namespace verikiosk::vision
