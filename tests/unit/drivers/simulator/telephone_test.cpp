// SPDX-License-Identifier: Apache-2.0
// What the drawn telephone shows is read as a real one's would be: drawing and reading hold each other.
#include "drivers/simulator/simulated_camera.hpp"
#include "firmware/domain/session_code.hpp"
#include "firmware/kioskctl/qr_code.hpp"
#include "tests/support/check.hpp"
#include "vision/code/code_reader.hpp"

using namespace verikiosk;
using tests::must;

GROUP("telephone");

namespace {

const std::string code = std::string("7K3M9QX") + *code_check_character("7K3M9QX");

simulator::CodeModules modules_of(const std::string& content) {
    const auto drawn = must(kioskctl::make_qr_code(content));
    return {drawn.side, drawn.dark};
}

std::unique_ptr<drivers::SimulatedCamera> camera_of(std::uint64_t seed) {
    drivers::SimulatedCameraOptions options;
    options.visitor = simulator::draw_visitor(seed);
    auto camera = must(drivers::make_simulated_camera(options));
    must(camera->start());
    return camera;
}

/// Four looks a second for so many seconds, as a kiosk takes them.
std::optional<std::string> read(drivers::SimulatedCamera& camera, int seconds) {
    const auto reader = must(vision::make_code_reader());
    vision::PackedGray picture;
    for (int number = 0; number < 30 * seconds; ++number) {
        const auto frame = must(camera.next(1s));
        if (number % 8 != 0) continue;
        const vision::GrayView luma{frame.plane(0).data, frame.plane(0).stride, frame.info().width,
                                    frame.info().height};
        CHECK(vision::pack_for_codes(luma, picture));
        if (auto seen = reader->look(picture)) return seen;
    }
    return std::nullopt;
}

}  // namespace

STORY(its_code_is_read_in_every_light_within_two_seconds) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto camera = camera_of(seed);
        camera->hold_up(modules_of("VERIKIOSK:" + code));
        if (read(*camera, 2) != code) {
            tests::check_failed("not read with seed " + std::to_string(seed),
                                std::source_location::current());
        }
    }
}

STORY(put_away_it_is_gone) {
    const auto camera = camera_of(1);
    camera->hold_up(modules_of(code));
    CHECK(read(*camera, 1) == code);
    camera->hold_up(std::nullopt);
    CHECK(!read(*camera, 1));
}

STORY(the_same_seed_holds_it_the_same_way) {
    const auto picture = [](std::uint64_t seed) {
        const auto camera = camera_of(seed);
        camera->hold_up(modules_of(code));
        const auto frame = must(camera->next(1s));
        return std::string(reinterpret_cast<const char*>(frame.plane(0).data), 1280 * 720);
    };
    CHECK(picture(3) == picture(3));
    CHECK(picture(3) != picture(4));
}
