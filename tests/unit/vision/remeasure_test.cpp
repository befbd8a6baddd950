// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/measure/remeasure.hpp"

#include <cstdlib>
#include <vector>

#include "drivers/simulator/act.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("remeasure");

namespace {

constexpr int width = 1280;
constexpr int height = 720;

/// A frame's row and its crop.
struct Seen {
    ObservationRow row;
    vision::CropPixels crop{};
};

/// A drawn visitor before the kiosk's eyes.
class Sitting {
  public:
    explicit Sitting(std::uint64_t seed)
        : visitor_(simulator::draw_visitor(seed)), renderer_(visitor_.scene, width, height, seed) {
        people_.push_back(std::make_unique<simulator::Figure>(visitor_.person));
        stance_.place = visitor_.start;
    }

    /// Takes this expression and this yaw (degrees) within a third of a second.
    Seen show(const simulator::Expression& face, float yaw) {
        const simulator::Stance before = stance_;
        Observation last;
        for (int i = 1; i <= 15; ++i) {
            const float part = std::min(static_cast<float>(i) / 10, 1.0F);
            stance_.face.smile = simulator::mix(before.face.smile, face.smile, part);
            stance_.place.yaw = simulator::mix(before.place.yaw, yaw, part);
            last = look();
        }
        CHECK(last.row.has_face() && analyser_->crop() != nullptr);
        return {last.row, *analyser_->crop()};
    }

  private:
    Observation look() {
        renderer_.render(static_cast<double>(frame_) / 30, people_, {&stance_, 1}, nullptr,
                         {luma_.data(), width, chroma_.data(), width});
        const vision::GrayView view{luma_.data(), width, width, height};
        const vision::FrameStamp stamp{
            frame_, from_nanoseconds(static_cast<std::int64_t>(frame_) * 33'333'333), {}, 0};
        const Observation seen = analyser_->analyse(view, stamp);
        if (vision::DetectionRequest request; analyser_->wants_detection(view, stamp, request))
            analyser_->land(detector_->detect(request));
        ++frame_;
        return seen;
    }

    simulator::Visitor visitor_;
    simulator::Renderer renderer_;
    std::vector<std::unique_ptr<simulator::Figure>> people_;
    simulator::Stance stance_;
    std::vector<std::uint8_t> luma_ = std::vector<std::uint8_t>(std::size_t{width} * height);
    std::vector<std::uint8_t> chroma_ = std::vector<std::uint8_t>(std::size_t{width} * height / 2);
    std::unique_ptr<vision::Detector> detector_ = must(vision::make_detector({}));
    std::unique_ptr<vision::Analyser> analyser_ = must(vision::make_analyser({}));
    std::uint64_t frame_ = 0;
};

bool near(int row, int crop, int most) {
    return std::abs(row - crop) <= most;
}

/// Neutral, smiling, turned to the picture's right.
struct Visit {
    explicit Visit(std::uint64_t seed) {
        Sitting sitting(seed);
        neutral = sitting.show({}, 0);
        simulator::Expression smile;
        smile.smile = 1;
        smiling = sitting.show(smile, 0);
        turned = sitting.show({}, 18);
    }
    Seen neutral;
    Seen smiling;
    Seen turned;
};

STORY(what_a_crop_shows_is_measured_on_it_as_it_was_on_the_frame) {
    vision::Remeasurer remeasurer = vision::Remeasurer::make({});
    for (const std::uint64_t seed : {3U, 8U, 21U}) {
        const Visit visit(seed);
        for (const Seen* seen : {&visit.neutral, &visit.smiling, &visit.turned}) {
            const CropMeasures crop = remeasurer.measure(seen->crop, seen->row);
            CHECK_EQUAL(crop.brightness, seen->row.brightness);
            CHECK_EQUAL(crop.sharpness_milli, seen->row.sharpness_milli);
            CHECK(crop.points.has_value());
            const int aside = std::abs(seen->row.asymmetry_milli);
            CHECK(near(seen->row.asymmetry_milli, crop.points->asymmetry_milli, 140 + aside / 2));
            CHECK(near(seen->row.mouth_width_milli, crop.points->mouth_width_milli, 120 + aside / 4));
            CHECK(near(seen->row.eye_left_milli, crop.points->eye_left_milli, 100 + aside / 5));
        }
    }
}

STORY(a_crop_of_another_moment_gives_another_row_away) {
    vision::Remeasurer remeasurer = vision::Remeasurer::make({});
    const Visit visit(3);
    const CropMeasures smile = remeasurer.measure(visit.neutral.crop, visit.smiling.row);
    CHECK(smile.points.has_value());
    CHECK(!near(visit.smiling.row.mouth_width_milli, smile.points->mouth_width_milli, 120));
    const CropMeasures turn = remeasurer.measure(visit.neutral.crop, visit.turned.row);
    CHECK(turn.points.has_value());
    const int aside = visit.turned.row.asymmetry_milli;
    CHECK(!near(aside, turn.points->asymmetry_milli, 140 + std::abs(aside) / 2));
    CHECK(smile.sharpness_milli != visit.smiling.row.sharpness_milli);
}

STORY(a_wall_is_no_face_and_without_a_source_nobody_looks) {
    vision::Remeasurer remeasurer = vision::Remeasurer::make({});
    vision::CropPixels wall{};
    wall.fill(120);
    ObservationRow by_forest;
    by_forest.source = PointSource::ibug_68;
    ObservationRow by_mesh;
    by_mesh.source = PointSource::face_mesh;
    const CropMeasures measures = remeasurer.measure(wall, by_forest);
    CHECK_EQUAL(measures.brightness, 120);
    CHECK(measures.looked_for_points);
    CHECK_EQUAL(measures.skin_luma[0], 120 * 16);
    CHECK(!remeasurer.measure(wall, by_mesh).looked_for_points);

    vision::ModelFiles nowhere;
    nowhere.landmarks = "/nowhere/landmarks";
    std::string missing;
    vision::Remeasurer blind = vision::Remeasurer::make(nowhere, &missing);
    CHECK_CONTAINS(missing, "/nowhere/landmarks");
    CHECK(!blind.measure(wall, by_forest).looked_for_points);
}

}  // namespace
