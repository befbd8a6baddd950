// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/fairness.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "drivers/simulator/parameters.hpp"
#include "drivers/simulator/renderer.hpp"

namespace verikiosk::lab {
namespace {

// A USB camera's picture; smaller faces than a kiosk's 720p has, so that differences show earlier.
constexpr int width = 640;
constexpr int height = 480;
constexpr int frames_a_second = 30;
// Exposure settles, and the visitor's own neutral face is known after half a second.
constexpr int neutral_frames = 20;
// A third of a second to smile and as long to hold it.
constexpr int smiling_frames = 20;
constexpr float a_smile = 0.85F;
// From here on it is a smile (firmware/domain/observation.hpp).
constexpr float smiling = 0.5F;

struct Kind {
    const char* what;
    std::string value;
    std::function<void(simulator::Visitor&)> make;
};

std::vector<Kind> kinds() {
    std::vector<Kind> all;
    for (int step = 1; step <= simulator::monk_steps; ++step) {
        all.push_back({"skin", "Monk " + std::to_string(step),
                       [step](simulator::Visitor& visitor) { visitor.person.skin = step; }});
    }
    for (const bool worn : {false, true}) {
        all.push_back({"glasses", worn ? "yes" : "no",
                       [worn](simulator::Visitor& visitor) { visitor.person.glasses = worn; }});
    }
    using simulator::Beard;
    for (const auto& [name, beard] :
         {std::pair{"none", Beard::none}, std::pair{"stubble", Beard::stubble},
          std::pair{"moustache", Beard::moustache}, std::pair{"full", Beard::full}}) {
        all.push_back(
            {"beard", name, [beard = beard](simulator::Visitor& visitor) { visitor.person.beard = beard; }});
    }
    for (const int lux : {30, 100, 300, 1000}) {
        all.push_back({"light", std::to_string(lux) + " lux", [lux](simulator::Visitor& visitor) {
                           visitor.scene.ambient_lux = static_cast<float>(lux);
                       }});
    }
    return all;
}

/// The kiosk's eyes, and visitors before them. Loading the eyes takes longer than using them.
class Booth {
  public:
    Booth(std::unique_ptr<vision::Analyser> analyser, std::unique_ptr<vision::Detector> detector)
        : analyser_(std::move(analyser)),
          detector_(std::move(detector)),
          luma_(std::size_t{width} * height),
          chroma_(luma_.size() / 2) {}

    void receive(const simulator::Visitor& visitor, FairnessGroup& group) {
        analyser_->reset();
        frame_ = 0;
        simulator::Renderer renderer(visitor.scene, width, height, visitor.seed);
        std::vector<std::unique_ptr<simulator::Figure>> people;
        people.push_back(std::make_unique<simulator::Figure>(visitor.person));
        simulator::Stance stance;
        stance.place = visitor.start;
        Observation seen;
        for (int i = 0; i < neutral_frames; ++i)
            seen = look(renderer, people, stance);
        ++group.all;
        if (!seen.row.has_face()) return;
        ++group.found;
        if (seen.expression.smile >= smiling) ++group.false_smiles;
        for (int i = 1; i <= smiling_frames; ++i) {
            stance.face.smile = a_smile * std::min(1.0F, 2.0F * static_cast<float>(i) / smiling_frames);
            seen = look(renderer, people, stance);
        }
        if (seen.row.has_face() && seen.expression.smile >= smiling) ++group.smiles;
    }

  private:
    Observation look(simulator::Renderer& renderer,
                     const std::vector<std::unique_ptr<simulator::Figure>>& people,
                     const simulator::Stance& stance) {
        renderer.render(static_cast<double>(frame_) / frames_a_second, people, {&stance, 1}, nullptr,
                        {luma_.data(), width, chroma_.data(), width});
        const vision::GrayView view{luma_.data(), width, width, height};
        const vision::FrameStamp stamp{
            frame_,
            from_nanoseconds(static_cast<std::int64_t>(frame_) * 1'000'000'000 / frames_a_second),
            {},
            0};
        ++frame_;
        if (analyser_->wants_detection(view, stamp, request_)) analyser_->land(detector_->detect(request_));
        return analyser_->analyse(view, stamp);
    }

    std::unique_ptr<vision::Analyser> analyser_;
    std::unique_ptr<vision::Detector> detector_;
    std::vector<std::uint8_t> luma_;
    std::vector<std::uint8_t> chroma_;
    vision::DetectionRequest request_;
    std::uint64_t frame_ = 0;
};

}  // namespace

Result<std::vector<FairnessGroup>> measure_fairness(const FairnessOptions& options) {
    auto analyser = vision::make_analyser(options.models);
    if (!analyser) return fail(analyser.error());
    auto detector = vision::make_detector(options.models);
    if (!detector) return fail(detector.error());
    Booth booth(std::move(*analyser), std::move(*detector));
    std::vector<FairnessGroup> groups;
    for (const Kind& kind : kinds()) {
        FairnessGroup& group = groups.emplace_back();
        group.what = kind.what;
        group.value = kind.value;
        for (int seed = 1; seed <= options.visitors; ++seed) {
            simulator::Visitor visitor = simulator::draw_visitor(static_cast<std::uint64_t>(seed));
            kind.make(visitor);
            booth.receive(visitor, group);
        }
    }
    return groups;
}

}  // namespace verikiosk::lab
