// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/studio.hpp"

#include "drivers/simulator/renderer.hpp"

namespace verikiosk::simulator {
namespace {

// Of what the camera took, as much as fits an upright sheet.
constexpr int taken_width = 1280;
constexpr int taken_height = 720;
constexpr int width = 420;
constexpr int height = 560;
constexpr int left = (taken_width - width) / 2;
constexpr int top = (taken_height - height) / 2;

}  // namespace

Portrait take_portrait(const Person& person) {
    Scene studio;
    studio.ambient_lux = 800.0F;
    studio.background_seed = 7;
    Renderer camera(studio, taken_width, taken_height, person.texture_seed);
    std::vector<std::unique_ptr<Figure>> people;
    people.push_back(std::make_unique<Figure>(person));
    Stance pose;
    pose.place.distance = 62.0F;
    pose.place.y = -1.0F;
    Picture whole(taken_width, taken_height);
    for (int frame = 0; frame < 12; ++frame)  // until the exposure has settled
        camera.render(frame / 30.0, people, {&pose, 1}, nullptr, whole.memory());
    const auto at = [&](Landmark which) {
        const PicturePoint point = people.front()->landmark(which, camera.lens());
        return PicturePoint{point.x - static_cast<float>(left), point.y - static_cast<float>(top)};
    };
    const auto between = [&](Landmark a, Landmark b) {
        return PicturePoint{0.5F * (at(a).x + at(b).x), 0.5F * (at(a).y + at(b).y)};
    };
    return {whole.part({left, top, left + width, top + height}),
            between(Landmark::eye_right_outer, Landmark::eye_right_inner),
            between(Landmark::eye_left_outer, Landmark::eye_left_inner),
            between(Landmark::mouth_right, Landmark::mouth_left),
            at(Landmark::mouth_left).x - at(Landmark::mouth_right).x};
}

}  // namespace verikiosk::simulator
