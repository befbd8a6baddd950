// SPDX-License-Identifier: Apache-2.0
#include "firmware/runner/station.hpp"

#include <cstring>
#include <utility>

namespace verikiosk::runner {
namespace {

// A full frame at this quality is 100-250 KB: with twelve crops and two minutes of rows under the limit.
constexpr int selfie_quality = 85;
constexpr std::size_t selfie_max_pixels = std::size_t{3840} * 2160;

}  // namespace

vision::GrayView luma_of(const drivers::Frame& frame) {
    return {frame.plane(0).data, frame.plane(0).stride, frame.info().width, frame.info().height};
}

vision::ColourView colours_of(const drivers::Frame& frame) {
    const drivers::Plane& first = frame.plane(1);
    const bool interleaved = frame.info().format == drivers::PixelFormat::nv12;
    return {.luma = luma_of(frame),
            .cb = first.data,
            .cr = interleaved ? first.data + 1 : frame.plane(2).data,
            .chroma_stride = first.stride,
            .chroma_step = interleaved ? std::size_t{2} : std::size_t{1}};
}

drivers::ExposureRequest exposure_request(const session::ExposureWish& wish) {
    constexpr float milli = 1000;
    return {.locked = wish.locked,
            .time_stops = static_cast<float>(wish.step.time_milli) / milli,
            .gain_stops = static_cast<float>(wish.step.gain_milli) / milli};
}

Station::Station(StationParts parts)
    : parts_(std::move(parts)),
      state_(session::initial(parts_.clock.now(), parts_.failed_attempts, parts_.limits)) {}

void Station::happen(const session::Event& event, TimePoint now, const CameraInfo& camera,
                     const drivers::Frame* frame) {
    if (const auto* failed = std::get_if<session::OpenFailed>(&event))
        log("code not redeemed: " + failed->error.what);
    if (const auto* failed = std::get_if<session::SendFailed>(&event))
        log("evidence not sent: " + failed->error.what);
    if (const auto* storage = std::get_if<session::StorageState>(&event); storage && !storage->ok)
        log("no room for evidence: " + storage->why);
    const session::Stage before = state_.stage;
    auto [next, effects] = session::step(std::move(state_), event, now, parts_.limits);
    state_ = std::move(next);
    for (const session::Effect& effect : effects)
        carry_out(effect, now, camera, frame);
    if (state_.stage != before) {
        std::string line = "stage " + std::string(session::name_of(state_.stage));
        if (state_.notice != session::Notice::none) line += ", " + std::string(name_of(state_.notice));
        log(line);
    }
}

void Station::observe(const Analysed& analysed, TimePoint now, const CameraInfo& camera,
                      const drivers::Frame& frame) {
    const ByteView crop = analysed.crop ? ByteView(*analysed.crop) : ByteView{};
    const ObservationRow row = recorder_.add(analysed.observation, crop);
    happen(session::Observed{row, frame.info().pan}, now, camera, &frame);
}

void Station::carry_out(const session::Effect& effect, TimePoint now, const CameraInfo& camera,
                        const drivers::Frame* frame) {
    if (const auto* redeem = std::get_if<session::RedeemCode>(&effect)) {
        parts_.dispatch(RedeemErrand{redeem->code, camera});
    } else if (std::holds_alternative<session::StartCapture>(effect)) {
        forget();
        recorder_.start();
        ++captures_;
    } else if (const auto* crop = std::get_if<session::KeepCrop>(&effect)) {
        recorder_.keep_crop(crop->sequence);
    } else if (const auto* selfie = std::get_if<session::TakeSelfie>(&effect)) {
        if (frame != nullptr) take_selfie(selfie->sequence, *frame);
    } else if (const auto* wanted = std::get_if<session::CommitEvidence>(&effect)) {
        commit(*wanted, now, camera);
    } else if (std::holds_alternative<session::SendEvidence>(effect)) {
        parts_.dispatch(DeliverErrand{});
    } else if (std::holds_alternative<session::Forget>(effect)) {
        forget();
    } else if (const auto* attempts = std::get_if<session::NoteAttempts>(&effect)) {
        if (parts_.note_attempts) parts_.note_attempts(attempts->count);
    }
}

void Station::take_selfie(std::uint64_t sequence, const drivers::Frame& frame) {
    auto jpeg = drivers::encode_jpeg(frame, selfie_quality);
    if (!jpeg) {
        // Without a selfie the evidence says so and the backend decides; the visitor is not left waiting.
        log("the selfie could not be compressed: " + jpeg.error().what);
        return;
    }
    auto picture = drivers::decode_jpeg(*jpeg, selfie_max_pixels);
    if (picture) still_ = std::move(*picture);
    recorder_.keep_selfie(sequence, std::move(*jpeg));
}

void Station::commit(const session::CommitEvidence& wanted, TimePoint now, const CameraInfo& camera) {
    const auto package = recorder_.seal(wanted, parts_.identity, camera, parts_.clock, parts_.keystore);
    const Result<void> done =
        package ? parts_.outbox.commit(wanted.session.plan.session, *package, parts_.clock.wall())
                : Result<void>(fail(package.error()));
    if (!done) {
        log("evidence could not be committed: " + done.error().what);
        happen(session::CommitFailed{done.error()}, now, camera);
        return;
    }
    if (parts_.on_commit) {
        parts_.on_commit(recorder_.record(wanted, parts_.identity, camera, parts_.clock), recorder_.selfie());
    }
    happen(session::Committed{}, now, camera);
}

void Station::log(const std::string& line) const {
    if (parts_.log) parts_.log(line);
}

void Station::forget() {
    recorder_.forget();
    if (still_) {
        for (auto* plane : {&still_->y, &still_->u, &still_->v}) {
            if (!plane->empty()) explicit_bzero(plane->data(), plane->size());
        }
        still_.reset();
    }
}

}  // namespace verikiosk::runner
