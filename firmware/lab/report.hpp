// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "firmware/domain/evidence.hpp"
#include "firmware/lab/backend_process.hpp"

namespace verikiosk::lab {

/// What a demo came to.
struct Outcome {
    AccountView before;
    AccountView after;
    double seconds = 0;  ///< of the session's own time, from welcome to the result
    std::string stage;
    std::string sentence;        ///< what the visitor reads
    std::string backend_reason;  ///< what the platform's engineers read
    std::optional<Receipt> receipt;
    std::string folder;
};

/// Tells people how a demo goes: a line per step, or one JSON object at the end.
class Report {
  public:
    explicit Report(bool json) : json_(json) {}
    void step(double seconds, std::string_view what, std::string_view words) const;
    void conclude(const Outcome& outcome) const;

  private:
    bool json_;
};

}  // namespace verikiosk::lab
