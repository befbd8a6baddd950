// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/progress.hpp"

#include <spdlog/fmt/fmt.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace verikiosk::lab {
namespace {

constexpr std::size_t columns = 80;
constexpr std::size_t bar = 20;
// Often enough to be seen moving, seldom enough to cost nothing.
constexpr std::int64_t interval_ms = 100;

std::int64_t milliseconds_now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

}  // namespace

std::string progress_line(std::size_t done, std::size_t files, const std::string& name,
                          std::uint64_t frames) {
    const std::size_t filled = files == 0 ? bar : bar * done / files;
    std::string line = fmt::format("[{}{}] {} of {}  ", std::string(filled, '#'),
                                   std::string(bar - filled, '.'), done, files);
    const std::string end = frames == 0 ? "" : fmt::format(", frame {}", frames);
    const std::size_t room = columns - 1 - std::min(columns - 1, line.size() + end.size());
    // A byte in the middle of a character is one that continues it.
    std::size_t cut = std::min(room, name.size());
    while (cut > 0 && cut < name.size() && (static_cast<unsigned char>(name[cut]) & 0xc0U) == 0x80U)
        --cut;
    return line + name.substr(0, cut) + end;
}

Progress::Progress(std::size_t files)
    : files_(files), terminal_(isatty(STDERR_FILENO) == 1), shared_(isatty(STDOUT_FILENO) == 1) {}

void Progress::show(std::size_t done, const std::string& name, std::uint64_t frames) {
    if (!terminal_) return;
    const std::int64_t now = milliseconds_now();
    if (now - last_ms_ < interval_ms) return;
    last_ms_ = now;
    shown_ = true;
    fmt::print(stderr, "\r\033[K{}", progress_line(done, files_, name, frames));
    std::fflush(stderr);
}

void Progress::clear_for_output() {
    if (shared_) clear();
}

void Progress::clear() {
    if (!shown_) return;
    shown_ = false;
    fmt::print(stderr, "\r\033[K");
    std::fflush(stderr);
}

}  // namespace verikiosk::lab
