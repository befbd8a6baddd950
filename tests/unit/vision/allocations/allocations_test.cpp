// SPDX-License-Identifier: Apache-2.0
// What one frame costs the heap. The detector works on another thread and every twentieth frame; it is not
// counted.
#include <iostream>
#include <vector>

#include "drivers/simulator/simulated_camera.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/vision/allocations/counting.hpp"
#include "vision/face/analyser.hpp"
#include "vision/liveness/measure/meter.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("allocations");

namespace {

constexpr int warm_up = 60;  // three detections, and a smile's history
constexpr int counted = 60;

/// Somebody in front of a kiosk, seen with the packaged sources.
class Watch {
  public:
    Watch() { must(camera_->start()); }

    int look() {
        const auto frame = must(camera_->next(1s));
        const auto& info = frame.info();
        const vision::GrayView luma{frame.plane(0).data, frame.plane(0).stride, info.width, info.height};
        const vision::ColourView picture{luma, frame.plane(1).data, frame.plane(1).data + 1,
                                         frame.plane(1).stride, 2};
        const vision::FrameStamp stamp{info.sequence, info.sensor_time, info.exposure, info.gain};
        vision::DetectionResult found;
        if (counting_) count_allocations();
        const bool wanted = analyser_->wants_detection(luma, stamp, request_);
        if (counting_) take();
        if (wanted) found = detector_->detect(request_);
        if (counting_) count_allocations();
        if (wanted) analyser_->land(found);
        const Observation seen = analyser_->analyse(luma, stamp);
        (void)meter_->measure(picture, seen, 1);
        const bool followed = seen.row.has_face();
        if (counting_) take();
        return followed ? 1 : 0;
    }
    void count() { counting_ = true; }
    [[nodiscard]] const Allocations& all() const { return all_; }

  private:
    void take() {
        const Allocations more = counted_allocations();
        all_.ours += more.ours;
        all_.theirs += more.theirs;
        for (const auto& [caller, times] : more.by_caller)
            all_.by_caller[caller] += times;
    }

    std::unique_ptr<drivers::SimulatedCamera> camera_ = must(drivers::make_simulated_camera({}));
    std::unique_ptr<vision::Analyser> analyser_ = must(vision::make_analyser({}));
    std::unique_ptr<vision::Detector> detector_ = must(vision::make_detector({}));
    std::unique_ptr<vision::Meter> meter_ = must(vision::make_meter({}));
    vision::DetectionRequest request_;
    bool counting_ = false;
    Allocations all_;
};

}  // namespace

STORY(whoever_asks_for_memory_is_counted_and_named) {
    count_allocations();
    auto numbers = std::make_unique<std::vector<int>>(100);
    Allocations seen = counted_allocations();
    CHECK_EQUAL(seen.ours, 2U);
    CHECK_EQUAL(seen.theirs, 0U);
    numbers->push_back(1);  // nobody counts any more
    count_allocations();
    seen = counted_allocations();
    CHECK_EQUAL(seen.ours + seen.theirs, 0U);
}

STORY(a_frame_of_a_followed_face_asks_for_no_memory_of_ours_once_warm) {
    Watch watch;
    for (int i = 0; i < warm_up; ++i)
        (void)watch.look();
    watch.count();
    int followed = 0;
    for (int i = 0; i < counted; ++i)
        followed += watch.look();
    CHECK_EQUAL(followed, counted);
    std::cout << counted << " frames: " << watch.all().ours << " allocations of ours, " << watch.all().theirs
              << " of the libraries'\n";
    for (const auto& [caller, times] : watch.all().by_caller)
        std::cout << "  " << times << "  " << caller << '\n';
    CHECK_EQUAL(watch.all().ours, 0U);
}
