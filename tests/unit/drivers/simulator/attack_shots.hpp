// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <vector>

#include "drivers/simulator/simulated_camera.hpp"
#include "tests/support/check.hpp"

namespace verikiosk::tests {

/// A frame's picture, rows without gaps.
struct Shot {
    int width = 0;
    int height = 0;
    drivers::FrameInfo info;
    std::vector<std::uint8_t> luma;
    std::vector<std::uint8_t> chroma;

    bool operator==(const Shot& other) const { return luma == other.luma && chroma == other.chroma; }
};

/// Means over a part of a picture, given in shares of its width and height.
struct Look {
    double luma = 0;
    double cr = 0;
};
struct Area {
    double left, top, right, bottom;
};
inline constexpr Area everything{0, 0, 1, 1};
inline Look look_at(const Shot& shot, const Area& part) {
    Look sum;
    double count = 0;
    const auto pixel = [](double share, int size) { return static_cast<int>(share * size) & ~1; };
    for (int row = pixel(part.top, shot.height); row < pixel(part.bottom, shot.height); row += 2)
        for (int x = pixel(part.left, shot.width); x < pixel(part.right, shot.width); x += 2) {
            const auto wide = static_cast<std::size_t>(shot.width);
            const auto column = static_cast<std::size_t>(x);
            sum.luma += shot.luma[static_cast<std::size_t>(row) * wide + column];
            sum.cr += shot.chroma[static_cast<std::size_t>(row / 2) * wide + column + 1];
            count += 1;
        }
    return {sum.luma / count, sum.cr / count};
}

/// A camera before which an attack takes place.
class Stage {
  public:
    static drivers::SimulatedCameraOptions options(simulator::ActKind kind, int skill) {
        drivers::SimulatedCameraOptions out;
        out.visitor = simulator::draw_visitor(5);
        out.visitor.scene.ambient_lux = 300.0F;
        out.visitor.start = {};
        out.act = kind;
        out.behaviour = {.faultless = true, .skill = skill};
        out.width = 320;
        out.height = 180;
        return out;
    }
    Stage(simulator::ActKind kind, int skill) : Stage(options(kind, skill)) {}
    explicit Stage(const drivers::SimulatedCameraOptions& options)
        : camera(must(drivers::make_simulated_camera(options))) {
        must(camera->start());
    }

    Shot take() {
        const drivers::Frame frame = must(camera->next(Duration::zero()));
        Shot shot{frame.info().width, frame.info().height, frame.info(), {}, {}};
        const auto pixels = static_cast<std::size_t>(shot.width) * static_cast<std::size_t>(shot.height);
        shot.luma.assign(frame.plane(0).data, frame.plane(0).data + pixels);
        shot.chroma.assign(frame.plane(1).data, frame.plane(1).data + pixels / 2);
        return shot;
    }
    /// The last of so many.
    Shot take(int count) {
        for (int i = 1; i < count; ++i)
            CHECK(camera->next(Duration::zero()).has_value());
        return take();
    }

    std::unique_ptr<drivers::SimulatedCamera> camera;
};

}  // namespace verikiosk::tests
