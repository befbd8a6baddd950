// SPDX-License-Identifier: Apache-2.0
#include "vision/face/follower.hpp"

#include <cmath>

#include "tests/support/check.hpp"
#include "tests/unit/vision/faces.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using namespace verikiosk::vision;

GROUP("follower");

namespace {

/// Places the points that a story says, wherever it is asked to look.
class ToldLandmarks final : public Landmarks {
  public:
    explicit ToldLandmarks(const std::optional<Points>& told) : told_(told) {}
    PointSource source() const override { return PointSource::ibug_68; }
    vision::Region region_in(const Box& box, float angle) const override {
        return {box.centre(), box.width, angle};
    }
    std::optional<Placement> place(const GrayView&, const vision::Region& region) override {
        if (!told_) return std::nullopt;
        return Placement{*told_, region};
    }
    bool knows_faces() const override { return false; }

  private:
    const std::optional<Points>& told_;
};

/// Something to be seen all over the picture, which moves with `shift`.
Picture somebody(int shift) {
    Picture picture(1280, 720, 0);
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const double wave =
                std::sin((x + shift) / 23.0) * std::cos(y / 31.0) + std::sin((x + shift + y) / 57.0);
            picture.at(x, y) = static_cast<std::uint8_t>(128 + 50 * wave);
        }
    }
    return picture;
}

Points nearer(float yaw, float factor) {
    Points points = turned_face(yaw, 0);
    for (Point& p : points.at)
        p = {640 + factor * (p.x - 640), 360 + factor * (p.y - 360)};
    return points;
}

/// One who is followed at 30 frames a second.
struct Watch {
    std::optional<Points> told = frontal_face();
    Follower follower{std::make_unique<ToldLandmarks>(told)};
    std::optional<Placed> face;
    TimePoint now{};
    Picture picture = somebody(0);

    Watch() {
        start();
        run(30);
    }
    void run(int frames) {
        for (int f = 0; f < frames; ++f) {
            now += 33ms;
            face = follower.follow(picture.view(), false, now);
        }
    }
    /// A detector sees a face where the points are.
    void start() {
        const DetectedFace seen{.box = detector_box(*told), .score = 1, .angle = 0};
        face = follower.confirm(picture.view(), seen);
        CHECK(face);
        if (face) follower.start(picture.view(), *face, now);
    }
    void turn() {
        for (const float yaw : {10.0F, 20.0F, 30.0F}) {
            told = turned_face(yaw, 0);
            run(3);
        }
    }
    void lose(int frames) {
        told.reset();
        run(frames);
        CHECK(!follower.following());
    }
    void come_back() {
        told = frontal_face();
        start();
    }
};

}  // namespace

STORY(a_head_that_turns_out_of_the_landmarks_reach_and_stays_in_sight_keeps_its_number) {
    Watch watch;
    const std::uint32_t track = watch.follower.track();
    watch.turn();
    watch.lose(36);
    watch.come_back();
    CHECK_EQUAL(watch.follower.track(), track);
}

STORY(a_head_in_sight_is_not_waited_for_without_end) {
    Watch watch;
    const std::uint32_t track = watch.follower.track();
    watch.turn();
    watch.lose(50);
    watch.come_back();
    CHECK(watch.follower.track() != track);
}

STORY(who_went_out_of_sight_meanwhile_gets_a_new_number) {
    Watch watch;
    const std::uint32_t track = watch.follower.track();
    watch.turn();
    watch.lose(15);
    watch.picture = somebody(300);  // at once
    watch.run(21);
    watch.come_back();
    CHECK(watch.follower.track() != track);
}

STORY(who_slides_out_of_sight_gets_a_new_number) {
    Watch watch;
    const std::uint32_t track = watch.follower.track();
    watch.turn();
    watch.told.reset();
    for (int f = 0; f < 30; ++f) {
        watch.picture = somebody(25 * f);  // a quarter of the distance between the eyes a frame
        watch.run(1);
    }
    watch.come_back();
    CHECK(watch.follower.track() != track);
}

STORY(landmarks_that_swell_on_a_turned_head_are_given_up) {
    Watch watch;
    watch.turn();
    for (const float factor : {1.1F, 1.15F}) {
        watch.told = nearer(30, factor);
        watch.run(1);
        CHECK(watch.follower.following());
    }
    for (const float factor : {1.5F, 1.6F, 1.8F}) {
        watch.told = nearer(30, factor);
        watch.run(1);
        CHECK(!watch.follower.following());
    }
}

STORY(who_comes_nearer_is_followed_wherever_they_look) {
    for (const float yaw : {0.0F, 30.0F}) {
        Watch watch;
        const std::uint32_t track = watch.follower.track();
        if (yaw > 0) watch.turn();
        for (int f = 0; f < 40; ++f) {
            watch.told = nearer(yaw, 1 + 0.02F * static_cast<float>(f));
            watch.run(1);
            CHECK_EQUAL(watch.follower.track(), track);
        }
    }
}
