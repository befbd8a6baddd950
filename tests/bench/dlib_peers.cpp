// SPDX-License-Identifier: Apache-2.0
#include <dlib/array2d.h>
#include <dlib/image_processing/correlation_tracker.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/image_processing/shape_predictor.h>
#include <dlib/pixel.h>

#include <cstring>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "tests/bench/contender.hpp"
#include "tests/bench/opencv_bgr.hpp"

namespace verikiosk::bench {
namespace {

constexpr const char* landmark_model = "/usr/share/dlib/shape_predictor_68_face_landmarks.dat";

using Gray = dlib::array2d<unsigned char>;

/// howdy's loop (compare.py): the frame as BGR, shrunk to 320 px of height, gray, dlib's detector with one
/// upsampling, and points where there is a face.
class Howdy final : public Contender {
  public:
    Howdy() { dlib::deserialize(landmark_model) >> predictor_; }

    bool look(const ClipFrame& frame) override {
        const cv::Mat bgr = as_bgr(frame);
        cv::Mat small;
        cv::resize(bgr, small, {320 * frame.width / frame.height, 320}, 0, 0, cv::INTER_AREA);
        cv::Mat gray;
        cv::cvtColor(small, gray, cv::COLOR_BGR2GRAY);
        image_.set_size(gray.rows, gray.cols);
        for (int y = 0; y < gray.rows; ++y)
            std::memcpy(&image_[y][0], gray.ptr(y), static_cast<std::size_t>(gray.cols));
        dlib::pyramid_up(image_);
        const auto faces = detector_(image_);
        for (const auto& face : faces)
            sink_ += predictor_(image_, face).part(30).x();
        return !faces.empty();
    }

  private:
    dlib::frontal_face_detector detector_ = dlib::get_frontal_face_detector();
    dlib::shape_predictor predictor_;
    Gray image_;
    long sink_ = 0;
};

/// Detection at our own cadence and in our own size, and in between one of the two things that dlib's
/// examples do: its correlation tracker (video_tracking_ex), or points from the last box
/// (webcam_face_pose_ex).
class DetectThenTrack final : public Contender {
  public:
    explicit DetectThenTrack(bool tracker) : tracker_on_(tracker) {
        if (!tracker) dlib::deserialize(landmark_model) >> predictor_;
    }

    bool look(const ClipFrame& frame) override {
        const cv::Mat luma(frame.height, frame.width, CV_8UC1, const_cast<std::uint8_t*>(frame.data));
        const bool due = since_++ >= (following_ ? 20 : 3);
        if (due || tracker_on_) {
            cv::resize(luma, small_, {480, 270}, 0, 0, cv::INTER_AREA);
            copy(small_, image_);
        }
        if (due) {
            since_ = 1;
            const auto faces = detector_(image_);
            following_ = !faces.empty();
            if (following_) start(faces[0]);
        } else if (following_ && tracker_on_) {
            following_ = tracker_.update(image_) > 7;
        }
        if (following_ && !tracker_on_) {
            copy(luma, full_);
            const auto shape = predictor_(full_, box_);
            box_ = shape.get_rect();
        }
        return following_;
    }

  private:
    static void copy(const cv::Mat& from, Gray& to) {
        to.set_size(from.rows, from.cols);
        for (int y = 0; y < from.rows; ++y)
            std::memcpy(&to[y][0], from.ptr(y), static_cast<std::size_t>(from.cols));
    }

    void start(const dlib::rectangle& face) {
        if (tracker_on_) {
            tracker_.start_track(image_, face);
        } else {
            const double scale = 720.0 / 270.0;
            box_ = dlib::rectangle(std::lround(static_cast<double>(face.left()) * scale),
                                   std::lround(static_cast<double>(face.top()) * scale),
                                   std::lround(static_cast<double>(face.right()) * scale),
                                   std::lround(static_cast<double>(face.bottom()) * scale));
        }
    }

    bool tracker_on_;
    dlib::frontal_face_detector detector_ = dlib::get_frontal_face_detector();
    dlib::correlation_tracker tracker_;
    dlib::shape_predictor predictor_;
    dlib::rectangle box_;
    cv::Mat small_;
    Gray image_;
    Gray full_;
    bool following_ = false;
    int since_ = 100;
};

}  // namespace

std::vector<Named> dlib_peers() {
    return {
        {"howdy-like", "BGR, 569x320, dlib's detector with one upsampling, every frame", false,
         [](const Files&) -> std::unique_ptr<Contender> { return std::make_unique<Howdy>(); }},
        {"peer-tracker", "dlib's detector at our cadence, its correlation tracker between", false,
         [](const Files&) -> std::unique_ptr<Contender> { return std::make_unique<DetectThenTrack>(true); }},
        {"peer-landmarks", "dlib's detector at our cadence, its 68 points between", false,
         [](const Files&) -> std::unique_ptr<Contender> { return std::make_unique<DetectThenTrack>(false); }},
    };
}

}  // namespace verikiosk::bench
