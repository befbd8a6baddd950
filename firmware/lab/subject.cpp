// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/subject.hpp"

#include <algorithm>
#include <vector>

#include "drivers/camera/recording_camera.hpp"
#include "firmware/lab/events.hpp"

namespace verikiosk::lab {
namespace {

// How much of a recording is shown before the smile begins: the hold of the recording policy (half a second)
// and a second for the face to be found in.
constexpr Duration lead = std::chrono::milliseconds(1500);

/// Where a recording's smile begins, on the recording's own time.
struct SmileMoments {
    Duration prompt{};  ///< the last frame before it, from the first frame of the file
    Duration start{};   ///< where to begin playing
};

/// Prompts are anchored to frames: some files' nominal rates do not lead to the frame they are about.
Result<std::optional<SmileMoments>> find_smile(const DemoOptions& options) {
    const std::optional<int> frame = options.smile_at ? std::nullopt : first_smile_frame(options.recording);
    if (!options.smile_at && !frame) return std::nullopt;
    auto camera = drivers::open_recording(options.recording);
    if (!camera) return fail(camera.error());
    if (const auto started = (*camera)->start(); !started) return fail(started.error());
    std::vector<TimePoint> before;  // the frames before the smile
    for (auto next = (*camera)->next(1s); next; next = (*camera)->next(1s)) {
        const drivers::FrameInfo& info = next->info();
        const Duration at = before.empty() ? Duration{} : info.sensor_time - before.front();
        const bool smiling = options.smile_at ? seconds_of(at) >= *options.smile_at
                                              : info.sequence >= static_cast<std::uint64_t>(*frame);
        if (smiling) break;
        before.push_back(info.sensor_time);
    }
    if (before.empty()) return std::nullopt;
    const auto start = std::lower_bound(before.begin(), before.end(), before.back() - lead);
    return SmileMoments{before.back() - before.front(), *start - before.front()};
}

Result<Subject> recorded(const DemoOptions& options) {
    const auto smile = find_smile(options);
    if (!smile) return fail(smile.error());
    Subject subject;
    subject.words = "a recording: " + options.recording.filename().string();
    // A recording's neutral moments are short: the worker's answers land at once.
    subject.worker_latency_frames = 0;
    drivers::RecordingOptions recording;
    if (*smile) {
        recording.start_at = (*smile)->start;
        subject.smile_at = (*smile)->prompt - (*smile)->start;
    }
    auto camera = drivers::open_recording(options.recording, recording);
    if (!camera) return fail(camera.error());
    subject.camera = std::move(*camera);
    return subject;
}

Result<Subject> simulated(const DemoOptions& options) {
    const auto kind = simulator::act_kind(options.attack.empty() ? "visitor" : options.attack);
    if (!kind) {
        return fail(Errc::invalid, "there is no attack '" + options.attack + "': see the demo's --help");
    }
    drivers::SimulatedCameraOptions camera_options;
    camera_options.visitor = simulator::draw_visitor(options.seed);
    camera_options.act = *kind;
    camera_options.behaviour.skill = options.skill;
    if (options.eyes_cm) camera_options.visitor.start.y = static_cast<float>(*options.eyes_cm);
    camera_options.sensor_height = options.sensor_height;
    auto camera = drivers::make_simulated_camera(camera_options);
    if (!camera) return fail(camera.error());
    Subject subject;
    subject.simulated = camera->get();
    subject.camera = std::move(*camera);
    subject.codes_by_camera = true;
    subject.words = options.attack.empty()
                        ? "a simulated visitor"
                        : "an attack: " + options.attack + ", skill " + std::to_string(options.skill);
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
