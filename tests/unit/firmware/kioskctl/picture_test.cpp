// SPDX-License-Identifier: Apache-2.0
// The picture's own check with what it looks for in earnest: a drawn visitor and the kiosk's detector.
#include "firmware/kioskctl/picture_check.hpp"

#include <vector>

#include "drivers/simulator/simulated_camera.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::kioskctl;

GROUP("picture");

namespace {

struct Owner final : drivers::BufferOwner {
    void requeue(std::uint32_t) noexcept override {}
};

/// A visitor before the kiosk, as a camera sees them that was turned `quarters` times clockwise from behind.
struct Seen {
    std::vector<std::uint8_t> luma;
    drivers::FrameInfo info;

    explicit Seen(int quarters) {
        const auto camera = tests::must(drivers::make_simulated_camera({}));
        tests::must(camera->start());
        drivers::Frame frame = tests::must(camera->next(1s));
        for (int i = 0; i < 30; ++i)
            frame = tests::must(camera->next(1s));
        info = frame.info();
        for (int y = 0; y < info.height; ++y) {
            const std::uint8_t* row =
                frame.plane(0).data + static_cast<std::size_t>(y) * frame.plane(0).stride;
            luma.insert(luma.end(), row, row + info.width);
        }
        for (int i = 0; i < quarters; ++i)
            turn();
    }
    /// The picture turns the other way than the camera.
    void turn() {
        std::vector<std::uint8_t> out;
        for (int y = 0; y < info.width; ++y) {
            for (int x = 0; x < info.height; ++x)
                out.push_back(luma.at(static_cast<std::size_t>(x * info.width + info.width - 1 - y)));
        }
        luma = std::move(out);
        std::swap(info.width, info.height);
    }
    [[nodiscard]] drivers::Frame frame() const {
        const drivers::Plane plane{luma.data(), static_cast<std::size_t>(info.width)};
        return drivers::Frame(info, {plane, plane, {}}, std::make_shared<Owner>(), 0);
    }
};

}  // namespace

STORY(a_visitor_shows_which_way_the_camera_hangs) {
    const auto detector = tests::must(vision::make_detector({}));
    CHECK_EQUAL(how_upright(Seen(0).frame(), *detector), Upright::yes);
    CHECK_EQUAL(how_upright(Seen(1).frame(), *detector), Upright::head_left);
    CHECK_EQUAL(how_upright(Seen(2).frame(), *detector), Upright::upside_down);
    CHECK_EQUAL(how_upright(Seen(3).frame(), *detector), Upright::head_right);
    CHECK_CONTAINS(remark_on(Upright::head_left).what_to_do, "anticlockwise");
}

STORY(a_visitors_picture_is_neither_covered_nor_dark_nor_blurred) {
    const PictureFacts facts = measure_picture(Seen(0).frame());
    CHECK(facts.spread > 20);
    CHECK(facts.edges > 0);
    CHECK(remark_on(facts).verdict == Verdict::pass);
}
