// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/vision/meter/stage.hpp"

#include "tests/support/check.hpp"

namespace verikiosk::tests {
namespace {

drivers::SimulatedCameraOptions scene(std::uint64_t seed, float lux, simulator::ActKind act) {
    drivers::SimulatedCameraOptions options;
    options.visitor = simulator::draw_visitor(seed);
    options.visitor.scene.ambient_lux = lux;
    options.act = act;
    options.behaviour.faultless = true;
    return options;
}

}  // namespace

Stage::Stage(std::uint64_t seed, float lux, simulator::ActKind act)
    : camera_(must(drivers::make_simulated_camera(scene(seed, lux, act)))),
      detector_(must(vision::make_detector({}))),
      analyser_(must(vision::make_analyser({}))),
      meter_(must(vision::make_meter({}))) {
    must(camera_->start());
}

ObservationRow Stage::next() {
    const drivers::Frame frame = must(camera_->next(1s));
    const drivers::FrameInfo& info = frame.info();
    const vision::GrayView luma{frame.plane(0).data, frame.plane(0).stride, info.width, info.height};
    const vision::FrameStamp stamp{info.sequence, info.sensor_time, info.exposure, info.gain};
    Observation observation = analyser_->analyse(luma, stamp);
    const vision::ColourView picture{luma, frame.plane(1).data, frame.plane(1).data + 1,
                                     frame.plane(1).stride, 2};
    observation.row.liveness = meter_->measure(picture, observation, challenge_);
    if (analyser_->wants_detection(luma, stamp, request_)) analyser_->land(detector_->detect(request_));
    last_ = observation.row;
    return last_;
}

judge::Context Stage::settle() {
    camera_->cue(simulator::Cue::look_here);
    for (int frame = 0; frame < 75; ++frame)
        next();
    judge::Context context;
    context.neutral_mouth_width_milli = last_.mouth_width_milli;
    context.neutral_corner_rise_milli = last_.corner_rise_milli;
    context.neutral_asymmetry_milli = last_.asymmetry_milli;
    context.neutral_mouth_open_milli = last_.mouth_open_milli;
    context.centre_iod_decipx = last_.iod_decipx;
    context.source = last_.source;
    context.track = last_.track;
    context.control_lag_frames = camera_->info().control_lag_frames;
    camera_->lock_exposure(true);
    return context;
}

judge::Standing Stage::judged(judge::Context context, Challenge challenge, int frames, const Direct& direct) {
    ++challenge_;
    context.challenge = std::move(challenge);
    context.prompted = now();
    const auto judge = judge::make_judge(context);
    judge::Standing standing;
    for (int frame = 0; frame < frames && !standing.over; ++frame) {
        direct(frame, *judge);
        standing = judge->add(next());
    }
    return standing;
}

}  // namespace verikiosk::tests
