// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "drivers/simulator/late.hpp"
#include "drivers/simulator/screens.hpp"
#include "drivers/simulator/script.hpp"
#include "tests/unit/drivers/simulator/attack_shots.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using namespace verikiosk::simulator;

GROUP("replay_attacks");

namespace {

// The first of `limit` frames in which it matters whether something was asked; limit: none.
int first_answer(ActKind kind, int skill, Cue asked, int limit) {
    Stage told(kind, skill);
    Stage left_alone(kind, skill);
    told.camera->cue(asked);
    for (int i = 0; i < limit; ++i)
        if (!(told.take() == left_alone.take())) return i;
    return limit;
}

double roughness(Device device, int skill) {
    const Lens lens = Lens::of(1280, 720);
    Display display(panel_of(device, skill));
    const Picture grey(64, 64);
    display.show(grey);
    Pose pose;
    pose.turn = rotation(3.0F, 2.0F, 1.0F);
    display.hold(pose);
    Canvas canvas(1280, 720);
    Illumination light;
    light.exposure = 0.0015F;
    display.draw(0.0, lens, light, canvas);
    double sum = 0;
    double squares = 0;
    for (int row = 350; row < 370; ++row)
        for (int x = 630; x < 650; ++x) {
            const double luma = canvas.luma(row)[x];
            sum += luma;
            squares += luma * luma;
        }
    return std::sqrt(squares / 400 - sum / 400 * (sum / 400));
}

constexpr Area upper_corner{0.02, 0.02, 0.15, 0.15};
constexpr Area lower_middle{0.4, 0.8, 0.6, 0.98};

}  // namespace

STORY(what_is_said_late_arrives_late_and_in_order) {
    Late<int> line(0.2, 0);
    line.say(1, 1.0);
    line.say(2, 1.1);
    CHECK_EQUAL(line.at(1.19), 0);
    CHECK_EQUAL(line.at(1.2), 1);
    CHECK_EQUAL(line.at(1.25), 1);
    CHECK_EQUAL(line.at(5.0), 2);
}

STORY(a_recording_of_another_plan_asks_for_all_that_kiosks_ask) {
    const Script script(Random(7), true);
    CHECK(script.at(0.5) == Cue::look_here);
    int smiles = 0;
    int turns = 0;
    for (double t = 0; t < 40; t += 0.1) {
        smiles += script.at(t) == Cue::smile ? 1 : 0;
        turns += script.at(t) == Cue::turn_left || script.at(t) == Cue::turn_right ? 1 : 0;
    }
    CHECK(smiles > 5 && turns > 5);
}

STORY(a_recording_does_not_answer) {
    CHECK_EQUAL(first_answer(ActKind::replay_tablet, careful, Cue::smile, 75), 75);
    CHECK_EQUAL(first_answer(ActKind::replay_phone, careful, Cue::turn_left, 75), 75);
}

STORY(a_replay_answers_prompts_late) {
    // A person takes 0.3 s at least, and the picture of one 0.15 s more.
    const int live = first_answer(ActKind::replay_live, careful, Cue::turn_left, 90);
    CHECK(live >= 13 && live < 90);
    const int visitor = first_answer(ActKind::visitor, careful, Cue::turn_left, 90);
    CHECK(visitor >= 8 && visitor < 60);
}

STORY(who_holds_a_recording_brings_it_nearer) {
    CHECK(first_answer(ActKind::replay_monitor, careful, Cue::come_nearer, 75) < 75);
    CHECK_EQUAL(first_answer(ActKind::replay_monitor, naive, Cue::come_nearer, 75), 75);
}

STORY(glossy_glass_mirrors_the_kiosks_colour_below_the_lens) {
    Stage stage(ActKind::replay_tablet, careful);
    const Shot dark = stage.take(10);
    stage.camera->set_screen_light({60.0F, 0.0F, 0.0F});
    const Shot red = stage.take();
    const auto gain = [&](const Area& part) { return look_at(red, part).cr - look_at(dark, part).cr; };
    CHECK(gain(lower_middle) > 3.0);
    CHECK(gain(lower_middle) > 3.0 * gain(upper_corner));
    // A film against it spreads what is left.
    Stage film(ActKind::replay_tablet, knows_the_design);
    const Shot before = film.take(10);
    film.camera->set_screen_light({60.0F, 0.0F, 0.0F});
    const Shot after = film.take();
    CHECK(look_at(after, lower_middle).cr - look_at(before, lower_middle).cr < 0.5 * gain(lower_middle));
}

STORY(a_screen_that_knows_our_code_takes_on_the_colour_late_and_all_over) {
    Stage stage(ActKind::replay_tablet, has_our_code);
    const double before = look_at(stage.take(10), upper_corner).cr;
    stage.camera->set_screen_light({60.0F, 0.0F, 0.0F});
    CHECK(std::abs(look_at(stage.take(2), upper_corner).cr - before) < 2.0);
    CHECK(look_at(stage.take(5), upper_corner).cr - before > 4.0);
}

STORY(coarse_pixels_beat_with_the_cameras_and_fine_ones_do_not) {
    CHECK(roughness(Device::monitor, careful) > 1.0);
    CHECK(roughness(Device::phone, knows_the_design) < 0.5);
}

STORY(the_careful_keep_the_edges_and_the_room_out_of_the_picture) {
    const auto picture_in = [](std::uint64_t room, int skill) {
        auto options = Stage::options(ActKind::replay_monitor, skill);
        options.visitor.scene.background_seed = room;
        return Stage(options).take();
    };
    CHECK(!(picture_in(1, naive) == picture_in(2, naive)));
    CHECK(picture_in(1, careful) == picture_in(2, careful));
}
