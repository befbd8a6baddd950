// SPDX-License-Identifier: Apache-2.0
#include <dlib/array2d.h>
#include <dlib/image_processing/frontal_face_detector.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <utility>

#include "vision/face/face_finder.hpp"

namespace verikiosk::vision {
namespace {

class DlibHog final : public FaceFinder {
  public:
    explicit DlibHog(const dlib::frontal_face_detector& detector) : detector_(detector) {}

    std::vector<DetectedFace> find(const GrayView& gray) override {
        try {
            image_.set_size(gray.height, gray.width);
            for (int y = 0; y < gray.height; ++y) {
                std::memcpy(&image_[y][0], gray.row(y), static_cast<std::size_t>(gray.width));
            }
            std::vector<std::pair<double, dlib::rectangle>> found;
            detector_(image_, found);
            std::vector<DetectedFace> faces;
            faces.reserve(found.size());
            for (const auto& [score, box] : found) {
                faces.push_back({{static_cast<float>(box.left()), static_cast<float>(box.top()),
                                  static_cast<float>(box.width()), static_cast<float>(box.height())},
                                 static_cast<float>(score),
                                 true});
            }
            return faces;
        } catch (const std::exception&) {
            return {};
        }
    }

  private:
    dlib::frontal_face_detector detector_;
    dlib::array2d<unsigned char> image_;
};

}  // namespace

Result<std::unique_ptr<FaceFinder>> make_dlib_hog() {
    try {
        return std::make_unique<DlibHog>(dlib::get_frontal_face_detector());
    } catch (const std::exception& error) {
        return fail(Errc::internal, std::string("dlib's face detector can't be set up: ") + error.what());
    }
}

}  // namespace verikiosk::vision
