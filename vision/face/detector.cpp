// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "vision/face/face_finder.hpp"

namespace verikiosk::vision {
namespace {

/// dlib's detector first, since it hardly ever sees what is not there; the cascade, which finds smaller and
/// some turned faces, only where dlib finds nobody. The analyser lets landmarks confirm every box.
class TwoDetectors final : public Detector {
  public:
    TwoDetectors(std::unique_ptr<FaceFinder> first, std::unique_ptr<FaceFinder> second)
        : first_(std::move(first)), second_(std::move(second)) {}

    DetectionResult detect(const DetectionRequest& request) override {
        DetectionResult result{request.sequence, {}};
        const auto pixels =
            static_cast<std::size_t>(request.width) * static_cast<std::size_t>(request.height);
        if (request.width <= 0 || request.height <= 0 || request.gray.size() < pixels) return result;
        const GrayView gray{request.gray.data(), static_cast<std::size_t>(request.width), request.width,
                            request.height};
        result.faces = first_->find(gray);
        if (result.faces.empty()) result.faces = second_->find(gray);
        for (DetectedFace& face : result.faces) {
            face.box = {face.box.x * request.scale, face.box.y * request.scale,
                        face.box.width * request.scale, face.box.height * request.scale};
        }
        return result;
    }

  private:
    std::unique_ptr<FaceFinder> first_;
    std::unique_ptr<FaceFinder> second_;
};

}  // namespace

Result<std::unique_ptr<Detector>> make_detector(const ModelFiles& files) {
    auto first = make_dlib_hog();
    if (!first) return fail(std::move(first.error()));
    auto second = make_opencv_lbp(files.second_detector);
    if (!second) return fail(std::move(second.error()));
    return std::make_unique<TwoDetectors>(std::move(*first), std::move(*second));
}

}  // namespace verikiosk::vision
