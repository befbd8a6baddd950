// SPDX-License-Identifier: Apache-2.0
#include "vision/face/follower.hpp"

#include <algorithm>
#include <cmath>

namespace verikiosk::vision {
namespace {

// Landmarks are always placed in the shape of a face. What tells a face from a wall: started from a box
// shifted by 6 % of its side each way, they come back to the same points on a face, and move along elsewhere.
// Over 560 faces of recordings the smaller of two disagreements stayed under 0.030 of the inter-ocular
// distance; in 880 boxes without a face one was 0.035, all others above 0.045.
constexpr float probe_shift = 0.06F;
constexpr float steady_disagreement = 0.035F;

// From one frame to the next a head moves and grows less than this; at 30 frames a second half the distance
// between the eyes is a metre a second. Beyond it, look twice.
constexpr float usual_move = 0.5F;
constexpr float usual_growth = 1.2F;
// Aligned crops of one face correlate above 0.95 from frame to frame, in a blink or a starting smile above
// 0.8.
constexpr float usual_likeness = 0.8F;
// Under this it is another picture altogether, whether or not there is a face in it: another track.
constexpr float same_likeness = 0.5F;

// The carried box only follows when it is off by more than this share of its side. Landmarks do not depend on
// such differences, and with it a frozen picture gives the very same points and crop every time.
constexpr float box_dead_band = 0.02F;

bool usual(const FaceAxes& before, const FaceAxes& now) {
    const float growth = now.iod / before.iod;
    return distance(before.origin, now.origin) < usual_move * before.iod && growth < usual_growth &&
           growth > 1 / usual_growth;
}

}  // namespace

std::optional<Placed> Follower::place(const GrayView& luma, const Box& box) {
    const auto points = landmarks_->place(luma, box);
    if (!points || !plausible(*points)) return std::nullopt;
    return Placed{*points, axes_of(*points)};
}

bool Follower::steady(const GrayView& luma, const Placed& face) {
    const Box box = detector_box(face.points);
    const float shift = probe_shift * box.width;
    for (const float side : {1.0F, -1.0F}) {
        const auto again =
            landmarks_->place(luma, {box.x + side * shift, box.y - side * shift, box.width, box.height});
        if (again && disagreement(face.points, *again) < steady_disagreement) return true;
    }
    return false;
}

std::optional<Placed> Follower::confirm(const GrayView& luma, const Box& box) {
    const auto rough = place(luma, box);
    if (!rough) return std::nullopt;
    // A detector's box comes in coarse steps of size; the second placement starts where later frames will.
    const auto face = place(luma, detector_box(rough->points));
    if (!face || !steady(luma, *face)) return std::nullopt;
    return face;
}

void Follower::carry(const Points& points) {
    const Box next = detector_box(points);
    const float band = box_dead_band * next.width;
    const bool same = std::abs(next.x - box_.x) < band && std::abs(next.y - box_.y) < band &&
                      std::abs(next.width - box_.width) < band && std::abs(next.height - box_.height) < band;
    if (!same) box_ = next;
}

void Follower::start(const Placed& face) {
    following_ = true;
    ++track_;
    axes_ = face.axes;
    box_ = detector_box(face.points);
}

void Follower::remember(const GrayView& luma, const Placed& face) {
    cut_crop(luma, face.axes, crop_);
    look_ = Thumbnail(crop_);
}

std::optional<Placed> Follower::find_again(const GrayView& luma) {
    const float shift = probe_shift * box_.width;
    for (const float side : {1.0F, -1.0F}) {
        const auto face =
            place(luma, {box_.x + side * shift, box_.y - side * shift, box_.width, box_.height});
        if (face && usual(axes_, face->axes) && steady(luma, *face)) return face;
    }
    return std::nullopt;
}

std::optional<Placed> Follower::follow(const GrayView& luma, bool check) {
    if (!following_) return std::nullopt;
    auto face = place(luma, box_);
    Thumbnail look;
    float likeness = 0;
    const auto compare = [&] {
        cut_crop(luma, face->axes, crop_);
        look = Thumbnail(crop_);
        likeness = look.likeness(look_);
    };
    if (face) compare();
    const bool doubtful = !face || check || !usual(axes_, face->axes) || likeness < usual_likeness;
    if (doubtful && !(face && steady(luma, *face))) {
        // Landmarks may have slipped on a face that is still there: a start from beside it finds it again.
        face = find_again(luma);
        if (!face) {
            following_ = false;
            return std::nullopt;
        }
        compare();
    }
    if (likeness < same_likeness) ++track_;
    look_ = look;
    axes_ = face->axes;
    carry(face->points);
    return face;
}

}  // namespace verikiosk::vision
