// SPDX-License-Identifier: Apache-2.0
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <fstream>
#include <utility>

#include "net/backend/commands.hpp"
#include "net/backend/crop_remeasure.hpp"
#include "net/backend/photo_match.hpp"

namespace verikiosk::backend::commands {
namespace {

/// Whole or not there: whoever waits for the file must never read half a line.
Result<void> write_ready_file(const std::filesystem::path& file, const std::string& line) {
    std::filesystem::path draft = file;
    draft += ".new";
    std::ofstream stream(draft, std::ios::trunc);
    stream << line << '\n';
    stream.close();
    std::error_code error;
    if (stream) std::filesystem::rename(draft, file, error);
    if (!stream || error)
        return fail(Errc::unavailable, "the ready file " + file.string() + " can't be written");
    return {};
}

}  // namespace

int serve(Serving serving) {
    const auto logger =
        std::make_shared<spdlog::logger>("backend", std::make_shared<spdlog::sinks::stderr_sink_st>());
    logger->set_pattern("%Y-%m-%dT%H:%M:%SZ %l %v", spdlog::pattern_time_type::utc);
    logger->flush_on(spdlog::level::info);
    serving.options.log = [logger](LogLevel level, std::string_view line) {
        logger->log(level == LogLevel::warning ? spdlog::level::warn : spdlog::level::info, "{}", line);
    };
    serving.options.stop_on_signals = true;
    const std::string address = serving.options.address;
    if (serving.options.development) {
        logger->warn("--development: weak policies and recorded or simulated cameras are accepted");
    }
    if (serving.options.repeat_plans) logger->warn("--repeat-plans: everybody can know what is asked next");
    if (serving.models.empty()) {
        logger->info("no models are named (--models): selfies are not compared with profile photos");
    } else {
        auto match = load_match(serving.models);
        if (match) {
            serving.options.judges.match = std::move(match->photos);
            serving.options.judges.match_crops = std::move(match->crops);
        } else if (match.error().code == Errc::unsupported) {
            logger->warn("selfies are not compared with profile photos: {}", match.error().what);
        } else {
            return report(match.error());
        }
    }
    std::string missing;
    serving.options.judges.remeasure = load_remeasure(serving.models, missing);
    if (!missing.empty()) logger->warn("points on crops are not all measured again: {}", missing);
    const auto server = Server::open(std::move(serving.options));
    if (!server) return report(server.error());
    const std::string where = address + ":" + std::to_string((*server)->port());
    if (!serving.ready_file.empty()) {
        const auto written = write_ready_file(serving.ready_file, where);
        if (!written) return report(written.error());
    }
    std::printf("listening on %s\n", where.c_str());
    std::fflush(stdout);
    (*server)->run();
    logger->info("stopped");
    return done;
}

}  // namespace verikiosk::backend::commands
