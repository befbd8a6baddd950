// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "drivers/simulator/retouch.hpp"
#include "tests/unit/drivers/simulator/attack_shots.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using namespace verikiosk::simulator;

GROUP("injection_attacks");

namespace {

constexpr Area cheeks{0.44, 0.45, 0.56, 0.6};
constexpr Area corner{0.0, 0.0, 0.12, 0.3};
// The attack's own way into the computer is as short as this, or longer.
constexpr int true_lag = 2;

// Frames from a red light to the first that is clearly redder there; 30: none.
int reddens_after(ActKind kind, int skill, const Area& part) {
    Stage stage(kind, skill);
    stage.camera->lock_exposure(true);
    const double before = look_at(stage.take(10), part).cr;
    stage.camera->set_screen_light({60.0F, 0.0F, 0.0F});
    for (int i = 0; i < 30; ++i)
        if (look_at(stage.take(), part).cr - before > 1.5) return i;
    return 30;
}

struct Obeyed {
    int told = 30;  // frames from an order of exposure to the first whose metadata, or picture, follows
    int shown = 30;
};
Obeyed obeyed_after(ActKind kind, int skill) {
    Stage stage(kind, skill);
    const double before = look_at(stage.take(30), everything).luma;
    // Far darker than anything that was metered.
    stage.camera->set_exposure(1ms, 1.0F);
    Obeyed out;
    for (int i = 0; i < 30; ++i) {
        const Shot shot = stage.take();
        if (out.told == 30 && shot.info.exposure < Duration(1'001'000) && shot.info.gain == 1.0F)
            out.told = i;
        if (out.shown == 30 && look_at(shot, everything).luma < 0.8 * before) out.shown = i;
    }
    return out;
}

}  // namespace

STORY(a_loop_comes_again_byte_for_byte_on_exact_thirtieths) {
    Stage stage(ActKind::injection_looped, naive);
    std::vector<Shot> round;
    for (int i = 0; i < 60; ++i)
        round.push_back(stage.take());
    CHECK(!(round[0] == round[1]));
    for (std::size_t i = 0; i < 60; ++i)
        CHECK(stage.take() == round[i]);
    CHECK(round[41].info.sensor_time - round[40].info.sensor_time == Duration(33'333'333));
}

STORY(a_skilled_loop_never_repeats_a_byte_but_comes_back_the_same_way) {
    Stage stage(ActKind::injection_looped, knows_the_design);
    std::vector<Shot> there;
    for (int i = 0; i < 120; ++i)
        there.push_back(stage.take());
    for (std::size_t i = 120; i-- > 0;) {
        const Shot back = stage.take();
        CHECK(!(back == there[i]));
        if (i % 10 == 0) {
            double off = 0;
            for (std::size_t p = 0; p < back.luma.size(); ++p)
                off += std::abs(int{back.luma[p]} - int{there[i].luma[p]});
            CHECK(off / static_cast<double>(back.luma.size()) < 2.0);  // noise alone
        }
    }
}

STORY(a_slow_recording_shows_some_frames_twice) {
    Stage stage(ActKind::injection_recorded, naive);
    Shot last = stage.take();
    int repeated = 0;
    for (int i = 1; i < 60; ++i) {
        Shot now = stage.take();
        repeated += now == last ? 1 : 0;
        last = std::move(now);
    }
    CHECK_EQUAL(repeated, 10);
}

STORY(injected_pictures_do_not_see_the_kiosks_light) {
    Stage lit(ActKind::injection_virtual, careful);
    Stage dark(ActKind::injection_virtual, careful);
    lit.camera->set_screen_light({60.0F, 60.0F, 0.0F});
    for (int i = 0; i < 10; ++i)
        CHECK(lit.take() == dark.take());
}

STORY(a_virtual_camera_ignores_orders_of_exposure) {
    const Obeyed visitor = obeyed_after(ActKind::visitor, careful);
    CHECK_EQUAL(visitor.told, true_lag);
    CHECK_EQUAL(visitor.shown, true_lag);
    const Obeyed careless = obeyed_after(ActKind::injection_virtual, careful);
    CHECK_EQUAL(careless.told, 30);
    CHECK_EQUAL(careless.shown, 30);
    const Obeyed liar = obeyed_after(ActKind::injection_virtual, knows_the_design);
    CHECK_EQUAL(liar.told, true_lag);
    CHECK_EQUAL(liar.shown, 30);
}

STORY(imitated_exposure_follows_one_frame_late_and_in_the_end_on_time) {
    CHECK_EQUAL(obeyed_after(ActKind::injection_imitated, naive).shown, 30);
    for (const int skill : {careful, knows_the_design}) {
        const Obeyed late = obeyed_after(ActKind::injection_imitated, skill);
        CHECK_EQUAL(late.told, true_lag + 1);
        CHECK_EQUAL(late.shown, true_lag + 1);
    }
    CHECK_EQUAL(obeyed_after(ActKind::injection_imitated, has_our_code).shown, true_lag);
}

STORY(a_face_swap_is_lit_late_and_its_room_is_not) {
    CHECK_EQUAL(reddens_after(ActKind::visitor, careful, cheeks), 0);
    const int careful_lag = reddens_after(ActKind::injection_swap, careful, cheeks);
    CHECK(careful_lag >= 5 && careful_lag <= 9);
    CHECK_EQUAL(reddens_after(ActKind::injection_swap, careful, corner), 30);
    const int best = reddens_after(ActKind::injection_swap, has_our_code, cheeks);
    CHECK_EQUAL(best, 2);
    // The naive tint the picture.
    CHECK(reddens_after(ActKind::injection_swap, naive, corner) <= 10);
}

STORY(the_true_camera_reads_the_code_before_the_attack_begins) {
    Stage stage(ActKind::injection_recorded, careful);
    simulator::CodeModules code{21, std::vector<bool>(441, true)};
    stage.camera->hold_up(code);
    const Shot held = stage.take();
    Stage room(ActKind::nobody, careful);
    room.camera->hold_up(code);
    CHECK(held == room.take());
    stage.camera->hold_up(std::nullopt);
    CHECK(!(stage.take() == room.take()));
}

STORY(brightening_a_finished_picture_moves_it_as_exposure_would) {
    Picture picture(16, 16);
    const auto level = [](float signal) {
        return static_cast<std::uint8_t>(encode({signal, signal, signal}).luma);
    };
    std::fill_n(picture.memory().luma, 256, level(0.2F));
    brighten(picture.memory(), 16, 16, 0.5F);
    CHECK(std::abs(int{picture.luma(3)[3]} - int{level(0.1F)}) <= 2);
    tint(picture.memory(), 16, 16, {2.0F, 1.0F, 1.0F});
    CHECK(picture.chroma(0)[1] > 132);
}
