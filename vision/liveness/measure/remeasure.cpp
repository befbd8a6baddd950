// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/measure/remeasure.hpp"

#include <array>
#include <cstdlib>
#include <utility>

#include "vision/face/crop.hpp"
#include "vision/face/measures.hpp"
#include "vision/face/quality.hpp"
#include "vision/face/sources.hpp"
#include "vision/liveness/measure/regions.hpp"

namespace verikiosk::vision {
namespace {

// Landmarks end where they are placed from. A kiosk's have come from the frame before; these start from where
// an upright, a turned or a long face lies on a crop, and are placed again from where they came to.
constexpr int turns = 3;
struct Start {
    float right;  ///< of the middle, in inter-ocular distances
    float down;
    float side;
};
// dlib's detector would see a frontal face 2.3 times as wide as the eyes are apart, its middle 0.45 below
// them; a turned one's head lies beside its eyes, an open mouth makes it longer.
constexpr std::array starts{Start{0, 0.45F, 2.3F}, Start{-0.3F, 0.45F, 2.5F}, Start{0.3F, 0.45F, 2.5F},
                            Start{0, 0.6F, 2.7F}};

// The crop was cut by the eyes. Points that find them elsewhere have lost the face.
constexpr float eyes_off = 0.1F;

/// In the crop the face's axes are the picture's.
FaceAxes crop_axes() {
    return {.origin = crop_eyes, .along = {1, 0}, .down = {0, 1}, .iod = crop_iod};
}

Box box_at(const Start& start) {
    const Point middle = crop_axes().in_picture({start.right, start.down});
    const float side = start.side * crop_iod;
    return {middle.x - side / 2, middle.y - side / 2, side, side};
}

/// How far the eyes are from where the crop has them, in inter-ocular distances: the mean of both.
float distance_of_eyes(const Points& points) {
    const FaceAxes axes = crop_axes();
    return (distance(eye_right(points), axes.in_picture({-0.5F, 0})) +
            distance(eye_left(points), axes.in_picture({0.5F, 0}))) /
           2 / crop_iod;
}

PointMeasures measures_of(const Points& points) {
    ObservationRow row;
    row.frame_width = row.frame_height = crop_side;
    vision::measure(points, axes_of(points), row);
    return {row.asymmetry_milli, row.mouth_width_milli, row.mouth_open_milli, row.eye_right_milli,
            row.eye_left_milli};
}

/// Of what slips: points of the jaw and the mouth.
int difference(const PointMeasures& measures, const ObservationRow& row) {
    return std::abs(measures.asymmetry_milli - row.asymmetry_milli) +
           std::abs(measures.mouth_width_milli - row.mouth_width_milli) +
           std::abs(measures.mouth_open_milli - row.mouth_open_milli);
}

std::uint16_t mean_luma(const GrayView& luma, const Patch& patch) {
    const PixelBox box = box_of(patch, crop_axes(), luma);
    std::uint32_t sum = 0;
    std::uint32_t count = 0;
    for (int y = box.top; y < box.bottom; ++y) {
        for (int x = box.left; x < box.right; ++x, ++count)
            sum += luma.row(y)[x];
    }
    return count == 0 ? std::uint16_t{0} : static_cast<std::uint16_t>((sum * 16 + count / 2) / count);
}

}  // namespace

Remeasurer Remeasurer::make(const ModelFiles& files, std::string* missing) {
    const auto take = [&](Result<std::unique_ptr<Landmarks>> made) -> std::unique_ptr<Landmarks> {
        if (made) return std::move(*made);
        if (missing != nullptr) *missing += (missing->empty() ? "" : "; ") + made.error().what;
        return nullptr;
    };
    auto forest = take(make_forest_landmarks(files.landmarks));
    std::unique_ptr<Landmarks> mesh;
    if (!files.models.empty()) {
        mesh = take(make_landmarks(files));
        if (mesh && mesh->source() != PointSource::face_mesh) mesh.reset();
    }
    return {std::move(forest), std::move(mesh)};
}

Remeasurer::Remeasurer(std::unique_ptr<Landmarks> forest, std::unique_ptr<Landmarks> mesh)
    : forest_(std::move(forest)), mesh_(std::move(mesh)) {}

std::optional<PointMeasures> Remeasurer::place(const CropPixels& crop, const ObservationRow& row,
                                               Landmarks& landmarks) {
    const GrayView luma{crop.data(), crop_side, crop_side, crop_side};
    std::optional<PointMeasures> best;
    int nearest = 0;
    for (const Start& start : starts) {
        std::optional<Placement> placed = landmarks.place(luma, landmarks.region_in(box_at(start), 0));
        for (int turn = 1; placed && turn < turns; ++turn)
            placed = landmarks.place(luma, placed->next);
        if (!placed || !plausible(placed->points) || distance_of_eyes(placed->points) >= eyes_off) continue;
        const PointMeasures measures = measures_of(placed->points);
        const int off = difference(measures, row);
        if (best && off >= nearest) continue;
        nearest = off;
        best = measures;
    }
    return best;
}

CropMeasures Remeasurer::measure(const CropPixels& crop, const ObservationRow& row) {
    ObservationRow own;
    assess(crop, own);
    CropMeasures measures;
    measures.brightness = own.brightness;
    measures.sharpness_milli = own.sharpness_milli;
    const GrayView luma{crop.data(), crop_side, crop_side, crop_side};
    measures.skin_luma = {mean_luma(luma, forehead_patch), mean_luma(luma, cheek_right_patch),
                          mean_luma(luma, cheek_left_patch)};
    Landmarks* landmarks = row.source == PointSource::face_mesh ? mesh_.get() : forest_.get();
    measures.looked_for_points = landmarks != nullptr && row.source != PointSource::none;
    if (measures.looked_for_points) measures.points = place(crop, row, *landmarks);
    return measures;
}

}  // namespace verikiosk::vision
