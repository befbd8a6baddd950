// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/watcher.hpp"

#include <utility>

#include "firmware/runner/station.hpp"
#include "vision/liveness/judge/judge.hpp"
#include "vision/models/model_folder.hpp"

namespace verikiosk::lab {
namespace {

// Ten seconds of a kiosk's camera: as long as a slow challenge.
constexpr std::size_t most_rows = 300;
// The meter looks at a piece of the face, or asks a model, on one call in so many (vision/liveness/measure):
// after these it has looked at everything.
constexpr int looks_at_all = 12;
// As many rows as the judgement wants of a measure (threshold::fewest_measures).
constexpr int rows_of_a_picture = 15;

std::optional<float> score_of(const std::vector<ObservationRow>& rows) {
    const auto alive = judge::alive_milli(rows);
    if (!alive) return std::nullopt;
    return static_cast<float>(*alive) / 1000;
}

}  // namespace

Result<Watcher> Watcher::make(const vision::ModelFiles& files) {
    auto analyser = vision::make_analyser(files);
    if (!analyser) return fail(analyser.error());
    auto detector = vision::make_detector(files);
    if (!detector) return fail(detector.error());
    auto meter = vision::make_meter(files);
    if (!meter) return fail(meter.error());
    return Watcher(std::move(*analyser), std::move(*detector), std::move(*meter));
}

void Watcher::begin() {
    analyser_->reset();
    rows_.clear();
}

Observation Watcher::see(const drivers::Frame& frame, std::uint64_t challenge) {
    const drivers::FrameInfo& info = frame.info();
    const vision::GrayView luma = runner::luma_of(frame);
    const vision::FrameStamp stamp{info.sequence, info.sensor_time, info.exposure, info.gain};
    if (analyser_->wants_detection(luma, stamp, request_)) analyser_->land(detector_->detect(request_));
    Observation seen = analyser_->analyse(luma, stamp);
    seen.row.liveness = meter_->measure(runner::colours_of(frame), seen, challenge);
    if (const vision::CropPixels* crop = analyser_->crop()) seen.row.crop = vision::digest_of(*crop);
    log(seen.row);
    return seen;
}

void Watcher::log(const ObservationRow& row) {
    if (!row.has_face()) return;
    if (!rows_.empty() && rows_.back().track != row.track) rows_.clear();
    if (rows_.size() == most_rows) rows_.erase(rows_.begin());
    rows_.push_back(row);
}

std::optional<float> Watcher::live() const {
    return score_of(rows_);
}

Result<PhotoWatcher> PhotoWatcher::make(const vision::ModelFiles& files) {
    auto analyser = vision::make_photo_analyser(files);
    if (!analyser) return fail(analyser.error());
    auto meter = vision::make_meter(files);
    if (!meter) return fail(meter.error());
    return PhotoWatcher(std::move(*analyser), std::move(*meter));
}

std::vector<AnalysedFace> PhotoWatcher::see(const drivers::Frame& frame) {
    std::vector<AnalysedFace> faces;
    for (const Observation& face : analyser_->analyse(runner::luma_of(frame))) {
        faces.push_back({face, live(frame, face)});
    }
    return faces;
}

std::optional<float> PhotoWatcher::live(const drivers::Frame& frame, const Observation& face) {
    std::vector<ObservationRow> rows;
    for (int i = 0; i < looks_at_all + rows_of_a_picture; ++i) {
        ObservationRow row = face.row;
        row.liveness = meter_->measure(runner::colours_of(frame), face, 0);
        if (i >= looks_at_all) rows.push_back(row);
    }
    return score_of(rows);
}

}  // namespace verikiosk::lab
