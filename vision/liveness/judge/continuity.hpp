// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "firmware/domain/observation.hpp"

namespace verikiosk::judge {

/// Whether it is one and the same head all the time: between rows it moves and grows no faster than heads do.
/// A cut in a picture that keeps the track alive is seen as a jump that does not come back; one slipped row
/// is forgiven.
class Continuity {
  public:
    /// Whether the row before was one that the head could not have come to, and this row is where that was
    /// rather than where the head had been. Rows without a face, and rows after a long gap, say nothing.
    [[nodiscard]] bool broken_by(const ObservationRow& row);

  private:
    std::optional<ObservationRow> last_;  // the latest row that was believed
    std::optional<ObservationRow> jumped_to_;
};

}  // namespace verikiosk::judge
