// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "drivers/clock/clock.hpp"
#include "tests/support/stand_ins.hpp"

/// The parts around a device's threads, each doing as the test's own thread tells it.
namespace verikiosk::tests {

class NoKeystore final : public drivers::Keystore {
  public:
    Result<drivers::Signature> sign(ByteView) override { return drivers::Signature{}; }
    [[nodiscard]] const Bytes& certificate() const override { return certificate_; }

  private:
    Bytes certificate_{1, 2, 3};
};

/// Opens a session for any code and verifies whatever comes.
class KindBackend final : public net::BackendClient {
  public:
    Result<OpenedSession> redeem(const std::string&, const CameraInfo&, std::optional<Duration>) override {
        OpenedSession opened{centre_and_smile(), {1}, "Dana Example", true, {}};
        opened.plan.challenges[0].hold = 200ms;
        opened.plan.challenges[1].hold = 100ms;
        return opened;
    }
    Result<Receipt> put_evidence(const SessionId& session, ByteView) override {
        ++received;
        Receipt receipt;
        receipt.session = session;
        receipt.decision = Decision::verified;
        return receipt;
    }
    Result<void> ping() override { return {}; }
    std::atomic<int> received{0};
};

/// A camera that keeps its own pace on the boot clock, a hundred frames a second.
class PacedCamera final : public drivers::Camera {
  public:
    [[nodiscard]] const CameraInfo& info() const override { return plain_.info(); }
    Result<void> start() override { return {}; }
    void stop() noexcept override {}
    Result<drivers::Frame> next(Duration limit) override {
        std::this_thread::sleep_for(std::min<Duration>(limit, 10ms));
        if (unplugged) return fail(Errc::unavailable, "unplugged");
        auto frame = plain_.next(limit);
        drivers::FrameInfo info = frame->info();
        info.sensor_time = clock_.now();
        return drivers::Frame(info, {frame->plane(0), frame->plane(1), {}}, std::make_shared<Nothing>(), 0);
    }
    void pan(float at) override {
        plain_.pan(at);
        lowest = std::max(lowest.load(), plain_.lies.at);
    }
    void show(const vision::GrayView& picture) { plain_.show(picture); }
    void give_room(float room) { plain_.lies.room = room; }
    [[nodiscard]] std::uint32_t generation() const override { return generation_; }
    [[nodiscard]] drivers::CameraCounters counters() const override { return plain_.counters(); }
    std::atomic<bool> unplugged{false};
    std::atomic<std::uint32_t> generation_{0};
    std::atomic<float> lowest{0};  ///< where its picture has been

  private:
    struct Nothing final : drivers::BufferOwner {
        void requeue(std::uint32_t) noexcept override {}
    };
    PlainCamera plain_;
    drivers::SystemClock clock_;
};

/// Looks until it is let go.
class SlowDetector final : public vision::Detector {
  public:
    vision::DetectionResult detect(const vision::DetectionRequest& request) override {
        while (stuck)
            std::this_thread::sleep_for(5ms);
        return {request.sequence, {}};
    }
    std::atomic<bool> stuck{false};
};

/// Sees no code, and counts how often it looks.
class BlindReader final : public vision::CodeReader {
  public:
    std::optional<std::string> look(const vision::PackedGray&) override {
        ++looks;
        return std::nullopt;
    }
    std::atomic<int> looks{0};
};

/// A display that can be pulled out.
class LooseDisplay final : public drivers::Display {
  public:
    [[nodiscard]] int width() const override { return 640; }
    [[nodiscard]] int height() const override { return 640; }
    [[nodiscard]] Result<TimePoint> show(const drivers::Picture&, TimePoint now) override {
        if (gone) return fail(Errc::unavailable, "the screen is gone");
        return now;
    }
    bool gone = false;
};

/// Smiles when told to; the main thread tells, the analysis thread looks.
class ToldAnalyser final : public vision::Analyser {
  public:
    Observation analyse(const vision::GrayView&, const vision::FrameStamp& stamp) override {
        crop_[0] = static_cast<std::uint8_t>(stamp.sequence);
        const auto row = smiling ? smiling_row : neutral_row;
        Observation observation;
        observation.row = row(stamp.sequence, stamp.time);
        observation.row.box_y = static_cast<std::int16_t>(observation.row.box_y + below);
        return observation;
    }
    [[nodiscard]] const vision::CropPixels* crop() const override { return &crop_; }
    bool wants_detection(const vision::GrayView&, const vision::FrameStamp& stamp,
                         vision::DetectionRequest& request) override {
        request.sequence = stamp.sequence;
        return stamp.sequence % 10 == 0;
    }
    void land(const vision::DetectionResult&) override { ++landed; }
    void reset() override {}
    std::atomic<bool> smiling{false};
    std::atomic<int> landed{0};
    int below = 0;  ///< so many of 720 rows lower than most

  private:
    vision::CropPixels crop_{};
};

}  // namespace verikiosk::tests
