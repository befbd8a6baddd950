// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "tests/bench/contender.hpp"
#include "tests/bench/must.hpp"
#include "vision/face/analyser.hpp"
#include "vision/models/model_folder.hpp"

namespace verikiosk::bench {
namespace {

/// Everything that a kiosk does with a frame until the session hears of it: analysis, the detection worker's
/// share, the digest of the crop. In one thread, so that a process's CPU time is all there is.
class Ours final : public Contender {
  public:
    Ours(const Files& files, bool models, bool every_frame) : every_frame_(every_frame) {
        vision::ModelFiles named;
        if (models) named.models = files.models;
        analyser_ = must(vision::make_analyser(named));
        detector_ = must(vision::make_detector(named));
    }

    bool look(const ClipFrame& frame) override {
        const vision::GrayView luma{frame.luma(), static_cast<std::size_t>(frame.width), frame.width,
                                    frame.height};
        const vision::FrameStamp stamp{
            frame.number, from_nanoseconds(1 + static_cast<std::int64_t>(frame.number) * 33'333'333), {}, 0};
        if (analyser_->wants_detection(luma, stamp, request_)) {
            analyser_->land(detector_->detect(request_));
        } else if (every_frame_ && !request_.gray.empty()) {
            sink_ += detector_->detect(request_).faces.size();
        }
        const Observation observation = analyser_->analyse(luma, stamp);
        if (const auto* crop = analyser_->crop()) sink_ += vision::digest_of(*crop)[0];
        return observation.row.has_face();
    }

  private:
    bool every_frame_;
    std::unique_ptr<vision::Analyser> analyser_;
    std::unique_ptr<vision::Detector> detector_;
    vision::DetectionRequest request_;
    std::size_t sink_ = 0;
};

}  // namespace

std::vector<Named> ours() {
    const auto form = [](bool models, bool every) {
        return [=](const Files& files) -> std::unique_ptr<Contender> {
            return std::make_unique<Ours>(files, models, every);
        };
    };
    return {
        {"ours", "Verikiosk, packaged sources", false, form(false, false)},
        {"ours-every-frame", "the same, detecting on every frame", false, form(false, true)},
        {"ours-models", "Verikiosk, YuNet and Face Mesh", true, form(true, false)},
    };
}

}  // namespace verikiosk::bench
