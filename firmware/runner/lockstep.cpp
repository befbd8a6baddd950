// SPDX-License-Identifier: Apache-2.0
#include "firmware/runner/lockstep.hpp"

#include <utility>

namespace verikiosk::runner {

Result<void> LockstepRunner::turn(Station& station) {
    for (const session::Event& event : parts_.screen.poll(station.state(), parts_.clock.now())) {
        station.happen(event, parts_.clock.now(), parts_.camera.info());
    }
    run_errands(station);
    if (station.captures() != captures_) {
        captures_ = station.captures();
        parts_.analyser.reset();
        landings_.clear();
        rebase_.reset();
    }
    if (session::watching(station.state().stage)) {
        watch(station);
    } else if (parts_.codes != nullptr && station.reading_codes(parts_.clock.now())) {
        seek_code(station);
    } else {
        idle(station);
    }
    run_errands(station);
    station.happen(session::Tick{}, parts_.clock.now(), parts_.camera.info());
    return show(station);
}

void LockstepRunner::watch(Station& station) {
    const auto time = next_frame(station);
    if (!time) return;
    station.observe(analyse(frame_, *time, station.state().asked), *time, parts_.camera.info(), frame_);
}

void LockstepRunner::seek_code(Station& station) {
    const auto time = next_frame(station);
    if (!time) return;
    const auto every = static_cast<std::uint64_t>(options_.code_look_frames);
    if (code_frames_ % every == 0 && !code_ && vision::pack_for_codes(luma_of(frame_), picture_)) {
        ++code_looks_;
        const auto latency = static_cast<std::uint64_t>(options_.worker_latency_frames);
        if (auto code = parts_.codes->look(picture_))
            code_ = CodeLanding{code_frames_ + latency, {std::move(*code), *time}};
    }
    if (code_ && code_->due <= code_frames_) {
        station.happen(std::exchange(code_, std::nullopt)->seen, *time, parts_.camera.info());
    }
    ++code_frames_;
}

std::optional<TimePoint> LockstepRunner::next_frame(Station& station) {
    parts_.camera.pan(station.state().pan);
    parts_.camera.expose(exposure_request(session::exposure_of(station.state())));
    auto frame = parts_.camera.next(options_.frame_interval);
    if (!frame) {
        parts_.clock.advance_to(parts_.clock.now() + options_.frame_interval);
        const bool watched = session::watching(station.state().stage);
        if (frame.error().code == Errc::ended && watched && !std::exchange(ended_, true)) {
            station.happen(session::FramesEnded{}, parts_.clock.now(), parts_.camera.info());
        } else if (frame.error().code == Errc::unavailable) {
            lost(station);
        }
        return std::nullopt;
    }
    const std::uint32_t generation = parts_.camera.generation();
    if (generation_ && *generation_ != generation) {
        camera_lost_ = false;
        generation_ = generation;
        station.happen(session::CameraLost{true}, parts_.clock.now(), parts_.camera.info());
        return std::nullopt;
    }
    generation_ = generation;

    const TimePoint sensor = frame->info().sensor_time;
    if (!rebase_) rebase_ = parts_.clock.now() + options_.frame_interval - sensor;
    const TimePoint time = sensor + *rebase_;
    parts_.clock.advance_to(time);
    frame_ = std::move(*frame);
    return time;
}

/// Between sessions and on screens without a live picture frames are not asked for: a recording must not
/// run while its visitor is still typing. A camera that was lost is asked whether it is back.
void LockstepRunner::idle(Station& station) {
    frame_ = {};
    rebase_.reset();
    parts_.camera.expose({});
    code_.reset();
    code_frames_ = 0;
    parts_.clock.advance_to(parts_.clock.now() + options_.frame_interval);
    if (!camera_lost_) return;
    const auto frame = parts_.camera.next(options_.frame_interval);
    if (!frame) return;
    camera_lost_ = false;
    generation_ = parts_.camera.generation();
    station.happen(session::CameraLost{true}, parts_.clock.now(), parts_.camera.info());
}

void LockstepRunner::lost(Station& station) {
    if (std::exchange(camera_lost_, true)) return;
    station.happen(session::CameraLost{}, parts_.clock.now(), parts_.camera.info());
}

Analysed LockstepRunner::analyse(const drivers::Frame& frame, TimePoint time, std::uint64_t asked) {
    const vision::GrayView luma = luma_of(frame);
    const vision::FrameStamp stamp{frame.info().sequence, time, frame.info().exposure, frame.info().gain};
    if (parts_.analyser.wants_detection(luma, stamp, request_)) {
        const auto latency = static_cast<std::uint64_t>(options_.worker_latency_frames);
        landings_.push_back({analysed_ + latency, parts_.detector.detect(request_)});
    }
    while (!landings_.empty() && landings_.front().due <= analysed_) {
        parts_.analyser.land(landings_.front().result);
        landings_.pop_front();
    }
    ++analysed_;
    Analysed analysed{parts_.analyser.analyse(luma, stamp), std::nullopt};
    if (parts_.meter != nullptr) {
        analysed.observation.row.liveness =
            parts_.meter->measure(colours_of(frame), analysed.observation, asked);
    }
    if (const vision::CropPixels* crop = parts_.analyser.crop()) analysed.crop = *crop;
    return analysed;
}

void LockstepRunner::run_errands(Station& station) {
    const auto happen = [&](const session::Event& event) {
        station.happen(event, parts_.clock.now(), parts_.camera.info());
    };
    if (parts_.clock.wall() >= next_delivery_) {
        // What an earlier run left in the outbox, and what failed, is tried again as it comes due.
        next_delivery_ = parts_.clock.wall() + std::chrono::seconds(1);
        errands_.emplace_back(DeliverErrand{});
    }
    if (const auto storage = parts_.courier.storage().look(parts_.clock.now())) happen(*storage);
    while (!errands_.empty()) {
        const Errand errand = std::move(errands_.front());
        errands_.pop_front();
        if (const auto* redeem = std::get_if<RedeemErrand>(&errand)) {
            happen(parts_.courier.redeem(redeem->code, redeem->camera, options_.smile_at));
        } else {
            for (const session::Event& event : parts_.courier.deliver(parts_.clock.wall()))
                happen(event);
        }
    }
}

Result<void> LockstepRunner::show(Station& station) {
    const TimePoint now = parts_.clock.now();
    const auto colour = session::colour_of(station.state());
    const auto shown = parts_.screen.show(station.state(), now, frame_ ? &frame_ : nullptr, station.still());
    if (!shown) return fail(shown.error(), "the screen can't be shown");
    const auto prompt = session::prompt_of(station.state());
    if (prompt && !station.state().prompted) {
        station.happen(session::PromptShown{*prompt, *shown}, now, parts_.camera.info());
    }
    if (colour) station.happen(session::ColourShown{colour->step, *shown}, now, parts_.camera.info());
    if (options_.on_shown) options_.on_shown(station.state(), *shown);
    return {};
}

}  // namespace verikiosk::runner
