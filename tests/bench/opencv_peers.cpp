// SPDX-License-Identifier: Apache-2.0
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>
#include <utility>

#include "tests/bench/contender.hpp"
#include "tests/bench/opencv_bgr.hpp"
#include "vision/face/face_finder.hpp"
#include "vision/models/model_folder.hpp"

namespace verikiosk::bench {
namespace {

/// OpenCV's own sample (samples/cpp/facedetect.cpp with its defaults): BGR, gray, shrunk by 1.3, equalised,
/// the cascade that it names.
class Haar final : public Contender {
  public:
    Haar() : cascade_("/usr/share/opencv4/haarcascades/haarcascade_frontalface_alt.xml") {
        cv::setNumThreads(1);
    }
    bool look(const ClipFrame& frame) override {
        cv::Mat gray;
        cv::cvtColor(as_bgr(frame), gray, cv::COLOR_BGR2GRAY);
        cv::Mat small;
        cv::resize(gray, small, {}, 1 / 1.3, 1 / 1.3, cv::INTER_LINEAR_EXACT);
        cv::equalizeHist(small, small);
        std::vector<cv::Rect> faces;
        cascade_.detectMultiScale(small, faces, 1.1, 2, cv::CASCADE_SCALE_IMAGE, {30, 30});
        return !faces.empty();
    }

  private:
    cv::CascadeClassifier cascade_;
};

/// YuNet on every frame, as its demo runs it: the frame becomes BGR, then 320 px wide. (Its gray here goes to
/// the same network that we use: OpenCV 4.6's own FaceDetectorYN can't run this model.)
class YunetEveryFrame final : public Contender {
  public:
    explicit YunetEveryFrame(std::unique_ptr<vision::FaceFinder> finder) : finder_(std::move(finder)) {}
    bool look(const ClipFrame& frame) override {
        cv::Mat small;
        cv::resize(as_bgr(frame), small, {320, 320 * frame.height / frame.width}, 0, 0, cv::INTER_LINEAR);
        cv::Mat gray;
        cv::cvtColor(small, gray, cv::COLOR_BGR2GRAY);
        return !finder_->find({gray.data, gray.step[0], gray.cols, gray.rows}).empty();
    }

  private:
    std::unique_ptr<vision::FaceFinder> finder_;
};

std::unique_ptr<Contender> make_yunet(const Files& files) {
    const auto folder = vision::ModelFolder::open(files.models);
    const auto onnx = folder ? folder->load(vision::ModelKind::yunet) : Result<Bytes>(fail(folder.error()));
    auto finder = onnx ? vision::make_opencv_yunet(*onnx, 320)
                       : Result<std::unique_ptr<vision::FaceFinder>>(fail(onnx.error()));
    if (!finder) {
        std::fprintf(stderr, "bench: %s\n", finder.error().what.c_str());
        std::exit(3);
    }
    return std::make_unique<YunetEveryFrame>(std::move(*finder));
}

}  // namespace

std::vector<Named> opencv_peers() {
    return {
        {"opencv-haar", "OpenCV's Haar sample, every frame", false,
         [](const Files&) -> std::unique_ptr<Contender> { return std::make_unique<Haar>(); }},
        {"opencv-yunet", "OpenCV, YuNet at 320 px with a conversion, every frame", true, make_yunet},
    };
}

}  // namespace verikiosk::bench
