// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "drivers/frame.hpp"
#include "firmware/domain/error.hpp"
#include "firmware/domain/observation.hpp"
#include "firmware/lab/analysis_output.hpp"
#include "vision/face/photo.hpp"
#include "vision/liveness/measure/meter.hpp"

namespace verikiosk::lab {

/// Looks at a recording's frames as a kiosk does in lockstep, and keeps its log. One thread.
class Watcher {
  public:
    [[nodiscard]] static Result<Watcher> make(const vision::ModelFiles& files);

    /// Another recording.
    void begin();
    /// The next frame's row, whole: liveness and the crop's digest are in it. `challenge` as Meter takes it.
    [[nodiscard]] Observation see(const drivers::Frame& frame, std::uint64_t challenge = 0);
    /// Of the face that is followed, the latest ten seconds at most.
    [[nodiscard]] const std::vector<ObservationRow>& rows() const { return rows_; }
    /// The passive judgement's score of these rows, 0 (an attack) .. 1 (alive), from a half on no attack
    /// (judge::alive_milli); empty where it can't say.
    [[nodiscard]] std::optional<float> live() const;

  private:
    Watcher(std::unique_ptr<vision::Analyser> analyser, std::unique_ptr<vision::Detector> detector,
            std::unique_ptr<vision::Meter> meter)
        : analyser_(std::move(analyser)), detector_(std::move(detector)), meter_(std::move(meter)) {}
    void log(const ObservationRow& row);

    std::unique_ptr<vision::Analyser> analyser_;
    std::unique_ptr<vision::Detector> detector_;
    std::unique_ptr<vision::Meter> meter_;
    vision::DetectionRequest request_;
    std::vector<ObservationRow> rows_;
};

/// Looks at photos one by one. One thread.
class PhotoWatcher {
  public:
    [[nodiscard]] static Result<PhotoWatcher> make(const vision::ModelFiles& files);
    /// Largest first.
    [[nodiscard]] std::vector<AnalysedFace> see(const drivers::Frame& frame);

  private:
    PhotoWatcher(std::unique_ptr<vision::PhotoAnalyser> analyser, std::unique_ptr<vision::Meter> meter)
        : analyser_(std::move(analyser)), meter_(std::move(meter)) {}
    [[nodiscard]] std::optional<float> live(const drivers::Frame& frame, const Observation& face);

    std::unique_ptr<vision::PhotoAnalyser> analyser_;
    std::unique_ptr<vision::Meter> meter_;
};

}  // namespace verikiosk::lab
