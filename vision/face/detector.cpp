// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <utility>

#include "vision/face/sources.hpp"
#include "vision/models/model_folder.hpp"

namespace verikiosk::vision {
namespace {

/// The second looks only where the first finds nobody: in the same picture where the look is to be thorough,
/// otherwise in the next one, since an empty room is looked at all day. The analyser lets landmarks confirm
/// every box.
class FirstThenSecond final : public Detector {
  public:
    FirstThenSecond(std::unique_ptr<FaceFinder> first, std::unique_ptr<FaceFinder> second)
        : first_(std::move(first)), second_(std::move(second)) {}

    DetectionResult detect(const DetectionRequest& request) override {
        DetectionResult result{request.sequence, {}};
        const auto pixels =
            static_cast<std::size_t>(request.width) * static_cast<std::size_t>(request.height);
        if (request.width <= 0 || request.height <= 0 || request.gray.size() < pixels) return result;
        const GrayView gray{request.gray.data(), static_cast<std::size_t>(request.width), request.width,
                            request.height};
        const bool turn_of_second = second_ && !request.thorough && std::exchange(seconds_turn_, false);
        if (!turn_of_second) result.faces = first_->find(gray);
        const bool second_too = second_ && result.faces.empty() && request.thorough;
        if (turn_of_second || second_too) result.faces = second_->find(gray);
        seconds_turn_ = result.faces.empty() && !turn_of_second && !request.thorough;
        for (DetectedFace& face : result.faces) {
            face.box = {face.box.x * request.scale, face.box.y * request.scale,
                        face.box.width * request.scale, face.box.height * request.scale};
        }
        return result;
    }

  private:
    std::unique_ptr<FaceFinder> first_;
    std::unique_ptr<FaceFinder> second_;  // may be nullptr
    bool seconds_turn_ = false;
};

// A visitor's face is a sixth of the picture's width and more: in 320 px that is 50, where the network is at
// its best, and a look costs a third of dlib's.
constexpr int yunet_longest = 320;

/// Its bytes; empty where there is no folder of models, or not this one in it.
Result<std::optional<Bytes>> load_model(const ModelFiles& files, ModelKind kind) {
    if (files.models.empty()) return std::nullopt;
    const auto folder = ModelFolder::open(files.models);
    if (!folder) return fail(folder.error());
    if (!folder->has(kind)) return std::nullopt;
    auto bytes = folder->load(kind);
    if (!bytes) return fail(std::move(bytes.error()));
    return std::move(*bytes);
}

}  // namespace

Result<std::unique_ptr<Detector>> make_detector(const ModelFiles& files) {
    auto onnx = load_model(files, ModelKind::yunet);
    if (!onnx) return fail(std::move(onnx.error()));
    if (*onnx) {
        auto yunet = make_opencv_yunet(**onnx, yunet_longest);
        if (!yunet) return fail(std::move(yunet.error()));
        return std::make_unique<FirstThenSecond>(std::move(*yunet), nullptr);
    }
    // dlib's detector first, since it hardly ever sees what is not there; the cascade finds smaller and some
    // turned faces.
    auto first = make_dlib_hog();
    if (!first) return fail(std::move(first.error()));
    auto second = make_opencv_lbp(files.second_detector);
    if (!second) return fail(std::move(second.error()));
    return std::make_unique<FirstThenSecond>(std::move(*first), std::move(*second));
}

Result<PhotoFinders> make_photo_finders(const ModelFiles& files) {
    PhotoFinders finders;
    auto onnx = load_model(files, ModelKind::yunet);
    if (!onnx) return fail(std::move(onnx.error()));
    if (*onnx) {
        // The network finds faces from 10 to 300 px: a face that fills the picture in the first size, one of
        // 40 px of a 12 megapixel photo in the last.
        for (const int longest : {320, 800, 2000}) {
            auto yunet = make_opencv_yunet(**onnx, longest);
            if (!yunet) return fail(std::move(yunet.error()));
            finders.emplace_back(std::move(*yunet), longest);
        }
        return finders;
    }
    auto hog = make_dlib_hog();
    if (!hog) return fail(std::move(hog.error()));
    finders.emplace_back(std::move(*hog), 2560);
    auto cascade = make_opencv_lbp(files.second_detector);
    if (!cascade) return fail(std::move(cascade.error()));
    finders.emplace_back(std::move(*cascade), 1280);
    return finders;
}

Result<std::unique_ptr<Landmarks>> make_landmarks(const ModelFiles& files) {
    auto onnx = load_model(files, ModelKind::face_mesh);
    if (!onnx) return fail(std::move(onnx.error()));
    if (*onnx) return make_face_mesh(**onnx);
    return make_forest_landmarks(files.landmarks);
}

}  // namespace verikiosk::vision
