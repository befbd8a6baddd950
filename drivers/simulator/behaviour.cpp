// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/behaviour.hpp"

namespace verikiosk::simulator {
namespace {

constexpr double never = -1.0;
constexpr float leave_speed = 55.0F;   // cm/s
constexpr float out_of_sight = 70.0F;  // cm to the side

// Lids: closing 90 ms, closed 50 ms, opening 160 ms.
float blink_shape(double since) {
    const auto t = static_cast<float>(since);
    if (t < 0.0F || t > 0.30F) return 0.0F;
    return smoothstep(0.0F, 0.09F, t) * (1.0F - smoothstep(0.14F, 0.30F, t));
}

}  // namespace

void Behaviour::Eased::go(float target, float duration) {
    from_ = value();
    to_ = target;
    duration_ = std::max(duration, 0.05F);
    elapsed_ = 0.0F;
}
float Behaviour::Eased::value() const {
    return mix(from_, to_, smoothstep(0.0F, 1.0F, elapsed_ / duration_));
}
float Behaviour::Eased::advance(float seconds) {
    elapsed_ = std::min(elapsed_ + seconds, duration_);
    return value();
}

float Behaviour::Sway::at(double t) const {
    // Two incommensurable waves do not visibly repeat.
    const auto turn = static_cast<float>(std::fmod(t * static_cast<double>(pace), 1000.0)) * 6.2831853F;
    return amount * (0.7F * std::sin(turn + phase) + 0.3F * std::sin(2.414F * turn + 2.0F * phase));
}

Behaviour::Sway Behaviour::draw_sway(float amount, float slowest, float quickest) {
    return {amount * random_.between(0.6F, 1.2F), random_.between(slowest, quickest),
            random_.between(0.0F, 6.28F)};
}

Behaviour::Behaviour(const Placement& start, std::uint64_t seed, bool faultless)
    : random_(Random(seed).fork(30)),
      faultless_(faultless),
      smile_strength_(random_.between(0.8F, 1.0F)),
      temper_(random_.unit()),
      yaw_(start.yaw),
      pitch_(start.pitch),
      roll_(start.roll),
      smile_(0.0F),
      open_mouth_(0.0F),
      base_(start),
      sway_x_(draw_sway(0.22F, 0.10F, 0.25F)),
      sway_y_(draw_sway(0.12F, 0.10F, 0.25F)),
      breath_(draw_sway(0.10F, 0.20F, 0.30F)),
      sway_z_(draw_sway(0.35F, 0.08F, 0.20F)),
      sway_yaw_(draw_sway(0.9F, 0.10F, 0.30F)),
      sway_pitch_(draw_sway(0.7F, 0.10F, 0.30F)),
      sway_roll_(draw_sway(0.4F, 0.10F, 0.30F)),
      mood_(draw_sway(0.03F, 0.15F, 0.4F)),
      blink_at_(random_.between(0.8F, 3.0F)),
      glance_at_(random_.between(0.5F, 1.5F)) {
    stance_.place = start;
}

void Behaviour::cue(Cue asked) {
    if (asked == asked_) return;
    asked_ = asked;
    correct_at_ = never;
    pace_ = 1.0F;
    const bool slow = !faultless_ && random_.chance(0.10F);
    const float usual = mix(0.3F, 0.75F, temper_);
    // Stopping takes no thought: one sees the oval turn and stands still.
    const bool stop = asked == Cue::none || asked == Cue::look_here;
    float reaction = stop ? random_.between(0.30F, 0.40F) : usual + random_.between(0.0F, 0.35F);
    if (slow && !stop) {
        reaction = random_.between(1.15F, 1.5F);
        pace_ = 0.6F;
    }
    reaction_ = std::clamp(static_cast<double>(reaction), quickest_reaction, slowest_reaction);
    act_at_ = time_ + reaction_;
}

Cue Behaviour::mistaken(Cue asked) {
    switch (asked) {
        case Cue::move_left:
            return Cue::move_right;
        case Cue::move_right:
            return Cue::move_left;
        case Cue::turn_left:
            return Cue::turn_right;
        case Cue::turn_right:
            return Cue::turn_left;
        case Cue::come_nearer:
            return Cue::go_back;
        case Cue::smile:
            return Cue::open_mouth;
        default:
            return asked;
    }
}

void Behaviour::face_ahead(float duration) {
    yaw_.go(random_.between(-2.0F, 2.0F), duration);
    pitch_.go(random_.between(-1.5F, 1.5F), duration);
    roll_.go(random_.between(-1.5F, 1.5F), duration);
}

void Behaviour::act(Cue asked) {
    doing_ = asked;
    walk_x_.wanted = walk_y_.wanted = walk_z_.wanted = 0.0F;
    const float duration = random_.between(0.40F, 0.65F) / pace_;
    const float speed = pace_ * random_.between(0.85F, 1.15F);
    if (asked != Cue::smile) smile_.go(0.0F, duration);
    if (asked != Cue::open_mouth) open_mouth_.go(0.0F, duration * 0.7F);
    switch (asked) {
        case Cue::none:
            break;
        case Cue::look_here:
        case Cue::relax:
            face_ahead(duration);
            break;
        case Cue::come_nearer:
            walk_z_.wanted = -9.0F * speed;
            break;
        case Cue::go_back:
            walk_z_.wanted = 9.0F * speed;
            break;
        case Cue::move_left:
            walk_x_.wanted = 5.0F * speed;
            break;
        case Cue::move_right:
            walk_x_.wanted = -5.0F * speed;
            break;
        case Cue::move_up:
            walk_y_.wanted = -4.0F * speed;
            break;
        case Cue::move_down:
            walk_y_.wanted = 4.0F * speed;
            break;
        case Cue::smile:
            smile_.go(smile_strength_, duration);
            break;
        case Cue::turn_left:
            yaw_.go(random_.between(19.0F, 24.0F), duration * 1.5F);
            break;
        case Cue::turn_right:
            yaw_.go(-random_.between(19.0F, 24.0F), duration * 1.5F);
            break;
        case Cue::open_mouth:
            open_mouth_.go(random_.between(0.8F, 1.0F), duration);
            break;
        case Cue::leave:
            yaw_.go(base_.x < 0.0F ? -60.0F : 60.0F, 0.5F);
            walk_x_.wanted = base_.x < 0.0F ? -leave_speed : leave_speed;
            break;
    }
}

void Behaviour::step_walks(float seconds) {
    const auto step = [seconds](Walk& walk, float acceleration) {
        const float change = acceleration * seconds;
        walk.speed += std::clamp(walk.wanted - walk.speed, -change, change);
        return walk.speed * seconds;
    };
    base_.x += step(walk_x_, doing_ == Cue::leave ? 90.0F : 16.0F);
    base_.y += step(walk_y_, 14.0F);
    base_.distance += step(walk_z_, 30.0F);
    base_.y = std::clamp(base_.y, -15.0F, 15.0F);
    base_.distance = std::clamp(base_.distance, 30.0F, 120.0F);
    if (doing_ != Cue::leave && stance_.present) base_.x = std::clamp(base_.x, -25.0F, 25.0F);
    if (std::abs(base_.x) > out_of_sight) {
        stance_.present = false;
        base_.x = std::clamp(base_.x, -out_of_sight, out_of_sight);
    }
}

void Behaviour::step_eyes(float seconds) {
    if (time_ > blink_at_ + 0.31) blink_at_ = time_ + static_cast<double>(random_.between(2.0F, 6.0F));
    if (time_ > glance_at_) {
        glance_at_ = time_ + static_cast<double>(random_.between(0.6F, 2.2F));
        const bool away = random_.chance(0.12F);
        gaze_x_ = away ? random_.between(-0.6F, 0.6F) : random_.between(-0.08F, 0.08F);
        gaze_y_ = away ? random_.between(-0.2F, 0.5F) : random_.between(-0.05F, 0.15F);
    }
    Expression& face = stance_.face;
    // The eyes get there within some 60 ms, and stay on the lens while the head turns.
    const float catch_up = std::min(seconds / 0.06F, 1.0F);
    const float hold = std::clamp(-stance_.place.yaw / 40.0F, -0.8F, 0.8F);
    face.gaze_x += (gaze_x_ + hold - face.gaze_x) * catch_up;
    face.gaze_y += (gaze_y_ - face.gaze_y) * catch_up;
    face.blink_left = face.blink_right = blink_shape(time_ - blink_at_);
}

const Stance& Behaviour::advance(double seconds) {
    const auto step = static_cast<float>(std::clamp(seconds, 0.0, 0.2));
    time_ += static_cast<double>(step);
    if (act_at_ >= 0.0 && time_ >= act_at_) {
        act_at_ = never;
        const bool wrong = !faultless_ && random_.chance(0.06F) && mistaken(asked_) != asked_;
        if (wrong) correct_at_ = time_ + static_cast<double>(random_.between(0.7F, 1.3F));
        act(wrong ? mistaken(asked_) : asked_);
    }
    if (correct_at_ >= 0.0 && time_ >= correct_at_) {
        correct_at_ = never;
        act(asked_);
    }
    step_walks(step);
    Placement& place = stance_.place;
    place.x = base_.x + sway_x_.at(time_);
    place.y = base_.y + sway_y_.at(time_) + breath_.at(time_);
    place.distance = base_.distance + sway_z_.at(time_);
    place.yaw = yaw_.advance(step) + sway_yaw_.at(time_);
    place.pitch = pitch_.advance(step) + sway_pitch_.at(time_);
    place.roll = roll_.advance(step) + sway_roll_.at(time_);
    Expression& face = stance_.face;
    face.smile = std::clamp(smile_.advance(step) + mood_.at(time_), 0.0F, 1.0F);
    face.open_mouth = std::clamp(open_mouth_.advance(step) + 0.5F * mood_.at(time_ * 1.3), 0.0F, 1.0F);
    face.raised_brows = std::clamp(2.5F * mood_.at(time_ * 0.7) + 0.3F * face.open_mouth, 0.0F, 1.0F);
    step_eyes(step);
    return stance_;
}

}  // namespace verikiosk::simulator
