// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/subject.hpp"

#include <algorithm>

#include "drivers/camera/recording_camera.hpp"
#include "firmware/lab/events.hpp"

namespace verikiosk::lab {
namespace {

// How much of a recording is shown before the smile begins: the hold of the recording policy (half a second)
// and a second for the face to be found in.
constexpr double lead_s = 1.5;

Result<Subject> recorded(const DemoOptions& options) {
    // What the file says of its rate is known only once it is open.
    auto probe = drivers::open_recording(options.recording);
    if (!probe) return fail(probe.error());
    if (const auto started = (*probe)->start(); !started) return fail(started.error());
    const double rate = (*probe)->info().frames_per_second > 0 ? (*probe)->info().frames_per_second : 30.0;

    std::optional<double> smile_at = options.smile_at;
    if (!smile_at) {
        if (const auto frame = first_smile_frame(options.recording)) smile_at = *frame / rate;
    }
    Subject subject;
    subject.words = "a recording: " + options.recording.filename().string();
    // A recording's neutral moments are short: the worker's answers land at once.
    subject.worker_latency_frames = 0;
    drivers::RecordingOptions recording;
    if (smile_at) {
        const double start = std::max(0.0, *smile_at - lead_s);
        recording.start_at = std::chrono::microseconds(static_cast<std::int64_t>(start * 1e6));
        // The prompt stands on the screen from the last frame before the smile.
        const double prompt = std::max(0.0, *smile_at - start - 1.0 / rate);
        subject.smile_at = std::chrono::microseconds(static_cast<std::int64_t>(prompt * 1e6));
    }
    auto camera = drivers::open_recording(options.recording, recording);
    if (!camera) return fail(camera.error());
    subject.camera = std::move(*camera);
    return subject;
}

Result<Subject> simulated(const DemoOptions& options) {
    const auto kind = simulator::act_kind(options.attack.empty() ? "visitor" : options.attack);
    if (!kind) {
        return fail(Errc::invalid, "there is no attack '" + options.attack +
                                       "': choose nobody, two-people, print or frozen");
    }
    drivers::SimulatedCameraOptions camera_options;
    camera_options.visitor = simulator::draw_visitor(options.seed);
    camera_options.act = *kind;
    auto camera = drivers::make_simulated_camera(camera_options);
    if (!camera) return fail(camera.error());
    Subject subject;
    subject.simulated = camera->get();
    subject.camera = std::move(*camera);
    subject.words = options.attack.empty() ? "a simulated visitor" : "an attack: " + options.attack;
    subject.words += ", seed " + std::to_string(options.seed);
    return subject;
}

}  // namespace

Result<Subject> make_subject(const DemoOptions& options) {
    auto subject = options.recording.empty() ? simulated(options) : recorded(options);
    if (!subject) return subject;
    if (const auto started = subject->camera->start(); !started) return fail(started.error());
    return subject;
}

}  // namespace verikiosk::lab
