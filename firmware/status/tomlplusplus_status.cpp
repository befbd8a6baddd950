// SPDX-License-Identifier: Apache-2.0
#include <toml++/toml.h>

#include <sstream>
#include <type_traits>

#include "firmware/status/status.hpp"

namespace verikiosk::status {
namespace {

void percentiles(auto& values, const char* table, const auto& field) {
    field(table, "p50_ms", values.p50_ms);
    field(table, "p95_ms", values.p95_ms);
    field(table, "p99_ms", values.p99_ms);
}

/// Every field with its table and its key, for whoever writes and whoever reads.
void each_field(auto& status, const auto& field) {
    field("kioskd", "version", status.version);
    field("kioskd", "boot_count", status.boot_count);
    field("kioskd", "written_ns", status.written_ns);
    field("kioskd", "uptime_s", status.uptime_s);
    field("kioskd", "service", status.service);
    field("kioskd", "reason", status.reason);
    field("camera", "kind", status.camera.kind);
    field("camera", "id", status.camera.id);
    field("camera", "model", status.camera.model);
    field("camera", "width", status.camera.width);
    field("camera", "height", status.camera.height);
    field("camera", "nominal_fps", status.camera.nominal_fps);
    field("camera", "measured_fps", status.camera.measured_fps);
    field("camera", "exposure_ms", status.camera.exposure_ms);
    field("camera", "gain", status.camera.gain);
    field("frames", "delivered", status.frames.delivered);
    field("frames", "captured", status.frames.captured);
    field("frames", "analysed", status.frames.analysed);
    field("frames", "copied", status.frames.copied);
    field("dropped", "by_sensor", status.dropped.by_sensor);
    field("dropped", "newer", status.dropped.newer);
    field("dropped", "torn", status.dropped.torn);
    field("dropped", "restarts", status.dropped.restarts);
    field("dropped", "analysis_busy", status.dropped.analysis_busy);
    field("dropped", "main_busy", status.dropped.main_busy);
    field("dropped", "events", status.dropped.events);
    percentiles(status.latency, "latency", field);
    percentiles(status.detection, "detection", field);
    field("storage", "outbox_waiting", status.storage.outbox_waiting);
    field("storage", "free_mb", status.storage.free_mb);
}

toml::table table_of(const Status& status) {
    toml::table root;
    each_field(status, [&root](const char* table, const char* key, const auto& value) {
        using Value = std::remove_cvref_t<decltype(value)>;
        toml::table empty;
        auto& keys = *root.insert(table, std::move(empty)).first->second.as_table();
        if constexpr (std::is_integral_v<Value>) {
            keys.insert(key, static_cast<std::int64_t>(value));
        } else {
            keys.insert(key, value);
        }
    });
    return root;
}

}  // namespace

std::string text_of(const Status& status) {
    std::ostringstream text;
    text << toml::toml_formatter(table_of(status)) << '\n';
    return text.str();
}

std::string json_of(const Status& status) {
    std::ostringstream text;
    text << toml::json_formatter(table_of(status));
    return text.str();
}

Result<Status> parse(std::string_view text) {
    toml::table root;
    try {
        root = toml::parse(text);
    } catch (const toml::parse_error& error) {
        return fail(Errc::invalid, "no status of kioskd: " + std::string(error.description()));
    }
    Status status;
    each_field(status, [&root](const char* table, const char* key, auto& value) {
        using Value = std::remove_cvref_t<decltype(value)>;
        if (const auto found = root[table][key].value<Value>()) value = *found;
    });
    if (status.service.empty())
        return fail(Errc::invalid, "no status of kioskd: it does not say its service");
    return status;
}

}  // namespace verikiosk::status
