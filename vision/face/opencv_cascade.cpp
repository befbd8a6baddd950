// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <opencv2/core.hpp>
#include <opencv2/core/utility.hpp>
#include <opencv2/objdetect.hpp>

#include "vision/face/face_finder.hpp"

namespace verikiosk::vision {
namespace {

// The cascade was trained on windows of 45 px; below that a far face has to be looked for in a larger
// picture.
constexpr int smallest_face = 45;
// Neighbours that must agree: three is the library's own default.
constexpr int neighbours = 3;
constexpr double pyramid_step = 1.1;
// Its boxes are tighter than those of dlib's detector, from which landmarks start: over 1,600 frames on which
// both found the same face, by 1.28, with the same centre.
constexpr float to_dlib_box = 1.28F;

class OpencvLbp final : public FaceFinder {
  public:
    explicit OpencvLbp(const cv::CascadeClassifier& cascade) : cascade_(cascade) {}

    std::vector<DetectedFace> find(const GrayView& gray) override {
        try {
            // A header over foreign memory; the library only reads it.
            const cv::Mat image(gray.height, gray.width, CV_8UC1, const_cast<std::uint8_t*>(gray.data),
                                gray.stride);
            cascade_.detectMultiScale(image, found_, pyramid_step, neighbours, 0,
                                      cv::Size(smallest_face, smallest_face));
            std::vector<DetectedFace> faces;
            faces.reserve(found_.size());
            for (const cv::Rect& box : found_) {
                const auto side = static_cast<float>(box.width) * to_dlib_box;
                const float x = static_cast<float>(box.x) + static_cast<float>(box.width) / 2;
                const float y = static_cast<float>(box.y) + static_cast<float>(box.height) / 2;
                faces.push_back({{x - side / 2, y - side / 2, side, side}, 0});
            }
            return faces;
        } catch (const std::exception&) {
            return {};
        }
    }

  private:
    cv::CascadeClassifier cascade_;
    std::vector<cv::Rect> found_;
};

}  // namespace

Result<std::unique_ptr<FaceFinder>> make_opencv_lbp(const std::filesystem::path& path) {
    std::error_code unreadable;
    if (!std::filesystem::is_regular_file(path, unreadable)) {
        return fail(Errc::not_found, "the face cascade " + path.string() +
                                         " is not there: install the package opencv-data, or name the file "
                                         "where it is");
    }
    try {
        // The library's own threads would be hidden from whoever counts CPU time.
        cv::setNumThreads(1);
        cv::CascadeClassifier cascade;
        if (!cascade.load(path.string())) {
            return fail(Errc::corrupt, "the face cascade " + path.string() +
                                           " can't be read: reinstall the package opencv-data");
        }
        return std::make_unique<OpencvLbp>(cascade);
    } catch (const std::exception& error) {
        return fail(Errc::corrupt, "the face cascade " + path.string() + " can't be read (" + error.what() +
                                       "): reinstall the package opencv-data");
    }
}

}  // namespace verikiosk::vision
