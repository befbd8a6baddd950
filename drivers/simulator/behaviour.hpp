// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drivers/simulator/cue.hpp"
#include "drivers/simulator/figure.hpp"
#include "drivers/simulator/random.hpp"

namespace verikiosk::simulator {

/// Shortest and longest time from a cue to the first sign of an answer, seconds.
inline constexpr double quickest_reaction = 0.3;
inline constexpr double slowest_reaction = 1.5;

/// How a visitor answers cues. The same seed, cues and time steps give the same motion, bit for bit.
class Behaviour {
  public:
    /// `faultless`: never slow and never wrong first; reaction times still vary.
    Behaviour(const Placement& start, std::uint64_t seed, bool faultless = false);

    /// What is asked from now on. Asking the same again changes nothing.
    void cue(Cue asked);
    /// Lets `seconds` pass (0 .. 0.2; longer ones are cut) and says where the visitor is then.
    const Stance& advance(double seconds);
    const Stance& stance() const { return stance_; }
    /// Seconds between the last change of cue and the answer to it.
    double reaction() const { return reaction_; }

  private:
    // A value on its way: eased from where it was to where it is to be.
    class Eased {
      public:
        explicit Eased(float value) : from_(value), to_(value) {}
        void go(float target, float duration);
        float advance(float seconds);
        float value() const;

      private:
        float from_;
        float to_;
        float duration_ = 1.0F;
        float elapsed_ = 1.0F;
    };
    // Steady movement while asked: speed eases in and out.
    struct Walk {
        float speed = 0.0F;  // cm/s now
        float wanted = 0.0F;
    };
    // What a body does by itself: slow sine waves with their own pace and phase.
    struct Sway {
        float amount;
        float pace;
        float phase;
        float at(double t) const;
    };

    void act(Cue asked);
    void face_ahead(float duration);
    Cue mistaken(Cue asked);
    void step_walks(float seconds);
    void step_eyes(float seconds);
    Sway draw_sway(float amount, float slowest, float quickest);

    Random random_;
    bool faultless_;
    double time_ = 0.0;
    Cue asked_ = Cue::none;
    Cue doing_ = Cue::none;
    double act_at_ = -1.0;      // when the answer begins; below 0: nothing pending
    double correct_at_ = -1.0;  // when a mistake is noticed
    double reaction_ = 0.0;
    float pace_ = 1.0F;  // of this answer; below 1 is slow
    float smile_strength_;
    float temper_;  // this person's usual reaction, 0 quick .. 1 slow

    Eased yaw_, pitch_, roll_, smile_, open_mouth_;
    Placement base_;
    Walk walk_x_, walk_y_, walk_z_;
    Sway sway_x_, sway_y_, breath_, sway_z_, sway_yaw_, sway_pitch_, sway_roll_, mood_;
    double blink_at_;
    double glance_at_;
    float gaze_x_ = 0.0F;
    float gaze_y_ = 0.0F;
    Stance stance_;
};

}  // namespace verikiosk::simulator
