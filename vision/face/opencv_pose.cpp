// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <numbers>
#include <opencv2/calib3d.hpp>
#include <opencv2/core.hpp>

#include "vision/face/measures.hpp"

namespace verikiosk::vision {
namespace {

using enum PointName;

// An adult face in millimetres: x to the subject's left, y down, z into the head, origin at the tip of the
// nose; 63 mm between the eyes. Rigid points only: mouth and jaw move with expression, except that without
// the chin all points are nearly in a plane, so it stays.
struct ModelPoint {
    PointName name;
    float x, y, z;
};
constexpr std::array face_model{
    ModelPoint{eye_right_outer, -45, -35, 33}, ModelPoint{eye_right_inner, -17, -34, 26},
    ModelPoint{eye_left_inner, 17, -34, 26},   ModelPoint{eye_left_outer, 45, -35, 33},
    ModelPoint{nose_bridge, 0, -33, 17},       ModelPoint{nose_tip, 0, 0, 0},
    ModelPoint{nose_base, 0, 12, 13},          ModelPoint{chin, 0, 78, 22},
};

float degrees(double radians) {
    return static_cast<float>(radians * 180 / std::numbers::pi);
}

}  // namespace

HeadPose head_pose(const Points& points, int frame_width, int frame_height, FieldOfView view) {
    try {
        std::array<cv::Point3f, face_model.size()> model;
        std::array<cv::Point2f, face_model.size()> seen;
        for (std::size_t i = 0; i < face_model.size(); ++i) {
            model[i] = {face_model[i].x, face_model[i].y, face_model[i].z};
            seen[i] = {points[face_model[i].name].x, points[face_model[i].name].y};
        }
        const double f = double{view.focal()} * frame_height;
        const cv::Matx33d camera(f, 0, frame_width / 2.0, 0, f, frame_height / 2.0, 0, 0, 1);
        cv::Vec3d rotation;
        cv::Vec3d translation;
        if (!cv::solvePnP(model, seen, camera, cv::noArray(), rotation, translation, false,
                          cv::SOLVEPNP_SQPNP)) {
            return {};
        }
        cv::Matx33d turned;
        cv::Rodrigues(rotation, turned);
        // Where the face looks: minus z of the model, in the camera's axes (x right, y down, z away).
        const cv::Vec3d looks(-turned(0, 2), -turned(1, 2), -turned(2, 2));
        return {degrees(std::atan2(looks[0], -looks[2])),
                degrees(std::asin(std::clamp(-looks[1], -1.0, 1.0)))};
    } catch (const std::exception&) {
        return {};
    }
}

}  // namespace verikiosk::vision
