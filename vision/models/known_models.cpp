// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "vision/models/model_folder.hpp"

namespace verikiosk::vision {
namespace {

constexpr std::array models{
    KnownModel{ModelKind::yunet, "face_detection_yunet_2023mar.onnx",
               "finds smaller and more turned faces, in a third of the time", "MIT",
               "opencv/opencv_zoo, face_detection_yunet",
               "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"},
    KnownModel{ModelKind::face_mesh, "face_landmark_v1_468_192.onnx",
               "steadier points, heads turned to 90 degrees, a clean licence", "Apache-2.0",
               "google-ai-edge/mediapipe, face_landmark",
               "2ece916c568172aafde5d8beaf0198c65b10691a618e551c4b1015a32116e326"},
    KnownModel{ModelKind::minifasnet_v2, "minifasnet_v2_2.7_80x80.onnx",
               "one more sign of screens held up to the camera", "Apache-2.0",
               "minivision-ai/Silent-Face-Anti-Spoofing, 2.7_80x80_MiniFASNetV2",
               "958a59c1423f5c84ef712c417be44021c635bd5cb93c5f45f71fe04e65c5a13c"},
    KnownModel{ModelKind::minifasnet_v1se, "minifasnet_v1se_4.0_80x80.onnx", "the same with a wider view",
               "Apache-2.0", "minivision-ai/Silent-Face-Anti-Spoofing, 4_0_0_80x80_MiniFASNetV1SE",
               "efe1304b169e2a6bd2c5edd8449408c9841da267b3be8998ede467fad68d2909"},
    KnownModel{ModelKind::mobilefacenet, "mobilefacenet_112x112.onnx",
               "compares selfie and profile photo, on the backend",
               "Apache-2.0 (trained on MS-Celeb-1M, a withdrawn data set for non-commercial research)",
               "foamliu/MobileFaceNet", "1040555900213268bebc4378e4846f140f1020279461f09d02726fc593e59659"},
};

}  // namespace

std::span<const KnownModel> known_models() {
    return models;
}

const KnownModel& known_model(ModelKind kind) {
    return *std::ranges::find(models, kind, &KnownModel::kind);
}

}  // namespace verikiosk::vision
