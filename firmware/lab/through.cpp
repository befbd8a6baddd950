// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/through.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "drivers/simulator/simulated_camera.hpp"
#include "firmware/runner/station.hpp"

namespace verikiosk::lab {
namespace {

using simulator::Picture;
using simulator::Rect;

constexpr int longest_side = 8192;
constexpr Duration frame_time{33'333'333};
// Looking for a face in a picture that has none takes a fifth of a second.
constexpr std::uint64_t between_looks = 5;

using Codes = std::array<std::uint8_t, 256>;

/// The simulator's codes, which are video's: black and white at `low` and `high`.
Codes codes_of(bool full_range, int low, int high) {
    Codes codes{};
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const int code = static_cast<int>(i);
        codes[i] = static_cast<std::uint8_t>(full_range ? low + (code * (high - low) + 127) / 255 : code);
    }
    return codes;
}

Picture picture_of(const drivers::Frame& frame) {
    const vision::ColourView from = runner::colours_of(frame);
    Picture picture(from.luma.width, from.luma.height);
    const auto width = static_cast<std::size_t>(picture.width());
    const Codes lumas = codes_of(frame.info().full_range, 16, 235);
    const Codes chromas = codes_of(frame.info().full_range, 16, 240);
    const simulator::FrameMemory to = picture.memory();
    for (int y = 0; y < picture.height(); ++y) {
        std::uint8_t* row = to.luma + static_cast<std::size_t>(y) * to.luma_stride;
        for (std::size_t x = 0; x < width; ++x)
            row[x] = lumas[from.luma.row(y)[x]];
    }
    for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height()) / 2; ++y) {
        std::uint8_t* row = to.chroma + y * to.chroma_stride;
        for (std::size_t x = 0; x < width / 2; ++x) {
            const std::size_t at = y * from.chroma_stride + x * from.chroma_step;
            row[2 * x] = chromas[from.cb[at]];
            row[2 * x + 1] = chromas[from.cr[at]];
        }
    }
    return picture;
}

/// The largest face's, brows to chin.
std::optional<Rect> face_of(const drivers::Frame& frame, vision::PhotoAnalyser& faces) {
    const auto found = faces.analyse(runner::luma_of(frame));
    if (found.empty()) return std::nullopt;
    const Box& box = found.front().box;
    const auto whole = [](float value) { return static_cast<int>(std::lround(value)); };
    return Rect{whole(box.x), whole(box.y), whole(box.x + box.width), whole(box.y + box.height)};
}

class Through final : public ThroughCamera {
  public:
    Through(std::unique_ptr<drivers::Camera> source, const ThroughOptions& options)
        : source_(std::move(source)), options_(options) {}

    Result<void> prepare(vision::PhotoAnalyser& faces) {
        auto first = first_face(faces);
        if (!first) return fail(first.error());
        began_ = last_ = first->info().sensor_time;
        auto act = simulator::make_recapture(options_.medium, framed(*first), options_.skill, options_.seed);
        shown_ = act.get();
        shown_->cue(simulator::Cue::look_here);
        drivers::SimulatedCameraOptions camera;
        camera.visitor = simulator::draw_visitor(options_.seed);
        auto made = drivers::make_simulated_camera(camera, std::move(act));
        if (!made) return fail(made.error());
        camera_ = std::move(*made);
        // The source has few buffers.
        *first = drivers::Frame();
        return advance();
    }

    void cue(simulator::Cue asked) override { shown_->cue(asked); }
    [[nodiscard]] const CameraInfo& info() const override { return camera_->info(); }
    [[nodiscard]] Result<void> start() override { return camera_->start(); }
    void stop() noexcept override { camera_->stop(); }
    [[nodiscard]] std::uint32_t generation() const override { return camera_->generation(); }
    [[nodiscard]] drivers::CameraCounters counters() const override { return camera_->counters(); }

    [[nodiscard]] Result<drivers::Frame> next(Duration limit) override {
        const TimePoint now = began_ + frame_time * frames_;
        while (coming_ && coming_->info().sensor_time <= now) {
            last_ = coming_->info().sensor_time;
            shown_->show(framed(*coming_));
            if (auto advanced = advance(); !advanced) return fail(advanced.error());
        }
        const Duration shown = last_ > began_ ? frame_time : options_.still;
        if (!coming_ && now + frame_time / 2 >= last_ + shown)
            return fail(Errc::ended, "the recording is over");
        ++frames_;
        return camera_->next(limit);
    }

  private:
    /// The next of the source's pictures; none after the last.
    Result<void> advance() {
        coming_.reset();
        auto next = source_->next(10s);
        if (!next && next.error().code == Errc::ended) return {};
        if (!next) return fail(next.error());
        coming_ = std::move(*next);
        return {};
    }

    Result<drivers::Frame> first_face(vision::PhotoAnalyser& faces) {
        for (std::uint64_t i = 0;; ++i) {
            auto frame = source_->next(10s);
            if (!frame && frame.error().code == Errc::ended)
                return fail(Errc::not_found, "there is no face to hold up");
            if (!frame) return frame;
            if (std::max(frame->info().width, frame->info().height) > longest_side)
                return fail(Errc::too_large, "pictures of more than 8192 pixels a side can't be held up");
            if (i % between_looks != 0) continue;
            if (const auto face = face_of(*frame, faces)) {
                face_ = *face;
                return frame;
            }
        }
    }

    [[nodiscard]] Picture framed(const drivers::Frame& frame) const {
        return simulator::framed_for(options_.medium, picture_of(frame), face_);
    }

    std::unique_ptr<drivers::Camera> source_;
    ThroughOptions options_;
    Rect face_{};
    std::unique_ptr<drivers::SimulatedCamera> camera_;
    simulator::Recapture* shown_ = nullptr;  // the camera's
    std::optional<drivers::Frame> coming_;
    TimePoint began_{};
    TimePoint last_{};  // of the picture that is shown
    std::int64_t frames_ = 0;
};

}  // namespace

Result<std::unique_ptr<ThroughCamera>> put_through(std::unique_ptr<drivers::Camera> source,
                                                   vision::PhotoAnalyser& faces,
                                                   const ThroughOptions& options) {
    auto camera = std::make_unique<Through>(std::move(source), options);
    if (auto ready = camera->prepare(faces); !ready) return fail(ready.error());
    return camera;
}

}  // namespace verikiosk::lab
