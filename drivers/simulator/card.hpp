// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "drivers/simulator/picture.hpp"
#include "drivers/simulator/renderer.hpp"
#include "drivers/simulator/sheet.hpp"

namespace verikiosk::simulator {

/// How something was printed, cut and bent. Lengths in cm from the sheet's middle.
struct Paper {
    float half_width = 10.5F;  ///< A4 upright, nearly
    float half_height = 14.0F;
    float border = 0.6F;     ///< white edge
    float darkest = 0.05F;   ///< albedo of full ink
    float lightest = 0.78F;  ///< of bare paper
    float bend = 0.0F;       ///< radius of the cylinder it is bent to; 0: flat
    bool oval = false;       ///< cut along an oval as large as the sheet
    bool thumbs = true;      ///< two hold the lower corners
    struct Hole {
        float u;
        float v;
        float half_width;
        float half_height;
    };
    std::vector<Hole> holes{};  ///< elliptic
};

/// A printed photograph: less contrast than a face has, and paper's reflectance.
class Card : public Prop {
  public:
    Card(Picture picture, Paper paper);

    void hold(const Pose& pose) { pose_ = pose; }
    void show(Picture picture) { picture_ = std::move(picture); }
    Rect draw(double seconds, const Lens& lens, const Illumination& light, Canvas& canvas) override;

  private:
    struct Ink;
    [[nodiscard]] bool missing(float u, float v) const;
    void draw_row(int row, const Rect& area, const SheetRows& rows, const std::vector<Ink>& inks,
                  const Cover& cover, Canvas& canvas);

    Picture picture_;
    Paper paper_;
    Pose pose_;
    std::vector<Cover::Spot> spots_;
};

}  // namespace verikiosk::simulator
