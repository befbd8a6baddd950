// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "drivers/camera/camera.hpp"
#include "drivers/clock/clock.hpp"
#include "drivers/jpeg/jpeg.hpp"
#include "drivers/keystore/keystore.hpp"
#include "firmware/evidence/recorder.hpp"
#include "firmware/session/session.hpp"
#include "net/outbox/outbox.hpp"
#include "vision/face/analyser.hpp"

namespace verikiosk::runner {

/// Something for the courier.
struct RedeemErrand {
    std::string code;
    CameraInfo camera;
};
struct DeliverErrand {};
using Errand = std::variant<RedeemErrand, DeliverErrand>;

/// What a station is connected to. It owns none of it.
struct StationParts {
    const drivers::Clock& clock;
    drivers::Keystore& keystore;
    net::Outbox& outbox;
    std::function<void(Errand)> dispatch;       ///< answers come back as events
    std::function<void(std::string_view)> log;  ///< nothing personal goes in
    evidence::Identity identity;
    session::Limits limits{};
    /// A development run may look at what is committed (the demo writes it down); devices have none.
    std::function<void(const Evidence&, const Bytes& selfie)> on_commit{};
    /// Failed attempts in a row as last kept, and who keeps them over a power cut; a development run keeps
    /// none.
    int failed_attempts = 0;
    std::function<void(int)> note_attempts{};
};

/// Analysed, as it comes to the session: the measurements and the crop their digest is of.
struct Analysed {
    Observation observation;
    std::optional<vision::CropPixels> crop;
};

/// Steps the session and carries out what it asks for. The main thread's; both runners share it.
class Station {
  public:
    explicit Station(StationParts parts);

    /// One event. `frame` is the frame just observed, when the event is about one.
    void happen(const session::Event& event, TimePoint now, const CameraInfo& camera,
                const drivers::Frame* frame = nullptr);

    /// A frame was analysed: logged, then judged.
    void observe(const Analysed& analysed, TimePoint now, const CameraInfo& camera,
                 const drivers::Frame& frame);

    [[nodiscard]] const session::State& state() const { return state_; }

    /// Whether frames are now to be looked at for session codes.
    [[nodiscard]] bool reading_codes(TimePoint now) const {
        return session::reading_codes(state_, now, parts_.limits);
    }

    /// The selfie as it will be sent; while the visitor reviews it.
    [[nodiscard]] const drivers::DecodedPicture* still() const { return still_ ? &*still_ : nullptr; }

    /// Counts how often frames were asked for anew: whoever follows a face starts afresh when it changes.
    [[nodiscard]] std::uint64_t captures() const { return captures_; }

  private:
    void carry_out(const session::Effect& effect, TimePoint now, const CameraInfo& camera,
                   const drivers::Frame* frame);
    void take_selfie(std::uint64_t sequence, const drivers::Frame& frame);
    void commit(const session::CommitEvidence& wanted, TimePoint now, const CameraInfo& camera);
    void forget();
    void log(const std::string& line) const;

    StationParts parts_;
    session::State state_;
    evidence::Recorder recorder_;
    std::optional<drivers::DecodedPicture> still_;
    std::uint64_t captures_ = 0;
};

/// The Y plane of a frame, as vision reads it; and all planes.
[[nodiscard]] vision::GrayView luma_of(const drivers::Frame& frame);
[[nodiscard]] vision::ColourView colours_of(const drivers::Frame& frame);

/// What the session wishes, as cameras take it.
[[nodiscard]] drivers::ExposureRequest exposure_request(const session::ExposureWish& wish);

}  // namespace verikiosk::runner
