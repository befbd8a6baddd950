// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "drivers/simulator/picture.hpp"
#include "drivers/simulator/renderer.hpp"
#include "drivers/simulator/sheet.hpp"

namespace verikiosk::simulator {

/// A screen that an attacker holds up.
struct Panel {
    float half_width = 3.4F;  ///< lit area, cm
    float half_height = 7.3F;
    float bezel = 0.3F;     ///< cm around it
    float pitch = 0.0065F;  ///< cm from one of its pixels to the next
    float white_nits = 250.0F;
    float black_nits = 0.5F;
    float gamma = 2.2F;
    float mirror = 0.04F;  ///< share of light that its glass reflects as a mirror does
    float matt = 0.005F;   ///< share that it scatters
    float blur = 0.02F;    ///< how soft the mirrored picture is, radian
};

/// Shines by itself with its own brightness and curve; its pixels beat with the camera's (moire); its glass
/// mirrors the kiosk's screen and scatters the room's light.
class Display : public Prop {
  public:
    explicit Display(const Panel& panel);

    void hold(const Pose& pose) { pose_ = pose; }
    /// What it shows; kept by the caller until after the next draw().
    void show(const Picture& picture) { picture_ = &picture; }
    /// Multiplies what it shows, per channel.
    void tint(Colour factor) { tint_ = factor; }
    Rect draw(double seconds, const Lens& lens, const Illumination& light, Canvas& canvas) override;

  private:
    // How much of the kiosk's screen is mirrored at a pixel, in steps.
    static constexpr int levels = 16;
    using Curve = std::array<float, 256>;  // by code: what the sensor makes of it, 0 .. 1
    struct Shades {
        Curve r, g, b;
        std::array<std::uint8_t, 256> luma;
    };

    void prepare(const Lens& lens, const Illumination& light);
    void find_mirrored(const Lens& lens, const Rect& area);
    [[nodiscard]] float mirrored_row(int row) const;
    void draw_row(int row, const Rect& area, const SheetRows& rows, const Cover& cover, Canvas& canvas);
    [[nodiscard]] float wave_at(float phase) const;
    void draw_colour(float code, const std::uint8_t* chroma, float phase, const Shades& shades,
                     std::uint8_t* to) const;

    Panel panel_;
    Pose pose_;
    const Picture* picture_ = nullptr;
    Colour tint_{1.0F, 1.0F, 1.0F};
    Curve nits_{};                   // of a code
    std::array<float, 256> wave_{};  // one period of the pixel grid
    std::array<Shades, levels> shades_{};
    std::vector<Cover::Spot> spots_;
    std::vector<float> mirrored_columns_;
    float mirror_top_ = 0.0F, mirror_bottom_ = 0.0F, mirror_blur_ = 1.0F;
    float ripple_ = 0.0F;   // of luma, by the grid
    float stripes_ = 0.0F;  // of each colour, by its own stripes
    std::uint8_t body_ = 16;
};

}  // namespace verikiosk::simulator
