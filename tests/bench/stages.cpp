// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/stages.hpp"

#include <valgrind/callgrind.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "drivers/simulator/act.hpp"
#include "tests/bench/must.hpp"
#include "tests/bench/visit_log.hpp"
#include "vision/code/code_reader.hpp"
#include "vision/face/describe.hpp"
#include "vision/face/expression.hpp"
#include "vision/face/shrink.hpp"
#include "vision/face/sources.hpp"
#include "vision/liveness/judge/judge.hpp"
#include "vision/liveness/measure/meter.hpp"
#include "vision/models/model_folder.hpp"

namespace verikiosk::bench {
namespace {

constexpr int width = 1280;
constexpr int height = 720;

/// Where a drawn visitor stands, looking at the kiosk; or the room without them.
class Picture {
  public:
    explicit Picture(bool visitor_there) : luma_(std::size_t{width} * height), chroma_(luma_.size() / 2) {
        const simulator::Visitor visitor = simulator::draw_visitor(1);
        simulator::Renderer renderer(visitor.scene, width, height, 1);
        std::vector<std::unique_ptr<simulator::Figure>> people;
        people.push_back(std::make_unique<simulator::Figure>(visitor.person));
        simulator::Stance stance;
        stance.place = visitor.start;
        const std::size_t count = visitor_there ? 1 : 0;
        people.resize(count);
        renderer.render(0, people, {&stance, count}, nullptr, {luma_.data(), width, chroma_.data(), width});
    }
    [[nodiscard]] vision::GrayView luma() const { return {luma_.data(), width, width, height}; }
    [[nodiscard]] vision::ColourView colours() const {
        return {.luma = luma(),
                .cb = chroma_.data(),
                .cr = chroma_.data() + 1,
                .chroma_stride = width,
                .chroma_step = 2};
    }

  private:
    std::vector<std::uint8_t> luma_;
    std::vector<std::uint8_t> chroma_;
};

/// Counted once warm, under this name.
void count(const std::string& stage, const std::function<void()>& work) {
    work();
    CALLGRIND_ZERO_STATS;
    CALLGRIND_TOGGLE_COLLECT;
    for (int i = 0; i < stage_times; ++i)
        work();
    CALLGRIND_TOGGLE_COLLECT;
    CALLGRIND_DUMP_STATS_AT(stage.c_str());
}

/// The stages that hang on which models there are.
class Sources {
  public:
    Sources(const Picture& picture, const Picture& room, std::string ending, const vision::ModelFiles& files)
        : luma_(picture.luma()),
          colours_(picture.colours()),
          room_(room.luma()),
          ending_(std::move(ending)),
          detector_(must(vision::make_detector(files))),
          analyser_(must(vision::make_analyser(files))),
          landmarks_(must(vision::make_landmarks(files))),
          meter_(must(vision::make_meter(files))) {}

    void count_all() {
        require(analyser_->wants_detection(luma_, {}, request_), "no detection is due");
        vision::DetectionResult found = detector_->detect(request_);
        require(found.faces.size() == 1, "the drawn visitor is not found");
        count("detection_" + ending_, [&] { found = detector_->detect(request_); });
        analyser_->land(found);
        vision::DetectionRequest empty;
        require(vision::make_opencv_shrink()->shrink(room_, empty), "the room is not shrunk");
        empty.thorough = false;
        count("nobody_twice_" + ending_, [&] {
            for (int i = 0; i < 2; ++i)
                require(detector_->detect(empty).faces.empty(), "somebody is seen in an empty room");
        });
        const auto& face = found.faces[0];
        const auto region = landmarks_->region_in(face.box, face.angle);
        count("points_" + ending_,
              [&] { require(landmarks_->place(luma_, region).has_value(), "no points"); });
        count("frame_" + ending_,
              [&] { require(analyser_->analyse(luma_, next()).row.has_face(), "the face is lost"); });
        const Observation seen = analyser_->analyse(luma_, next());
        // The meter takes turns: after so many frames each has come as often as the others.
        constexpr int whole_turns = 24;
        count("meter_24_frames_" + ending_, [&] {
            for (int i = 0; i < whole_turns; ++i)
                require(meter_->measure(colours_, seen, 1) != LivenessMeasures{}, "nothing is measured");
        });
    }

  private:
    vision::FrameStamp next() {
        ++frame_;
        return {frame_, from_nanoseconds(static_cast<std::int64_t>(frame_) * 33'333'333), {}, 0};
    }

    vision::GrayView luma_;
    vision::ColourView colours_;
    vision::GrayView room_;
    std::string ending_;
    std::unique_ptr<vision::Detector> detector_;
    std::unique_ptr<vision::Analyser> analyser_;
    std::unique_ptr<vision::Landmarks> landmarks_;
    std::unique_ptr<vision::Meter> meter_;
    vision::DetectionRequest request_;
    std::uint64_t frame_ = 0;
};

/// Those that don't.
void count_common(const vision::GrayView& luma) {
    const auto shrink = vision::make_opencv_shrink();
    vision::DetectionRequest request;
    count("shrink", [&] { require(shrink->shrink(luma, request), "the picture is not shrunk"); });

    const auto detector = must(vision::make_detector({}));
    auto landmarks = must(vision::make_landmarks({}));
    const auto found = detector->detect(request);
    require(found.faces.size() == 1, "the drawn visitor is not found");
    vision::Follower follower(std::move(landmarks));
    const auto placed = follower.confirm(luma, found.faces[0]);
    require(placed.has_value(), "no points");
    vision::CropPixels crop{};
    count("crop", [&] { vision::cut_crop(luma, placed->axes, crop); });
    count("crop_digest", [&] { (void)vision::digest_of(crop); });
    Observation observation;
    observation.row.frame_width = width;
    observation.row.frame_height = height;
    observation.row.faces = 1;
    observation.row.track = 1;
    count("describe", [&] { vision::describe(*placed, follower.source(), crop, observation); });
    vision::ExpressionReader expression;
    count("expression", [&] { expression.read(observation); });
}

void count_code(const vision::GrayView& luma) {
    const auto reader = must(vision::make_code_reader());
    vision::PackedGray picture;
    require(vision::pack_for_codes(luma, picture), "the picture is not packed");
    count("code_four_looks", [&] {
        for (int i = 0; i < vision::code_look_kinds; ++i)
            (void)reader->look(picture);
    });
}

void count_judging() {
    const VisitLog log = log_of_a_visit();
    count("rejudge_30_seconds", [&] {
        const auto result = judge::rejudge(log.plan, log.evidence);
        require(result.challenges.front().judgement.outcome == Outcome::pass &&
                    result.passive.outcome == Outcome::pass,
                "the log is not judged");
    });
    count("passive_30_seconds",
          [&] { require(judge::judge_passive(log.evidence.rows).outcome == Outcome::pass, "no pass"); });
}

}  // namespace

void do_stages(const Files& files) {
    const Picture picture(true);
    const Picture room(false);
    count_common(picture.luma());
    count_code(picture.luma());
    count_judging();
    Sources(picture, room, "packaged", {}).count_all();
    if (files.models.empty()) return;
    vision::ModelFiles with_models;
    with_models.models = files.models;
    Sources(picture, room, "models", with_models).count_all();
}

}  // namespace verikiosk::bench
