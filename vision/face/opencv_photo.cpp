// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <exception>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "vision/face/describe.hpp"
#include "vision/face/expression.hpp"
#include "vision/face/face_finder.hpp"
#include "vision/face/photo.hpp"
#include "vision/face/sources.hpp"

namespace verikiosk::vision {
namespace {

// Boxes that share this much of their union are one face.
constexpr float one_face = 0.3F;
// More faces than this is a crowd that nobody verifies in.
constexpr std::size_t most_faces = 100;

/// Finds faces in the picture scaled to `longest` pixels on its longer side, and no more than doubled.
void look(FaceFinder& finder, const GrayView& luma, int longest, std::vector<DetectedFace>& faces) {
    const cv::Mat source(luma.height, luma.width, CV_8UC1, const_cast<std::uint8_t*>(luma.data), luma.stride);
    const double scale = std::min(2.0, static_cast<double>(longest) / std::max(luma.width, luma.height));
    cv::Mat scaled;
    cv::resize(source, scaled, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    const auto back = static_cast<float>(1 / scale);
    for (DetectedFace face : finder.find({scaled.data, scaled.step[0], scaled.cols, scaled.rows})) {
        face.box = {face.box.x * back, face.box.y * back, face.box.width * back, face.box.height * back};
        faces.push_back(face);
    }
}

class OpencvPhotoAnalyser final : public PhotoAnalyser {
  public:
    explicit OpencvPhotoAnalyser(PhotoFinders finders, std::unique_ptr<Landmarks> landmarks)
        : finders_(std::move(finders)), follower_(std::move(landmarks)) {}

    std::vector<Observation> analyse(const GrayView& luma) override {
        std::vector<Observation> faces;
        if (luma.data == nullptr || luma.width < 16 || luma.height < 16) return faces;
        try {
            std::vector<DetectedFace> seen;
            for (const auto& [finder, longest] : finders_)
                look(*finder, luma, longest, seen);
            std::stable_sort(seen.begin(), seen.end(),
                             [](const DetectedFace& a, const DetectedFace& b) { return a.score > b.score; });
            for (const DetectedFace& face : seen) {
                if (faces.size() == most_faces) break;
                add(luma, face, faces);
            }
        } catch (const std::exception&) {
            // What was found so far is right all the same.
        }
        std::sort(faces.begin(), faces.end(), [](const Observation& a, const Observation& b) {
            return a.row.iod_decipx > b.row.iod_decipx;
        });
        for (Observation& face : faces)
            face.row.faces = static_cast<std::uint8_t>(faces.size());
        return faces;
    }

  private:
    void add(const GrayView& luma, const DetectedFace& seen, std::vector<Observation>& faces) {
        const auto known = [&](const Box& box) {
            return std::any_of(faces.begin(), faces.end(), [&](const Observation& face) {
                return overlap(box, face.seen[0].box) > one_face;
            });
        };
        if (known(seen.box)) return;
        const auto placed = follower_.confirm(luma, seen);
        // Points may have found their way to the face next to it.
        if (!placed || known(detector_box(placed->points))) return;
        Observation face;
        face.row.frame_width = static_cast<std::uint16_t>(std::min(luma.width, 65535));
        face.row.frame_height = static_cast<std::uint16_t>(std::min(luma.height, 65535));
        face.row.track = static_cast<std::uint32_t>(faces.size() + 1);
        cut_crop(luma, placed->axes, crop_);
        describe(*placed, follower_.source(), crop_, face);
        ExpressionReader::read_alone(face);
        face.seen[0] = {detector_box(placed->points), seen.score};
        face.seen_count = 1;
        faces.push_back(face);
    }

    PhotoFinders finders_;
    Follower follower_;
    CropPixels crop_{};
};

}  // namespace

Result<std::unique_ptr<PhotoAnalyser>> make_photo_analyser(const ModelFiles& files) {
    auto finders = make_photo_finders(files);
    if (!finders) return fail(std::move(finders.error()));
    auto landmarks = make_landmarks(files);
    if (!landmarks) return fail(std::move(landmarks.error()));
    return std::make_unique<OpencvPhotoAnalyser>(std::move(*finders), std::move(*landmarks));
}

}  // namespace verikiosk::vision
