// SPDX-License-Identifier: Apache-2.0
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "firmware/kioskd/log.hpp"

namespace verikiosk::kioskd::log {
namespace {

/// Whether stderr is the journal's: it names the stream it connected, and a program may have been given
/// another since (sd-journal's own test, systemd.exec(5)).
bool journal_listens() {
    const char* named = std::getenv("JOURNAL_STREAM");
    struct stat stream {};
    if (named == nullptr || ::fstat(STDERR_FILENO, &stream) != 0) return false;
    return named == std::to_string(stream.st_dev) + ":" + std::to_string(stream.st_ino);
}

/// The priority as sd-daemon(3) wants it before a line.
class Priority final : public spdlog::custom_flag_formatter {
  public:
    void format(const spdlog::details::log_msg& message, const std::tm&,
                spdlog::memory_buf_t& line) override {
        const char* priority = "<6>";
        if (message.level == spdlog::level::warn) priority = "<4>";
        if (message.level >= spdlog::level::err) priority = "<3>";
        line.append(priority, priority + 3);
    }
    [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
        return std::make_unique<Priority>();
    }
};

}  // namespace

void set_up() {
    spdlog::sink_ptr sink;
    if (journal_listens()) {
        auto formatter = std::make_unique<spdlog::pattern_formatter>();
        formatter->add_flag<Priority>('P').set_pattern("%P%v");
        sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
        sink->set_formatter(std::move(formatter));
    } else if (::isatty(STDERR_FILENO) != 0) {
        sink = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
    } else {
        sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
        sink->set_pattern("%Y-%m-%d %H:%M:%S.%e %l: %v");
    }
    const auto logger = std::make_shared<spdlog::logger>("kioskd", std::move(sink));
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(logger);
}

void information(std::string_view line) {
    spdlog::info("{}", line);
}
void warning(std::string_view line) {
    spdlog::warn("{}", line);
}
void error(std::string_view line) {
    spdlog::error("{}", line);
}

}  // namespace verikiosk::kioskd::log
