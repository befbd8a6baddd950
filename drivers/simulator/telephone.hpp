// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "drivers/simulator/renderer.hpp"
#include "drivers/simulator/sheet.hpp"

namespace verikiosk::simulator {

/// A QR code's modules, row by row, true for dark; without the quiet zone around it.
struct CodeModules {
    int side = 0;  ///< modules, 21 .. 177
    std::vector<bool> dark;
};

/// A telephone that shows a page with a QR code of 4.2 cm, held before the camera by a hand that is never
/// quite still, beside the face of whoever holds it. Its screen shines by itself and reflects the room.
class Telephone : public Prop {
  public:
    /// `seed` decides the hand's motion.
    Telephone(CodeModules code, std::uint64_t seed);

    Rect draw(double seconds, const Lens& lens, const Illumination& light, Canvas& canvas) override;

  private:
    enum class Part : std::uint8_t { none, body, page, module };
    [[nodiscard]] Part part_at(ToSheet::Place place) const;

    CodeModules code_;
    Hand hand_;
};

}  // namespace verikiosk::simulator
