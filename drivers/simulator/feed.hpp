// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "drivers/simulator/behaviour.hpp"
#include "drivers/simulator/renderer.hpp"

namespace verikiosk::simulator {

/// Another camera in another room, whose pictures are brought here: on a screen, or straight into the
/// computer. The kiosk's light does not reach it unless it is told of it.
class Feed {
  public:
    /// `who` stands there, in their own scene.
    Feed(const Visitor& who, int width, int height, const CameraModel& model);

    /// What that person is asked, and what light there is, from the next frame on.
    void cue(Cue asked) { behaviour_.cue(asked); }
    void light(Colour lux) { renderer_.set_screen_light(lux); }
    void advance(double seconds);
    [[nodiscard]] const Stance& stance() const { return stance_; }
    [[nodiscard]] double elapsed() const { return elapsed_; }
    ExposureControl& exposure() { return renderer_.exposure(); }
    Exposure take(const FrameMemory& out);

    /// The person jumps to the start of another recording.
    void cut(std::uint64_t seed);
    /// Stands as stood then, at that time of the room's light.
    void recall(const Stance& stance, double seconds);
    /// The camera begins anew: the same stances then give the same bytes.
    void rewind();

  private:
    [[nodiscard]] Renderer camera() const;

    Visitor who_;
    int width_;
    int height_;
    CameraModel model_;
    Behaviour behaviour_;
    Stance stance_;
    Renderer renderer_;
    std::vector<std::unique_ptr<Figure>> people_;
    double elapsed_ = 0.0;
};

/// The room in which an attacker films `person`: an ordinary one, well enough lit, the face in the middle at
/// this distance (cm). `seed` decides the room.
Visitor filmed(const Person& person, float distance, std::uint64_t seed);

}  // namespace verikiosk::simulator
