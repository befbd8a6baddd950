// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <memory>
#include <vector>

#include "drivers/simulator/act.hpp"
#include "tests/faces/landmarks/comparison.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using namespace verikiosk::simulator;

GROUP("drawn_points");

STORY(drawn_visitors_get_the_points_that_dlib_places) {
    constexpr int width = 1280;
    constexpr int height = 720;
    constexpr std::uint64_t visitors = 30;
    Comparison comparison;
    std::vector<std::uint8_t> luma(std::size_t{width} * height);
    std::vector<std::uint8_t> chroma(luma.size() / 2);
    for (std::uint64_t seed = 1; seed <= visitors; ++seed) {
        const Visitor visitor = draw_visitor(seed);
        Renderer renderer(visitor.scene, width, height, seed);
        std::vector<std::unique_ptr<Figure>> people;
        people.push_back(std::make_unique<Figure>(visitor.person));
        Stance stance;
        stance.place = visitor.start;
        renderer.render(0, people, {&stance, 1}, nullptr, {luma.data(), width, chroma.data(), width});
        comparison.look_at({luma.data(), width, width, height});
    }
    comparison.check(visitors * 9 / 10);
}
