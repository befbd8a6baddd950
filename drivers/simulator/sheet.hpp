// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "drivers/simulator/behaviour.hpp"
#include "drivers/simulator/random.hpp"
#include "drivers/simulator/rasteriser.hpp"
#include "drivers/simulator/shading.hpp"

namespace verikiosk::simulator {

/// Thin things that a hand holds before the camera.

/// A hand that is never quite still.
class Hand {
  public:
    /// How far it sways: cm across, down and away, degrees of yaw, pitch and roll.
    using Sway = std::array<float, 6>;
    /// Holds somewhere between these distances from the lens, cm.
    Hand(Random random, float nearest, float farthest, const Sway& sway);

    /// Swaying about the middle of the picture.
    [[nodiscard]] Pose at(double seconds) const;

  private:
    struct Motion {
        float amount;
        float pace;
        float phase;
        [[nodiscard]] float at(double seconds) const;
    };
    float distance_;
    std::array<Motion, 6> motions_;
};

/// What the holder of a sheet does about the kiosk's prompts.
enum class Obedience : std::uint8_t {
    none,    ///< holds it up
    places,  ///< moves it nearer, farther, aside, as asked
    turns,   ///< and turns it where a turn of the head is asked
};

/// Somebody who holds a sheet and moves it as a visitor would move the head.
class Bearer {
  public:
    Bearer(const Hand& hand, Obedience obedience, std::uint64_t seed);

    void cue(Cue asked);
    void advance(double seconds);
    [[nodiscard]] Pose pose() const;

  private:
    Hand hand_;
    Obedience obedience_;
    Placement start_;
    Behaviour motion_;
    double elapsed_ = 0.0;
};

/// Maps a pixel's ray to a flat sheet: u and v in cm from its middle.
class ToSheet {
  public:
    explicit ToSheet(const Pose& pose);
    struct Place {
        float u;
        float v;
    };
    [[nodiscard]] Place operator()(Vec3 ray) const {
        const float inverse = 1.0F / dot(w_, ray);
        return {dot(u_, ray) * inverse, dot(v_, ray) * inverse};
    }

  private:
    Vec3 u_;
    Vec3 v_;
    Vec3 w_;
};

/// The same for whole rows of pixels, and for sheets bent to an upright cylinder whose middle is nearest the
/// lens. u is measured along the sheet.
class SheetRows {
  public:
    /// `bend`: the cylinder's radius in cm, at least 8; 0: flat.
    SheetRows(const Pose& pose, float bend, const Lens& lens);

    /// Finds u and v of the pixels left .. right of a row, in order.
    void find(int row, int left, int right);
    [[nodiscard]] const float* u() const { return u_.data(); }  ///< 1e9 where the ray misses
    [[nodiscard]] const float* v() const { return v_.data(); }

  private:
    void find_bent(int row, int left);

    Pose pose_;
    float bend_;
    Lens lens_;
    ToSheet flat_;
    std::vector<float> u_;
    std::vector<float> v_;
};

/// The pixels that a sheet of this size may touch; even edges.
[[nodiscard]] Rect reach_of(const Pose& pose, float half_width, float half_height, const Lens& lens,
                            const Canvas& canvas);

}  // namespace verikiosk::simulator
