// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
#include <vector>

#include "drivers/simulator/act.hpp"
#include "tests/support/check.hpp"
#include "vision/face/analyser.hpp"
#include "vision/liveness/judge/thresholds.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using namespace verikiosk::simulator;

GROUP("simulated_visitor");

namespace {

constexpr int width = 1280;
constexpr int height = 720;
constexpr std::uint64_t seeds = 50;

/// The kiosk's eyes. Loading them takes longer than using them, so all visitors share a pair.
struct Eyes {
    std::unique_ptr<vision::Detector> detector = must(vision::make_detector({}));
    std::unique_ptr<vision::Analyser> analyser = must(vision::make_analyser({}));
};

/// A drawn visitor before them.
class Sitting {
  public:
    Sitting(std::uint64_t seed, Eyes& eyes)
        : visitor_(draw_visitor(seed)),
          renderer_(visitor_.scene, width, height, seed),
          luma_(static_cast<std::size_t>(width) * height),
          chroma_(luma_.size() / 2),
          eyes_(eyes) {
        people_.push_back(std::make_unique<Figure>(visitor_.person));
        stance_.place = visitor_.start;
        eyes_.analyser->reset();
    }

    /// Eases into the expression over a third of a second, holds it as long, and measures the last frame.
    const Observation& show(const simulator::Expression& wanted) {
        const simulator::Expression before = stance_.face;
        for (int i = 1; i <= 20; ++i) {
            const float t = std::min(static_cast<float>(i) / 10.0F, 1.0F);
            stance_.face.smile = simulator::mix(before.smile, wanted.smile, t);
            stance_.face.open_mouth = simulator::mix(before.open_mouth, wanted.open_mouth, t);
            stance_.face.blink_left = simulator::mix(before.blink_left, wanted.blink_left, t);
            stance_.face.blink_right = simulator::mix(before.blink_right, wanted.blink_right, t);
            look();
        }
        return seen_;
    }
    Point landmark(Landmark which) const {
        const PicturePoint p = people_[0]->landmark(which, renderer_.lens());
        return {p.x, p.y};
    }

  private:
    void look() {
        renderer_.render(static_cast<double>(frame_) / 30.0, people_, {&stance_, 1}, nullptr,
                         {luma_.data(), width, chroma_.data(), width});
        const vision::GrayView view{luma_.data(), width, width, height};
        const vision::FrameStamp stamp{
            frame_, from_nanoseconds(static_cast<std::int64_t>(frame_) * 33'333'333), {}, 0};
        vision::DetectionRequest request;
        seen_ = eyes_.analyser->analyse(view, stamp);
        if (eyes_.analyser->wants_detection(view, stamp, request))
            eyes_.analyser->land(eyes_.detector->detect(request));
        ++frame_;
    }

    Visitor visitor_;
    Renderer renderer_;
    std::vector<std::unique_ptr<Figure>> people_;
    Stance stance_;
    std::vector<std::uint8_t> luma_;
    std::vector<std::uint8_t> chroma_;
    Eyes& eyes_;
    Observation seen_;
    std::uint64_t frame_ = 0;
};

float median(std::vector<float> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0.0F : values[values.size() / 2];
}

// How far named points lie from where they were drawn, in inter-ocular distances: the median of eight.
float landmark_error(const Sitting& sitting, const Observation& seen) {
    constexpr std::array<std::pair<PointName, Landmark>, landmark_count> pairs{{
        {PointName::eye_right_outer, Landmark::eye_right_outer},
        {PointName::eye_right_inner, Landmark::eye_right_inner},
        {PointName::eye_left_inner, Landmark::eye_left_inner},
        {PointName::eye_left_outer, Landmark::eye_left_outer},
        {PointName::nose_tip, Landmark::nose_tip},
        {PointName::mouth_right, Landmark::mouth_right},
        {PointName::mouth_left, Landmark::mouth_left},
        {PointName::chin, Landmark::chin},
    }};
    const float iod = static_cast<float>(seen.row.iod_decipx) / 10.0F;
    std::vector<float> errors;
    for (const auto& [name, drawn] : pairs)
        errors.push_back(distance(seen.points[name], sitting.landmark(drawn)) / iod);
    return median(errors);
}

}  // namespace

STORY(simulated_visitor_is_found) {
    namespace limit = judge::threshold;
    std::vector<float> errors;
    Eyes eyes;
    int smiles = 0;
    int blinks = 0;
    int opens = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        Sitting sitting(seed, eyes);
        const Observation neutral = sitting.show({});
        if (!neutral.row.has_face())
            std::fprintf(stderr, "seed %d: not found, %d faces\n", static_cast<int>(seed),
                         int{neutral.row.faces});
        CHECK(neutral.row.has_face());
        CHECK_EQUAL(int{neutral.row.faces}, 1);
        errors.push_back(landmark_error(sitting, neutral));

        const ObservationRow smile = sitting.show({.smile = 0.85F}).row;
        const int gain =
            1000 * smile.mouth_width_milli / std::max<int>(neutral.row.mouth_width_milli, 1) - 1000;
        const int rise = smile.corner_rise_milli - neutral.row.corner_rise_milli;
        const bool smiled = gain >= limit::smile_width_gain_milli(PointSource::ibug_68) &&
                            rise >= limit::smile_corner_rise_milli &&
                            smile.mouth_open_milli < limit::mouth_open_milli;
        smiles += smiled ? 1 : 0;

        const ObservationRow blink = sitting.show({.blink_left = 1.0F, .blink_right = 1.0F}).row;
        const int open_eyes = neutral.row.eye_left_milli + neutral.row.eye_right_milli;
        const int shut_eyes = blink.eye_left_milli + blink.eye_right_milli;
        blinks += 10 * shut_eyes < 7 * open_eyes ? 1 : 0;

        const ObservationRow open = sitting.show({.open_mouth = 0.9F}).row;
        const int widened =
            1000 * open.mouth_width_milli / std::max<int>(neutral.row.mouth_width_milli, 1) - 1000;
        const bool opened = open.mouth_open_milli >= limit::mouth_open_milli &&
                            widened < limit::smile_width_gain_milli(PointSource::ibug_68);
        opens += opened ? 1 : 0;

        std::fprintf(stderr,
                     "seed %2d: off by %.3f; smile %+d wide, %+d up, %d open; eyes %d -> %d; open mouth %d, "
                     "%+d wide\n",
                     static_cast<int>(seed), static_cast<double>(errors.back()), gain, rise,
                     int{smile.mouth_open_milli}, open_eyes / 2, shut_eyes / 2, int{open.mouth_open_milli},
                     widened);
    }
    std::fprintf(stderr, "median error %.3f; %d smiles, %d blinks, %d open mouths of %d\n",
                 static_cast<double>(median(errors)), smiles, blinks, opens, static_cast<int>(seeds));
    CHECK(median(errors) < 0.05F);
    CHECK(*std::max_element(errors.begin(), errors.end()) < 0.12F);
    CHECK(smiles >= 49);
    CHECK(blinks >= 47);
    CHECK(opens >= 47);
}
