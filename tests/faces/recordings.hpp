// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firmware/domain/observation.hpp"
#include "vision/liveness/judge/judge.hpp"

/// Recordings of real people, from the folder named by VERIKIOSK_FACES (otherwise ../shared/faces beside the
/// source tree). A story skips where it is absent, and fails there when CI=true.
namespace verikiosk::tests {

/// Where a video of the folder is ("video/NAME").
[[nodiscard]] std::filesystem::path recording(const std::string& video);

/// Rows of a video of the folder ("video/NAME"), as a kiosk in lockstep would log them; crop digests stay
/// zero. At most `most_frames`; `latency` frames pass before a detection lands.
[[nodiscard]] const std::vector<ObservationRow>& watch(std::string_view video,
                                                       std::size_t most_frames = 100000,
                                                       std::size_t latency = 0);

/// How a visit under the policy for recordings goes: the oval is placed at the first face, the visitor holds
/// still for 0.48 s, and is asked to smile as soon as that passed and not before `smile_frame`.
struct Visit {
    Oval oval;
    judge::Standing centre;
    std::uint64_t centre_frame = 0;  ///< of the row on which it was over
    judge::Standing smile;
    std::uint64_t smile_frame = 0;
};
[[nodiscard]] Visit visit(const std::vector<ObservationRow>& rows, std::uint64_t first_frame = 0,
                          std::uint64_t smile_frame = 0);

inline constexpr Duration smile_hold = 200ms;

/// Rows of frames first..last (0-based, inclusive).
[[nodiscard]] std::vector<ObservationRow> frames(const std::vector<ObservationRow>& rows, std::uint64_t first,
                                                 std::uint64_t last);

/// Thousandths of the rows that follow a face.
[[nodiscard]] int followed_milli(const std::vector<ObservationRow>& rows);

}  // namespace verikiosk::tests
