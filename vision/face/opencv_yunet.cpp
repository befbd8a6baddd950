// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include "vision/face/face_finder.hpp"

namespace verikiosk::vision {
namespace {

// BlazeFace (short range, 128x128), which MediaPipe puts before Face Mesh, was measured beside it, on the
// same pictures of detection's size; scores from 0.6 and 0.5, found is what Face Mesh confirms. YuNet against
// BlazeFace: of photos of one person 64 and 59 of 65; of frames of one person (every fifth of 23 clips) 1,036
// and 896 of 1,038; of drawn visitors 250 and 250 of 250 at 40-80 cm, 250 and 49 of 250 at 1-2 m, 62 and 38
// of 100 turned by 60 degrees; boxes on 473 pictures without a face 0 and 6, none confirmed. A look takes 48
// and 46 million instructions. Only heads rolled by 30 degrees and more are better found by BlazeFace: at 30,
// 80 and 95 of 116 turned photos, at 40, 13 and 97.

// The network looks at the picture in cells of these many pixels; sizes must be multiples of the largest.
constexpr std::array strides{8, 16, 32};
constexpr int coarsest = 32;
// Over an input of one row of its coarsest cells the library (4.10) finds faces that are not there, and is
// certain of them.
constexpr int smallest_input = 64;
// The library's own sample asks for 0.9 where nothing else looks at a box, the network's authors evaluate
// from 0.02 on. Here points look at each box again: enough of a face to be worth that look.
constexpr float least_score = 0.6F;
// From here on it is a face whether or not points agree: the sample's figure.
constexpr float sure_score = 0.9F;
// Boxes that share this much of their union are one face: the sample's figure.
constexpr float one_face = 0.3F;
// Its boxes go from hairline to chin. Over recordings in which it and dlib's detector found the same face,
// the latter's square is as wide and lies lower by a tenth of the box's height.
constexpr float to_dlib_side = 1.05F;
constexpr float to_dlib_down = 0.06F;
constexpr std::size_t most_boxes = 64;

class OpencvYunet final : public FaceFinder {
  public:
    OpencvYunet(const cv::dnn::Net& net, int longest) : net_(net), longest_(longest) {}

    std::vector<DetectedFace> find(const GrayView& gray) override {
        try {
            const float scale = prepare(gray);
            net_.setInput(input_);
            net_.forward(outputs_, names_);
            std::vector<DetectedFace> faces = decode(scale);
            return apart(faces);
        } catch (const std::exception&) {
            return {};
        }
    }

  private:
    /// Fills the input; answers the picture's pixels per pixel of it.
    float prepare(const GrayView& gray) {
        // A header over foreign memory; the library only reads it.
        const cv::Mat source(gray.height, gray.width, CV_8UC1, const_cast<std::uint8_t*>(gray.data),
                             gray.stride);
        const float scale = std::max(
            1.0F, static_cast<float>(std::max(gray.width, gray.height)) / static_cast<float>(longest_));
        const int width = std::max(1, static_cast<int>(std::lround(static_cast<float>(gray.width) / scale)));
        const int height =
            std::max(1, static_cast<int>(std::lround(static_cast<float>(gray.height) / scale)));
        const auto padded = [](int n) {
            return std::max(smallest_input, (n + coarsest - 1) / coarsest * coarsest);
        };
        small_.create(padded(height), padded(width), CV_8UC1);
        small_.setTo(0);
        cv::resize(source, small_({0, 0, width, height}), {width, height}, 0, 0,
                   scale > 1 ? cv::INTER_AREA : cv::INTER_NEAREST);
        const std::array size{1, 3, small_.rows, small_.cols};
        input_.create(static_cast<int>(size.size()), size.data(), CV_32F);
        cv::Mat plane(small_.rows, small_.cols, CV_32F, input_.ptr<float>());
        small_.convertTo(plane, CV_32F);
        // It was trained on colours; gray is all three.
        const std::size_t area = plane.total();
        for (std::size_t i = 1; i < 3; ++i)
            std::copy_n(input_.ptr<float>(), area, input_.ptr<float>() + i * area);
        return scale;
    }

    [[nodiscard]] std::vector<DetectedFace> decode(float scale) const {
        std::vector<DetectedFace> faces;
        for (std::size_t level = 0; level < strides.size(); ++level) {
            const auto output = [&](std::size_t what) {
                return outputs_[what * strides.size() + level].ptr<float>();
            };
            const int columns = small_.cols / strides[level];
            const int cells = columns * (small_.rows / strides[level]);
            if (outputs_[level].total() != static_cast<std::size_t>(cells)) continue;
            for (int i = 0; i < cells && faces.size() < most_boxes; ++i) {
                const float score =
                    std::sqrt(std::clamp(output(0)[i], 0.0F, 1.0F) * std::clamp(output(1)[i], 0.0F, 1.0F));
                if (score < least_score) continue;
                const int row = i / columns;
                const Point cell{static_cast<float>(i % columns), static_cast<float>(row)};
                faces.push_back(face_at(cell, static_cast<float>(strides[level]) * scale, output(2) + i * 4,
                                        output(3) + i * 10, score));
            }
        }
        return faces;
    }

    /// `cell` is `size` source pixels wide; `box` and `points` are relative to it.
    static DetectedFace face_at(Point cell, float size, const float* box, const float* points, float score) {
        const float width = std::exp(box[2]) * size;
        const float height = std::exp(box[3]) * size;
        const float x = (cell.x + box[0]) * size;
        const float y = (cell.y + box[1]) * size + to_dlib_down * height;
        const float side = to_dlib_side * std::sqrt(width * height);
        // The first two points are the subject's right eye and left eye.
        const float angle = std::atan2(points[3] - points[1], points[2] - points[0]);
        return {{x - side / 2, y - side / 2, side, side}, score, score >= sure_score, angle};
    }

    /// The best of those that overlap, best first.
    static std::vector<DetectedFace> apart(std::vector<DetectedFace>& faces) {
        std::sort(faces.begin(), faces.end(),
                  [](const DetectedFace& a, const DetectedFace& b) { return a.score > b.score; });
        std::vector<DetectedFace> kept;
        for (const DetectedFace& face : faces) {
            const bool known = std::any_of(kept.begin(), kept.end(), [&](const DetectedFace& other) {
                return overlap(face.box, other.box) > one_face;
            });
            if (!known) kept.push_back(face);
        }
        return kept;
    }

    cv::dnn::Net net_;
    int longest_;
    const std::vector<cv::String> names_{"cls_8",  "cls_16",  "cls_32",  "obj_8", "obj_16", "obj_32",
                                         "bbox_8", "bbox_16", "bbox_32", "kps_8", "kps_16", "kps_32"};
    std::vector<cv::Mat> outputs_;
    cv::Mat small_;
    cv::Mat input_;
};

}  // namespace

Result<std::unique_ptr<FaceFinder>> make_opencv_yunet(ByteView onnx, int longest) {
    try {
        // The library's own threads would be hidden from whoever counts CPU time.
        cv::setNumThreads(1);
        auto net = cv::dnn::readNetFromONNX(reinterpret_cast<const char*>(onnx.data()), onnx.size());
        net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        return std::make_unique<OpencvYunet>(net, longest);
    } catch (const std::exception& error) {
        return fail(Errc::corrupt, std::string("the YuNet model can't be read: ") + error.what());
    }
}

}  // namespace verikiosk::vision
