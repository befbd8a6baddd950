// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/eta.hpp"

#include <spdlog/fmt/fmt.h>
#include <unistd.h>

#include <cstdio>

namespace verikiosk::lab::attacks {
namespace {

constexpr std::chrono::minutes between_lines{1};

std::string time_left(double seconds) {
    const auto minutes = static_cast<long>(seconds / 60);
    if (minutes >= 60) return fmt::format("{} h {:02} min left", minutes / 60, minutes % 60);
    return minutes > 0 ? fmt::format("{} min left", minutes) : "less than a minute left";
}

}  // namespace

std::string eta_line(std::size_t done, std::size_t count, double seconds) {
    const std::size_t percent = count == 0 ? 100 : 100 * done / count;
    std::string line = fmt::format("{:5} of {} visits, {:3} %", done, count, percent);
    if (done == 0 || done >= count) return line;
    return line + ", " + time_left(seconds / static_cast<double>(done) * static_cast<double>(count - done));
}

Eta::Eta(std::size_t count) : count_(count), terminal_(isatty(STDERR_FILENO) == 1) {}

void Eta::show(std::size_t done) {
    const auto now = std::chrono::steady_clock::now();
    const bool over = done >= count_;
    if (!terminal_ && !over && now - last_ < between_lines) return;
    last_ = now;
    const double seconds = std::chrono::duration<double>(now - began_).count();
    const std::string line = eta_line(done, count_, seconds);
    fmt::print(stderr, "{}{}{}", terminal_ ? "\r\033[K" : "", line, terminal_ && !over ? "" : "\n");
    std::fflush(stderr);
}

}  // namespace verikiosk::lab::attacks
