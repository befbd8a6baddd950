// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/scaler_crop.hpp"

#include <cmath>

#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::drivers;

GROUP("scaler_crop");

namespace {

// A sensor of 3280x2464 (4:3) behind a picture of 16:9, which takes its whole width.
constexpr SensorRows all{0, 2464};
constexpr SensorRows central{310, 1844};

}  // namespace

STORY(a_taller_sensor_has_room_above_and_below) {
    const Pan pan = pan_of(central, all);
    CHECK(std::abs(pan.room - 310.0F / 1844) < 1e-6F);
    CHECK(std::abs(pan.at) < 1e-6F);
    CHECK(std::abs(pan_of({0, 1844}, all).at + pan.room) < 1e-6F);
    CHECK(std::abs(pan_of({620, 1844}, all).at - pan.room) < 1e-6F);
}

STORY(a_sensor_of_the_pictures_shape_has_none) {
    CHECK(pan_of({0, 2592}, {0, 2592}) == Pan{});
    CHECK(pan_of({0, 0}, all) == Pan{});
    CHECK(pan_of({-8, 2480}, all) == Pan{});
}

STORY(what_is_wished_is_where_it_is_then) {
    for (const float at : {-0.16F, -0.05F, 0.0F, 0.01F, 0.12F}) {
        const int top = top_for(at, central, all);
        CHECK_EQUAL(top % 2, 0);
        CHECK(std::abs(pan_of({top, central.height}, all).at - at) < 0.002F);
    }
}

STORY(beyond_the_room_it_stops_at_the_edge) {
    CHECK_EQUAL(top_for(-1, central, all), 0);
    CHECK_EQUAL(top_for(1, central, all), 620);
    // Sensors' own edges may be dark, and not be offered.
    CHECK_EQUAL(top_for(-1, central, {8, 2448}), 8);
}
