// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "drivers/display/video_display.hpp"
#include "drivers/simulator/simulated_camera.hpp"
#include "firmware/lab/cairo_overlay.hpp"
#include "firmware/runner/station.hpp"
#include "tests/faces/golden/golden.hpp"
#include "tests/support/check.hpp"
#include "vision/face/analyser.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using simulator::Cue;

GROUP("golden_drawn_visitors");

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t row_interval = 5;
constexpr std::uint64_t cue_frames = 60;
constexpr std::array cues{Cue::look_here, Cue::smile,     Cue::relax,     Cue::open_mouth,
                          Cue::relax,     Cue::turn_left, Cue::look_here, Cue::turn_right};

// The files are made on Debian 12. Room for other processors' and libraries' rounding: a point that falls a
// pixel further moves a face of 60 px between the eyes by this much.
const std::vector<Column> columns{
    {"faces", 0},         {"track", 0},          {"box_x", 3},        {"box_y", 3},
    {"box_width", 4},     {"box_height", 4},     {"iod", 1},          {"yaw", 3},
    {"pitch", 3},         {"roll", 1.5},         {"asymmetry", 0.06}, {"mouth_width", 0.03},
    {"mouth_open", 0.05}, {"corner_rise", 0.02}, {"eye_right", 0.04}, {"eye_left", 0.04},
    {"sharpness", 0.02},  {"brightness", 3},     {"smile", 0.15}};

GoldenRow row_of(const Observation& seen) {
    const ObservationRow& row = seen.row;
    const auto milli = [](auto value) { return static_cast<double>(value) / 1000; };
    const auto deci = [](auto value) { return static_cast<double>(value) / 10; };
    return {std::to_string(row.sequence),
            {static_cast<double>(row.faces), static_cast<double>(row.track), static_cast<double>(row.box_x),
             static_cast<double>(row.box_y), static_cast<double>(row.box_width),
             static_cast<double>(row.box_height), deci(row.iod_decipx), deci(row.yaw_decideg),
             deci(row.pitch_decideg), deci(row.roll_decideg), milli(row.asymmetry_milli),
             milli(row.mouth_width_milli), milli(row.mouth_open_milli), milli(row.corner_rise_milli),
             milli(row.eye_right_milli), milli(row.eye_left_milli), milli(row.sharpness_milli),
             static_cast<double>(row.brightness), static_cast<double>(seen.expression.smile)}};
}

/// A drawn visitor of this seed who smiles, opens the mouth and turns to both sides, before these eyes.
class Clip {
  public:
    Clip(std::uint64_t seed, const vision::ModelFiles& files)
        : analyser_(must(vision::make_analyser(files))), detector_(must(vision::make_detector(files))) {
        drivers::SimulatedCameraOptions options;
        options.visitor = simulator::draw_visitor(seed);
        options.behaviour.faultless = true;
        options.width = 640;
        options.height = 480;
        camera_ = must(drivers::make_simulated_camera(options));
        must(camera_->start());
    }

    /// Every so many frames; `picture` is called on each of them.
    template <class Picture>
    std::vector<GoldenRow> rows(const Picture& picture) {
        std::vector<GoldenRow> rows;
        for (std::uint64_t number = 0; number < cues.size() * cue_frames; ++number) {
            if (number % cue_frames == 0) camera_->cue(cues[number / cue_frames]);
            const auto frame = must(camera_->next(1s));
            const Observation seen = look(frame);
            if (number % row_interval != 0) continue;
            rows.push_back(row_of(seen));
            picture(rows.size() - 1, frame, seen);
        }
        return rows;
    }

  private:
    Observation look(const drivers::Frame& frame) {
        const auto& info = frame.info();
        const vision::GrayView luma = runner::luma_of(frame);
        const vision::FrameStamp stamp{info.sequence, info.sensor_time, info.exposure, info.gain};
        if (analyser_->wants_detection(luma, stamp, request_)) analyser_->land(detector_->detect(request_));
        return analyser_->analyse(luma, stamp);
    }

    std::unique_ptr<vision::Analyser> analyser_;
    std::unique_ptr<vision::Detector> detector_;
    std::unique_ptr<drivers::SimulatedCamera> camera_;
    vision::DetectionRequest request_;
};

void check_visitor(std::uint64_t seed, const std::string& source, const vision::ModelFiles& files) {
    const std::string file = "visitor_" + std::to_string(seed) + "." + source + ".tsv";
    const auto differences =
        against_golden(file, "frame", columns, Clip(seed, files).rows([](auto, const auto&, const auto&) {}));
    if (differences.empty()) return;
    // The same clip again, for a picture of the first row that differs.
    const fs::path picture = fs::current_path() / ("golden_difference_" + file + ".png");
    lab::Overlay overlay;
    (void)Clip(seed, files).rows([&](std::size_t row, const drivers::Frame& frame, const Observation& seen) {
        if (row != differences.front().row) return;
        std::vector<lab::AnalysedFace> faces;
        if (seen.row.has_face()) faces.push_back({seen, {}});
        must(drivers::write_png(picture, overlay.draw({file, true, 0, 0, frame, faces, {}})));
    });
    check_failed(golden_words(file, differences) + "\n  What is seen now: " + picture.string(),
                 std::source_location::current());
}

}  // namespace

STORY(drawn_visitors_are_measured_as_ever_with_what_is_packaged) {
    for (const std::uint64_t seed : {1U, 2U, 7U})
        check_visitor(seed, "packaged", {});
}

STORY(drawn_visitors_are_measured_as_ever_with_the_models) {
    const char* named = std::getenv("VERIKIOSK_MODELS");
    const char* source = std::getenv("VERIKIOSK_SOURCE");
    fs::path models =
        named != nullptr ? fs::path(named) : fs::path(source != nullptr ? source : ".") / "../shared/models";
    if (!fs::exists(models)) skip_story("no optional models: VERIKIOSK_MODELS names their folder");
    for (const std::uint64_t seed : {1U, 2U, 7U})
        check_visitor(seed, "models", {.models = models});
}
