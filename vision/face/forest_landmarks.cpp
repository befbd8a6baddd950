// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <system_error>
#include <utility>

#include "vision/face/analyser.hpp"
#include "vision/face/face_shape.hpp"
#include "vision/face/forest.hpp"
#include "vision/face/landmarks.hpp"

namespace verikiosk::vision {
namespace {

struct Numbered {
    PointName name;
    std::size_t part;
};

/// The 68 points of the iBUG 300-W mark-up; in an unmirrored picture its low numbers are the subject's right.
constexpr std::array ibug_68{
    Numbered{PointName::jaw_right, 0},
    Numbered{PointName::cheek_right, 4},
    Numbered{PointName::chin, 8},
    Numbered{PointName::cheek_left, 12},
    Numbered{PointName::jaw_left, 16},
    Numbered{PointName::brow_right_outer, 17},
    Numbered{PointName::brow_right_inner, 21},
    Numbered{PointName::brow_left_inner, 22},
    Numbered{PointName::brow_left_outer, 26},
    Numbered{PointName::nose_bridge, 27},
    Numbered{PointName::nose_tip, 30},
    Numbered{PointName::nostril_right, 31},
    Numbered{PointName::nose_base, 33},
    Numbered{PointName::nostril_left, 35},
    Numbered{PointName::eye_right_outer, 36},
    Numbered{PointName::eye_right_top_outer, 37},
    Numbered{PointName::eye_right_top_inner, 38},
    Numbered{PointName::eye_right_inner, 39},
    Numbered{PointName::eye_right_bottom_inner, 40},
    Numbered{PointName::eye_right_bottom_outer, 41},
    Numbered{PointName::eye_left_inner, 42},
    Numbered{PointName::eye_left_top_inner, 43},
    Numbered{PointName::eye_left_top_outer, 44},
    Numbered{PointName::eye_left_outer, 45},
    Numbered{PointName::eye_left_bottom_outer, 46},
    Numbered{PointName::eye_left_bottom_inner, 47},
    Numbered{PointName::mouth_right, 48},
    Numbered{PointName::lip_top_outer, 51},
    Numbered{PointName::mouth_left, 54},
    Numbered{PointName::lip_bottom_outer, 57},
    Numbered{PointName::lip_top_inner, 62},
    Numbered{PointName::lip_bottom_inner, 66},
};
static_assert(ibug_68.size() == static_cast<std::size_t>(PointName::count_));

bool usable(const Box& box, const GrayView& luma) {
    const bool finite =
        std::isfinite(box.x) && std::isfinite(box.y) && std::isfinite(box.width) && std::isfinite(box.height);
    const auto width = static_cast<float>(luma.width);
    const auto height = static_cast<float>(luma.height);
    return finite && box.width >= 8 && box.height >= 8 && box.width <= 2 * width &&
           box.height <= 2 * height && box.x < width && box.y < height && box.x + box.width > 0 &&
           box.y + box.height > 0;
}

// The model compares pixels by absolute differences, so that it loses faces in the dark, where the visitor
// has to hear that it is too dark and not that nobody is there: dark faces are read brighter, in 1/256.
unsigned gain_for(const GrayView& luma, const Box& box) {
    // A grid over the box, as far as it lies in the picture.
    constexpr int steps = 16;
    unsigned sum = 0;
    unsigned count = 0;
    for (int v = 0; v < steps; ++v) {
        const int y = static_cast<int>(box.y + box.height * (static_cast<float>(v) + 0.5F) / steps);
        for (int u = 0; u < steps; ++u) {
            const int x = static_cast<int>(box.x + box.width * (static_cast<float>(u) + 0.5F) / steps);
            if (x < 0 || y < 0 || x >= luma.width || y >= luma.height) continue;
            sum += luma.row(y)[x];
            ++count;
        }
    }
    // To the lower end of where well lit faces lie, without a step there; at most eight times, when noise
    // takes over.
    constexpr unsigned well_lit = 80;
    const unsigned mean = count > 0 ? std::max(sum / count, 1U) : well_lit;
    return std::clamp(256 * well_lit / mean, 256U, 8 * 256U);
}

class ForestLandmarks final : public Landmarks {
  public:
    explicit ForestLandmarks(ForestFile file) : forest_(std::move(file)) {}

    PointSource source() const override { return PointSource::ibug_68; }
    bool knows_faces() const override { return false; }
    // The model was trained on faces that are about upright, so it is always shown them as they are.
    Region region_in(const Box& box, float /*angle*/) const override {
        return {box.centre(), std::sqrt(std::max(box.width, 0.0F) * std::max(box.height, 0.0F)), 0};
    }

    std::optional<Placement> place(const GrayView& luma, const Region& region) override {
        const float half = region.side / 2;
        const Box box{region.centre.x - half, region.centre.y - half, region.side, region.side};
        if (!usable(box, luma)) return std::nullopt;
        const ForestShape shape = forest_.place(luma, {box.x, box.y}, region.side, gain_for(luma, box));
        Points points;
        for (const auto& [name, part] : ibug_68) {
            points[name] = {shape.x[part], shape.y[part]};
        }
        return Placement{points, region_in(detector_box(points), 0)};
    }

  private:
    Forest forest_;
};

}  // namespace

Result<std::unique_ptr<Landmarks>> make_forest_landmarks(const std::filesystem::path& model) {
    auto file = ForestFile::open(model);
    if (!file) return fail(std::move(file.error()));
    return std::make_unique<ForestLandmarks>(std::move(*file));
}

std::filesystem::path landmarks_beside_program() {
    std::error_code unreadable;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", unreadable);
    return (program.parent_path() / "../share/verikiosk/landmarks-68.forest").lexically_normal();
}

}  // namespace verikiosk::vision
