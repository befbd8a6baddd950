// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace verikiosk::lab::attacks {

/// Says on standard error how far a long run is and how long it will still take: in one line that is written
/// over on a terminal, once a minute elsewhere.
class Eta {
  public:
    explicit Eta(std::size_t count);
    void show(std::size_t done);

  private:
    std::size_t count_;
    bool terminal_;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point last_{};
};

/// "  340 of 6830,  5 %, 3 h 12 min left"; the time only once something is done.
[[nodiscard]] std::string eta_line(std::size_t done, std::size_t count, double seconds);

}  // namespace verikiosk::lab::attacks
