// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/camera_model.hpp"

#include <array>
#include <cmath>
#include <optional>

#include "tests/unit/drivers/simulator/attack_shots.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using namespace verikiosk::simulator;

GROUP("camera_variants");

namespace {

// FNV-1a over two seconds of pictures and their times.
std::uint64_t two_seconds_of(ActKind kind, std::uint64_t seed, std::optional<int> variant) {
    drivers::SimulatedCameraOptions options;
    if (variant) options.variant = *variant;
    options.visitor = draw_visitor(seed);
    options.act = kind;
    options.width = 320;
    options.height = 180;
    Stage stage(options);
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    const auto take_in = [&hash](const std::uint8_t* bytes, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            hash = (hash ^ bytes[i]) * 0x100000001B3ULL;
    };
    for (int i = 0; i < 60; ++i) {
        if (i == 5) stage.camera->cue(Cue::smile);
        if (i == 20) stage.camera->set_screen_light({40.0F, 0.0F, 0.0F});
        if (i == 30) stage.camera->set_exposure(5ms, 3.0F);
        if (i == 40) stage.camera->cue(Cue::turn_left);
        const Shot shot = stage.take();
        take_in(shot.luma.data(), shot.luma.size());
        take_in(shot.chroma.data(), shot.chroma.size());
        const std::int64_t time = shot.info.sensor_time.time_since_epoch().count();
        std::array<std::uint8_t, sizeof time> bytes{};
        std::memcpy(bytes.data(), &time, sizeof time);
        take_in(bytes.data(), bytes.size());
    }
    return hash;
}

Stage of_variant(int variant, ActKind kind = ActKind::visitor) {
    auto options = Stage::options(kind, careful);
    options.variant = variant;
    return Stage(options);
}

// Mean difference of neighbours in a flat part of the room.
double grain_of(const Shot& shot) {
    double sum = 0;
    for (std::size_t row = 4; row < 24; ++row)
        for (std::size_t x = 0; x < 60; ++x)
            sum += std::abs(int{shot.luma[row * 320 + x + 1]} - int{shot.luma[row * 320 + x]});
    return sum / 1200;
}

}  // namespace

STORY(who_names_no_variant_gets_the_first) {
    // Compared within one run: compilers round differently in a picture's last bits.
    for (const ActKind kind : {ActKind::visitor, ActKind::two_people, ActKind::nobody}) {
        const std::uint64_t unnamed = two_seconds_of(kind, 8, {});
        CHECK_EQUAL(unnamed, two_seconds_of(kind, 8, 1));
        CHECK(unnamed != two_seconds_of(kind, 8, 2));
    }
}

STORY(variant_two_draws_the_same_visitor_otherwise) {
    Stage one = of_variant(1);
    Stage two = of_variant(2);
    const Shot a = one.take(20);
    const Shot b = two.take(20);
    CHECK(!(a == b));
    // Still a picture of about the same brightness.
    CHECK(std::abs(look_at(a, everything).luma - look_at(b, everything).luma) < 40.0);
    CHECK(grain_of(a) != grain_of(b));
}

STORY(variant_two_obeys_a_frame_later_and_says_so) {
    Stage stage = of_variant(2);
    CHECK_EQUAL(stage.camera->info().control_lag_frames, 3);
    stage.take(5);
    stage.camera->set_exposure(5ms, 3.0F);
    CHECK(stage.take(3).info.gain != 3.0F);
    CHECK_EQUAL(stage.take().info.gain, 3.0F);
}

STORY(injected_pictures_come_from_that_variant_too) {
    Stage one = of_variant(1, ActKind::injection_virtual);
    Stage two = of_variant(2, ActKind::injection_virtual);
    CHECK(!(one.take() == two.take()));
}

STORY(a_variant_that_there_is_not_is_refused) {
    auto options = Stage::options(ActKind::visitor, careful);
    options.variant = 3;
    CHECK_EQUAL(drivers::make_simulated_camera(options).error().code, Errc::invalid);
}
