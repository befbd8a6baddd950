// SPDX-License-Identifier: Apache-2.0
#include "vision/face/quality.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace verikiosk::vision {
namespace {

// The inner face in the crop (eyes at 54 and 106, 56; chin near 152): between the temples, brows to chin.
// Hair, ears and background stay out.
constexpr int left = 34;
constexpr int right = 126;
constexpr int top = 40;
constexpr int bottom = 136;
constexpr int area = (right - left) * (bottom - top);

struct Light {
    std::array<int, 256> histogram{};
    std::int64_t right_half = 0;  // the subject's right, at the crop's left
    std::int64_t left_half = 0;
    [[nodiscard]] int percentile(int percent) const {
        int seen = 0;
        for (int value = 0; value < 256; ++value) {
            seen += histogram[static_cast<std::size_t>(value)];
            if (seen * 100 >= area * percent) return value;
        }
        return 255;
    }
};

Light light_of(const CropPixels& crop) {
    Light light;
    constexpr int middle_column = (left + right) / 2;
    for (int y = top; y < bottom; ++y) {
        const std::uint8_t* row = &crop[static_cast<std::size_t>(y) * crop_side];
        for (int x = left; x < right; ++x) {
            ++light.histogram[row[x]];
            (x < middle_column ? light.right_half : light.left_half) += row[x];
        }
    }
    return light;
}

/// Mean absolute Laplacian over the standard deviation: how much of the contrast there is stands in edges one
/// pixel wide. Dividing makes it independent of exposure.
int sharpness_of(const CropPixels& crop) {
    std::int64_t edges = 0;
    std::int64_t sum = 0;
    std::int64_t squares = 0;
    for (int y = top; y < bottom; ++y) {
        const std::uint8_t* row = &crop[static_cast<std::size_t>(y) * crop_side];
        for (int x = left; x < right; ++x) {
            const int value = row[x];
            edges += std::abs(4 * value - row[x - 1] - row[x + 1] - row[x - crop_side] - row[x + crop_side]);
            sum += value;
            squares += std::int64_t{value} * value;
        }
    }
    const double mean = static_cast<double>(sum) / area;
    const double deviation = std::sqrt(std::max(0.0, static_cast<double>(squares) / area - mean * mean));
    if (deviation < 1) return 0;
    return static_cast<int>(std::lround(static_cast<double>(edges) / area / deviation * 1000));
}

QualityComponents components_of(const Light& light) {
    QualityComponents components;
    int bright = 0;
    for (std::size_t value = quality::bright_luma; value < 256; ++value)
        bright += light.histogram[value];
    const auto [darker, lighter] = std::minmax(light.right_half, light.left_half);
    components.median_luma = static_cast<float>(light.percentile(50));
    components.over_exposure = static_cast<float>(bright) / area;
    components.illumination_uniformity =
        lighter > 0 ? static_cast<float>(darker) / static_cast<float>(lighter) : 1.0F;
    components.dynamic_range = static_cast<float>(light.percentile(95) - light.percentile(5));
    return components;
}

void assess_light(const QualityComponents& measured, Reasons& reasons) {
    if (measured.median_luma <= quality::dark_median) reasons.add(Reason::too_dark);
    if (measured.over_exposure >= quality::bright_share) reasons.add(Reason::too_bright);
    if (measured.illumination_uniformity < quality::uniformity) reasons.add(Reason::uneven_light);
    if (measured.dynamic_range < quality::dynamic_range) reasons.add(Reason::low_contrast);
}

void assess_face(const ObservationRow& row, Reasons& reasons) {
    if (std::abs(row.asymmetry_milli) > quality::asymmetry_milli ||
        std::abs(row.pitch_decideg) > quality::pitch_decideg) {
        reasons.add(Reason::head_turned);
    }
    if (std::abs(row.roll_decideg) > quality::roll_decideg) reasons.add(Reason::head_tilted);
    if (std::max(row.eye_left_milli, row.eye_right_milli) < quality::eye_open_milli) {
        reasons.add(Reason::eyes_closed);
    }
    if (row.mouth_open_milli > quality::mouth_open_milli) reasons.add(Reason::mouth_open);
    if (row.iod_decipx < quality::selfie_iod_decipx) reasons.add(Reason::low_resolution);
    // A twentieth of the box is left to the estimate of the hairline.
    const int slack_x = row.box_width / 20;
    const int slack_y = row.box_height / 20;
    if (row.box_x + slack_x < 0 || row.box_y + slack_y < 0 ||
        row.box_x + row.box_width - slack_x > row.frame_width ||
        row.box_y + row.box_height - slack_y > row.frame_height) {
        reasons.add(Reason::cropped);
    }
}

}  // namespace

QualityComponents assess(const CropPixels& crop, ObservationRow& row) {
    QualityComponents components = components_of(light_of(crop));
    row.brightness = static_cast<std::uint8_t>(components.median_luma);
    row.sharpness_milli = static_cast<std::uint16_t>(std::min(sharpness_of(crop), 65535));
    components.sharpness = static_cast<float>(row.sharpness_milli) / 1000;
    assess_light(components, row.quality);
    if (row.sharpness_milli < quality::sharpness_milli) row.quality.add(Reason::blurred);
    assess_face(row, row.quality);
    return components;
}

}  // namespace verikiosk::vision
