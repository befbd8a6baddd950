// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "drivers/camera/camera.hpp"
#include "drivers/display/display.hpp"
#include "tests/support/rows.hpp"
#include "vision/face/analyser.hpp"

/// Parts that a runner is connected to in tests, where the test decides what they see.
namespace verikiosk::tests {

/// A camera of plain gray frames, thirty a second on its own clock. Can be pulled out and put back, shown
/// something, and its picture moved where a test gives it room.
class PlainCamera final : public drivers::Camera {
  public:
    [[nodiscard]] const CameraInfo& info() const override { return info_; }
    [[nodiscard]] Result<void> start() override { return {}; }
    void stop() noexcept override {}
    [[nodiscard]] Result<drivers::Frame> next(Duration) override {
        if (unplugged) return fail(Errc::unavailable, "the camera is unplugged");
        if (frames_left == 0) return fail(Errc::ended, "no more frames");
        --frames_left;
        ++counters_.delivered;
        time_ += std::chrono::microseconds(33'333);
        drivers::FrameInfo info;
        info.sequence = ++sequence_;
        info.sensor_time = time_;
        info.width = info_.width;
        info.height = info_.height;
        info.format = drivers::PixelFormat::nv12;
        info.pan = lies;
        const auto stride = static_cast<std::size_t>(info_.width);
        return drivers::Frame(info, {drivers::Plane{luma_.data(), stride}, {chroma_.data(), stride}, {}},
                              std::make_shared<Owner>(), 0);
    }
    void pan(float at) override { lies.at = std::clamp(at, -lies.room, lies.room); }
    [[nodiscard]] std::uint32_t generation() const override { return times_returned; }
    [[nodiscard]] drivers::CameraCounters counters() const override { return counters_; }

    /// From now on the frames are this picture, of even width and height. What is held of earlier ones must
    /// not be looked at any more.
    void show(const vision::GrayView& picture) {
        info_.width = picture.width;
        info_.height = picture.height;
        luma_.assign(picture.data, picture.row(picture.height));
        chroma_.assign(luma_.size() / 2, 128);
    }

    Pan lies{};  ///< the picture
    bool unplugged = false;
    std::uint32_t times_returned = 0;
    int frames_left = 1'000'000;

  private:
    struct Owner final : drivers::BufferOwner {
        void requeue(std::uint32_t) noexcept override {}
    };
    CameraInfo info_{CameraKind::simulated, "plain", "plain test camera", 320, 180, 30, true, true, false, 0};
    std::vector<std::uint8_t> luma_ = std::vector<std::uint8_t>(320 * 180, 120);
    std::vector<std::uint8_t> chroma_ = std::vector<std::uint8_t>(320 * 90, 128);
    TimePoint time_{};
    std::uint64_t sequence_ = 0;
    drivers::CameraCounters counters_;
};

/// Sees what the test says. Crops differ from frame to frame, as a sensor's do.
class ScriptedAnalyser final : public vision::Analyser {
  public:
    [[nodiscard]] Observation analyse(const vision::GrayView&, const vision::FrameStamp& stamp) override {
        Observation observation;
        observation.row = sees(stamp.sequence, stamp.time);
        observation.row.crop = {};
        crop_.fill(static_cast<std::uint8_t>(stamp.sequence));
        if (!frozen) {
            crop_[0] = static_cast<std::uint8_t>(stamp.sequence >> 8U);
        } else {
            crop_.fill(7);
        }
        has_face_ = observation.row.has_face();
        return observation;
    }
    [[nodiscard]] const vision::CropPixels* crop() const override { return has_face_ ? &crop_ : nullptr; }
    [[nodiscard]] bool wants_detection(const vision::GrayView&, const vision::FrameStamp&,
                                       vision::DetectionRequest&) override {
        return false;
    }
    void land(const vision::DetectionResult&) override {}
    void reset() override { ++resets; }

    std::function<ObservationRow(std::uint64_t, TimePoint)> sees = neutral_row;
    bool frozen = false;
    int resets = 0;

  private:
    vision::CropPixels crop_{};
    bool has_face_ = false;
};

class BlindDetector final : public vision::Detector {
  public:
    [[nodiscard]] vision::DetectionResult detect(const vision::DetectionRequest& request) override {
        return {request.sequence, {}};
    }
};

class NullDisplay final : public drivers::Display {
  public:
    [[nodiscard]] int width() const override { return 640; }
    [[nodiscard]] int height() const override { return 640; }
    [[nodiscard]] Result<TimePoint> show(const drivers::Picture&, TimePoint now) override {
        ++shown;
        return now;
    }
    int shown = 0;
};

}  // namespace verikiosk::tests
