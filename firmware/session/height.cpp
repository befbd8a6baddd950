// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "firmware/session/visit.hpp"
#include "vision/face/oval.hpp"

namespace verikiosk::session {
namespace {

// Picture heights a row. Six lines of 720: a followed face stays followed, and at thirty rows a second a room
// of a sixth of the height is crossed in 0.7 s.
constexpr float step = 0.008F;
// Nearer than this to the middle nobody sees a difference, and a head that sways starts nothing.
constexpr float near_enough = 0.03F;
// Once on its way it goes on until here; a head sways by so much while it does. To the end of its room it
// goes wholly: there a sway changes nothing, and who stands there needs every bit.
constexpr float close = 0.015F;
constexpr float at_the_end = 0.001F;
// Sensors move it by whole rows.
constexpr float arrived = 0.006F;
// For a head that bends meanwhile. Then the oval goes where the face is, as without a picture that moves.
constexpr Duration longest = 2s;
// Who stands there is found sooner.
constexpr Duration before_seeking = 1s;

void move_towards(State& state, float target) {
    state.pan += std::clamp(target - state.pan, -step, step);
}

/// A child or a tall person may stand outside the picture altogether: down first, as the tall can bend.
void seek(State& state, TimePoint now, Pan pan) {
    if (!state.unseen_since) {
        state.unseen_since = now;
        state.seeking_up = false;
    }
    if (now - *state.unseen_since < before_seeking) return;
    const float target = state.seeking_up ? -pan.room : pan.room;
    move_towards(state, target);
    if (std::abs(target - state.pan) < step) state.seeking_up = !state.seeking_up;
}

}  // namespace

bool comes_to_height(State& state, const ObservationRow& row, Pan pan) {
    if (pan.room <= 0) return false;
    if (!row.has_face()) {
        seek(state, row.time, pan);
        return false;
    }
    state.unseen_since.reset();
    const float off = vision::face_in_frame(row).centre_y - 0.5F;
    const float target = std::clamp(pan.at + off, -pan.room, pan.room);
    const float left = std::abs(target - state.pan);
    const bool far = left > (std::abs(target) < pan.room ? close : at_the_end);
    const bool under_way = std::abs(state.pan - pan.at) > arrived;
    if (!state.pan_before) {
        if (left <= near_enough && !under_way) return false;
        state.pan_before = row.time + longest;
    }
    if (row.time >= *state.pan_before) {
        state.pan = pan.at;
        return false;
    }
    if (far) move_towards(state, target);
    return far || under_way;
}

}  // namespace verikiosk::session
