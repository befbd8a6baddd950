// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "drivers/simulator/renderer.hpp"
#include "drivers/simulator/sheet.hpp"

namespace verikiosk::simulator {

/// A printed photograph of a neutral face, life-size on A4, held in front of the camera by a hand that is
/// never quite still. It is flat, has a white edge, less contrast than a face and paper's reflectance.
class Card : public Prop {
  public:
    /// Prints `person` as another camera took them; `seed` decides the hand's motion.
    Card(const Person& person, std::uint64_t seed);

    Rect draw(double seconds, const Lens& lens, const Illumination& light, Canvas& canvas) override;

  private:
    static constexpr int width = 420;  // of the print, pixels, even
    static constexpr int height = 560;

    void print(const Person& person);

    std::vector<std::uint8_t> luma_;    // width x height
    std::vector<std::uint8_t> chroma_;  // interleaved, half size
    Hand hand_;
};

}  // namespace verikiosk::simulator
