// SPDX-License-Identifier: Apache-2.0
#include "vision/face/analyser.hpp"

#include <filesystem>
#include <fstream>
#include <random>

#include "tests/support/check.hpp"
#include "tests/unit/vision/faces.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("analyser");

namespace {

struct Models {
    std::unique_ptr<vision::Analyser> analyser = must(vision::make_analyser({}));
    std::unique_ptr<vision::Detector> detector = must(vision::make_detector({}));
};

/// Loaded once. Every story begins with nobody followed.
Models& models() {
    static Models loaded;
    loaded.analyser->reset();
    return loaded;
}

vision::FrameStamp stamp(std::uint64_t sequence) {
    return {sequence, from_nanoseconds(static_cast<std::int64_t>(sequence) * 33'333'333), 8ms, 2.5F};
}

Picture noise(int width, int height) {
    Picture picture(width, height, 0);
    std::mt19937 random(3);
    for (auto& pixel : picture.pixels)
        pixel = static_cast<std::uint8_t>(random() & 255U);
    return picture;
}

std::filesystem::path scratch(const char* name) {
    return std::filesystem::temp_directory_path() / (std::string("verikiosk_vision_") + name);
}

}  // namespace

STORY(a_missing_landmark_model_is_named_with_what_brings_it) {
    vision::ModelFiles files;
    files.landmarks = "/nowhere/points.forest";
    const auto analyser = vision::make_analyser(files);
    CHECK(!analyser);
    CHECK_EQUAL(analyser.error().code, Errc::not_found);
    CHECK_CONTAINS(analyser.error().what, "/nowhere/points.forest");
    CHECK_CONTAINS(analyser.error().what, "build Verikiosk again");
}

STORY(a_missing_cascade_is_named_with_its_package) {
    vision::ModelFiles files;
    files.second_detector = "/nowhere/cascade.xml";
    const auto detector = vision::make_detector(files);
    CHECK(!detector);
    CHECK_EQUAL(detector.error().code, Errc::not_found);
    CHECK_CONTAINS(detector.error().what, "/nowhere/cascade.xml");
    CHECK_CONTAINS(detector.error().what, "opencv-data");
}

STORY(files_that_are_no_models_are_refused) {
    const auto path = scratch("garbage");
    std::ofstream(path) << "this is neither a shape predictor nor a cascade";
    vision::ModelFiles files;
    files.landmarks = files.second_detector = path;
    const auto analyser = vision::make_analyser(files);
    const auto detector = vision::make_detector(files);
    std::filesystem::remove(path);
    CHECK(!analyser);
    CHECK_EQUAL(analyser.error().code, Errc::corrupt);
    CHECK(!detector);
    CHECK_EQUAL(detector.error().code, Errc::corrupt);
}

STORY(an_empty_room_is_nobody_and_is_looked_at_every_third_frame) {
    auto& [analyser, detector] = models();
    const Picture room = noise(1280, 720);
    vision::DetectionRequest request;
    int asked = 0;
    for (std::uint64_t i = 0; i < 30; ++i) {
        const Observation seen = analyser->analyse(room.view(), stamp(i));
        CHECK(!seen.row.has_face());
        CHECK_EQUAL(seen.row.faces, std::uint8_t{0});
        CHECK(analyser->crop() == nullptr);
        if (!analyser->wants_detection(room.view(), stamp(i), request)) continue;
        ++asked;
        analyser->land(detector->detect(request));
    }
    CHECK_EQUAL(asked, 10);
}

STORY(the_row_says_which_frame_it_is_of) {
    auto& [analyser, detector] = models();
    const Picture room(640, 360, 90);
    const ObservationRow row = analyser->analyse(room.view(), stamp(12)).row;
    CHECK_EQUAL(row.sequence, 12U);
    CHECK(row.time == stamp(12).time);
    CHECK_EQUAL(row.exposure_us, 8000U);
    CHECK_EQUAL(row.gain_milli, 2500U);
    CHECK_EQUAL(row.frame_width, std::uint16_t{640});
    CHECK_EQUAL(row.frame_height, std::uint16_t{360});
    CHECK(row.crop == Digest{});
}

STORY(detection_looks_at_a_small_picture_of_the_frames_own_shape) {
    auto& [analyser, detector] = models();
    struct Size {
        int width, height, small_width, small_height;
    };
    for (const Size size : {Size{1280, 720, 480, 270}, Size{1920, 1080, 480, 270}, Size{640, 480, 640, 480},
                            Size{400, 300, 400, 300}, Size{720, 1280, 151, 270}}) {
        analyser->reset();
        const Picture picture(size.width, size.height, 90);
        vision::DetectionRequest request;
        CHECK(analyser->wants_detection(picture.view(), stamp(1), request));
        CHECK_EQUAL(request.width, size.small_width);
        CHECK_EQUAL(request.height, size.small_height);
        CHECK_EQUAL(request.gray.size(), static_cast<std::size_t>(request.width * request.height));
        CHECK(std::abs(request.scale * static_cast<float>(request.height) - static_cast<float>(size.height)) <
              5);
    }
}

STORY(only_one_detection_is_under_way_at_a_time) {
    auto& [analyser, detector] = models();
    const Picture room(640, 360, 90);
    vision::DetectionRequest request;
    CHECK(analyser->wants_detection(room.view(), stamp(0), request));
    for (std::uint64_t i = 1; i < 40; ++i) {
        CHECK(!analyser->analyse(room.view(), stamp(i)).row.has_face());
        CHECK(!analyser->wants_detection(room.view(), stamp(i), request));
    }
    analyser->land({0, {}});
    CHECK(analyser->wants_detection(room.view(), stamp(40), request));
}

STORY(an_answer_from_before_a_reset_is_not_taken) {
    auto& [analyser, detector] = models();
    const Picture room(640, 360, 90);
    vision::DetectionRequest request;
    CHECK(analyser->wants_detection(room.view(), stamp(0), request));
    analyser->reset();
    CHECK(analyser->wants_detection(room.view(), stamp(9), request));
    analyser->land({0, {}});  // the first one's, late
    CHECK(!analyser->wants_detection(room.view(), stamp(10), request));
}

STORY(a_detector_that_claims_faces_on_a_wall_is_not_believed) {
    auto& [analyser, detector] = models();
    const Picture wall = noise(1280, 720);
    vision::DetectionRequest request;
    const auto infinite = std::numeric_limits<float>::infinity();
    const std::vector<Box> claims{{400, 200, 250, 250}, {-500, -500, 100, 100},  {0, 0, 0, 0},
                                  {10, 10, 1e9F, 1e9F}, {infinite, 0, 100, 100}, {1200, 650, 200, 200}};
    std::uint64_t frame = 0;
    for (const Box& claim : claims) {
        analyser->reset();
        CHECK(analyser->wants_detection(wall.view(), stamp(frame), request));
        analyser->land({frame, {{claim, 5.0F}}});
        CHECK(!analyser->analyse(wall.view(), stamp(++frame)).row.has_face());
    }
}

STORY(frames_too_small_to_look_at_are_nobody) {
    auto& [analyser, detector] = models();
    const Picture dot(8, 8, 90);
    vision::DetectionRequest request;
    CHECK(!analyser->analyse(dot.view(), stamp(0)).row.has_face());
    CHECK(!analyser->wants_detection(dot.view(), stamp(0), request));
}

STORY(a_request_that_does_not_hold_what_it_says_finds_nothing) {
    auto& [analyser, detector] = models();
    vision::DetectionRequest request;
    CHECK(detector->detect(request).faces.empty());
    request.width = 480;
    request.height = 270;
    request.gray.resize(100);
    CHECK(detector->detect(request).faces.empty());
}
