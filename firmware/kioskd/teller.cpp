// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskd/teller.hpp"

#include <cstdlib>
#include <system_error>
#include <utility>

#include "firmware/kioskd/log.hpp"

namespace verikiosk::kioskd {
namespace {

double ms_of(Duration duration) {
    return seconds_of(duration) * 1000;
}

status::Percentiles percentiles_of(const runner::Histogram& times) {
    return {ms_of(times.at(0.50)), ms_of(times.at(0.95)), ms_of(times.at(0.99))};
}

void fill_camera(status::Status& status, const runner::CameraView& view) {
    status.camera.kind = name_of(view.info.kind);
    status.camera.id = view.info.id;
    status.camera.model = view.info.model;
    status.camera.width = view.info.width;
    status.camera.height = view.info.height;
    status.camera.nominal_fps = view.info.frames_per_second;
    status.camera.measured_fps = view.measured_fps;
    status.camera.exposure_ms = ms_of(view.exposure);
    status.camera.gain = static_cast<double>(view.gain);
    status.frames.delivered = view.counters.delivered;
    status.frames.copied = view.counters.copied;
    status.dropped.by_sensor = view.counters.dropped_by_sensor;
    status.dropped.newer = view.counters.dropped_newer;
    status.dropped.torn = view.counters.torn;
    status.dropped.restarts = view.counters.restarts;
}

void fill_runner(status::Status& status, const runner::ThreadedRunner& runner) {
    const runner::RunnerCounters counted = runner.counters();
    status.frames.captured = counted.captured;
    status.frames.analysed = counted.analysed;
    status.dropped.analysis_busy = counted.dropped_analysis_busy;
    status.dropped.main_busy = counted.dropped_main_busy;
    status.dropped.events = counted.dropped_events;
    status.latency = percentiles_of(runner.times().latency);
    status.detection = percentiles_of(runner.times().detection);
}

const char* service_of(session::Stage stage) {
    if (stage == session::Stage::welcome) return "in_service";
    return stage == session::Stage::out_of_service ? "out_of_service" : "visit";
}

}  // namespace

std::filesystem::path usual_status_file() {
    const char* folder = std::getenv("RUNTIME_DIRECTORY");
    if (folder == nullptr) return {};
    return std::filesystem::path(folder) / std::filesystem::path(status::default_file).filename();
}

Teller::Teller(std::filesystem::path file, const drivers::Clock& clock)
    : file_(std::move(file)), started_(clock.now()) {}

Teller::~Teller() {
    std::error_code ignored;
    if (!file_.empty()) std::filesystem::remove(file_, ignored);
}

bool Teller::due(TimePoint now) const {
    return !file_.empty() && (!told_ || now - *told_ >= status::interval);
}

void Teller::plainly(const char* service, const std::string& why, TimePoint now) {
    if (!due(now) && service_ == service) return;
    status::Status status;
    status.service = service;
    status.reason = why;
    tell(std::move(status), now);
}

void Teller::serving(const Serving& serving, TimePoint now) {
    const session::Stage stage = serving.state.stage;
    if (!due(now) && service_ == service_of(stage)) return;
    status::Status status;
    status.service = service_of(stage);
    if (stage == session::Stage::out_of_service) status.reason = session::name_of(serving.state.notice);
    status.boot_count = serving.boot_count;
    fill_camera(status, serving.runner.camera());
    fill_runner(status, serving.runner);
    status.storage.outbox_waiting = serving.outbox.waiting().value_or(0);
    std::error_code error;
    const auto space = std::filesystem::space(serving.data, error);
    if (!error) status.storage.free_mb = space.available / (1024 * 1024);
    tell(std::move(status), now);
}

void Teller::tell(status::Status status, TimePoint now) {
    if (file_.empty()) return;
    told_ = now;
    service_ = status.service;
    status.version = VERIKIOSK_VERSION;
    status.written_ns = nanoseconds_of(now);
    status.uptime_s = seconds_of(now - started_);
    const auto written = status::write(file_, status);
    if (!written && !failed_) log::warning(written.error().what);
    failed_ = !written;
}

}  // namespace verikiosk::kioskd
