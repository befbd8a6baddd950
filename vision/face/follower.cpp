// SPDX-License-Identifier: Apache-2.0
#include "vision/face/follower.hpp"

#include <algorithm>
#include <cmath>

#include "vision/face/measures.hpp"

namespace verikiosk::vision {
namespace {

// Landmarks are always placed in the shape of a face. What tells a face from a wall: started from a box
// shifted by 6 % of its side each way, they come back to the same points on a face, and move along elsewhere.
// Over 560 faces of recordings the smaller of two disagreements stayed under 0.030 of the inter-ocular
// distance; in 880 boxes without a face one was 0.035, all others above 0.045.
constexpr float probe_shift = 0.06F;
constexpr float steady_disagreement = 0.035F;
// Points that came to rest on the wrong features (lips taken for the chin) stay there from frame to frame,
// and agree with themselves; a fresh start from a detector's box does not land there. Three times as far
// apart as two starts on one face.
constexpr float slipped_disagreement = 0.1F;

// From one frame to the next a head moves and grows less than this; at 30 frames a second half the distance
// between the eyes is a metre a second. Beyond it, look twice.
constexpr float usual_move = 0.5F;
constexpr float usual_growth = 1.2F;
// Aligned crops of one face correlate above 0.95 from frame to frame, in a blink or a starting smile above
// 0.8.
constexpr float usual_likeness = 0.8F;
// Under this it is another picture altogether, whether or not there is a face in it: another track. In a dark
// room a step of the screen's light, from another side than the room's, takes one face down to 0.48.
constexpr float cut_likeness = 0.4F;
// The least of one who comes back from a turn without having been in sight.
constexpr float same_likeness = 0.5F;

// The landmarks' agreement was measured on faces that look ahead; from the side they wander, and detectors of
// faces see none. A head that has just turned, and looks and lies as it did a frame ago, is still that head:
// for so many such looks in a row, at most a second or two at a detector's pace, while it comes back.
constexpr float turned_asymmetry = 0.25F;
constexpr float turning_likeness = 0.9F;
constexpr int most_unsure = 4;

// Landmarks slip for a few frames in the dark, and heads that turn far are lost until they come back: half a
// second there and back, and up to six frames until a detector has looked. Nobody changes places in that time
// and lies as the one before did: somebody drawn who took another's place while they looked ahead was found
// after 0.7 s and more, 1.5 inter-ocular distances aside.
constexpr Duration longest_slip = 200ms;
constexpr Duration longest_absence = 800ms;
// Who was not lost from sight is nobody else, however they look from the side: the place where their face was
// is compared from frame to frame. A head that turns stays above 0.89 there, mostly above 0.97; while people
// change places it falls below 0.7. What this still lets through is about a centimetre a frame, at which two
// people who both look aside, one following the other, could: but hardly in the longest such absence, a
// second there and back and half a second until a detector has looked again.
constexpr float in_sight = 0.85F;
constexpr Duration longest_in_sight = 1500ms;
// Landmarks that are about to be lost on a turned head swing; on its way back it is a turned head all the
// same.
constexpr Duration turns_back = 500ms;
constexpr float returning_move = 1.0F;
constexpr float returning_growth = 1.3F;
// Who turns does not rush at the camera meanwhile: landmarks of a turned head that grow faster than a face
// does that comes from 60 to 45 cm in half a second, and by more than this, lie on its outline, or on the
// wall.
constexpr float growth_a_second = 1.0F;
constexpr float swollen_growth = 1.2F;

// The carried region only follows when it is off by more than this share of its side, or by as much of a
// radian. Landmarks do not depend on such differences, and with it a frozen picture gives the very same
// points and crop every time.
constexpr float dead_band = 0.02F;

bool near(const FaceAxes& before, const FaceAxes& now, float most_move, float most_growth) {
    const float growth = now.iod / before.iod;
    return distance(before.origin, now.origin) < most_move * before.iod && growth < most_growth &&
           growth > 1 / most_growth;
}

bool usual(const FaceAxes& before, const FaceAxes& now) {
    return near(before, now, usual_move, usual_growth);
}

bool looks_aside(const Placed& face) {
    return std::abs(asymmetry(face.points, face.axes)) >= turned_asymmetry;
}

Region shifted(const Region& region, float side) {
    const float shift = probe_shift * region.side;
    return {{region.centre.x + side * shift, region.centre.y - side * shift}, region.side, region.angle};
}

}  // namespace

std::optional<Placed> Follower::place(const GrayView& luma, const Region& region) {
    const auto placed = landmarks_->place(luma, region);
    if (!placed || !plausible(placed->points)) return std::nullopt;
    return Placed{placed->points, axes_of(placed->points), placed->next};
}

bool Follower::steady(const GrayView& luma, const Placed& face) {
    if (landmarks_->knows_faces()) return true;
    for (const float side : {1.0F, -1.0F}) {
        const auto again = landmarks_->place(luma, shifted(face.next, side));
        if (again && disagreement(face.points, again->points) < steady_disagreement) return true;
    }
    return false;
}

std::optional<Placed> Follower::place_in(const GrayView& luma, const DetectedFace& seen) {
    const auto rough = place(luma, landmarks_->region_in(seen.box, seen.angle));
    // A detector's box comes in coarse steps of size; the second placement starts where later frames will.
    return rough ? place(luma, rough->next) : std::nullopt;
}

std::optional<Placed> Follower::confirm(const GrayView& luma, const DetectedFace& seen) {
    auto face = place_in(luma, seen);
    if (!face || !steady(luma, *face)) return std::nullopt;
    return face;
}

std::optional<Placed> Follower::set_right(const GrayView& luma, const Placed& face, const DetectedFace& seen,
                                          TimePoint now) {
    auto fresh = place_in(luma, seen);
    if (!fresh || disagreement(face.points, fresh->points) < slipped_disagreement || !steady(luma, *fresh))
        return std::nullopt;
    go_on_from(*fresh, look_at(luma, fresh->axes), now);
    return fresh;
}

void Follower::carry(const Placed& face) {
    box_ = detector_box(face.points);
    const Region& next = face.next;
    const float band = dead_band * next.side;
    const bool same = distance(next.centre, region_.centre) < band &&
                      std::abs(next.side - region_.side) < band &&
                      std::abs(next.angle - region_.angle) < dead_band;
    if (!same) region_ = next;
}

void Follower::remember(const Placed& face, TimePoint now) {
    const float iod = face.axes.iod;
    const auto since = seen_ ? static_cast<float>(seconds_of(now - *seen_)) : 0;
    believed_iod_ = believed_iod_ > 0 ? std::min(iod, believed_iod_ * (1 + growth_a_second * since)) : iod;
    seen_ = now;
    axes_ = face.axes;
    if (looks_aside(face)) {
        aside_ = now;
    } else if (!turned_lately()) {
        ahead_ = look_;
    }
}

bool Follower::swells(const Placed& face) const {
    return !landmarks_->knows_faces() && turned_lately() && face.axes.iod > swollen_growth * believed_iod_;
}

bool Follower::goes_on(const GrayView& luma, const Placed& face) {
    return usual(axes_, face.axes) && !swells(face) && steady(luma, face);
}

void Follower::watch(const GrayView& luma, TimePoint now) {
    if (!in_sight_ || !seen_ || now - *seen_ > longest_in_sight) return;
    const Thumbnail look = look_at(luma, axes_);
    in_sight_ = look.likeness(watched_) >= in_sight;
    watched_ = look;
}

bool Follower::turned_lately() const {
    return seen_ && aside_ && *seen_ - *aside_ <= turns_back;
}

bool Follower::lost_lately(TimePoint now) const {
    if (following_ || !seen_) return false;
    const Duration absence = now - *seen_;
    if (in_sight_) return absence <= longest_in_sight;
    return absence <= (turned_lately() ? longest_absence : longest_slip);
}

Thumbnail Follower::look_at(const GrayView& luma, const FaceAxes& axes) {
    cut_crop(luma, axes, crop_);
    return Thumbnail(crop_);
}

bool Follower::looks_like_before(const Thumbnail& look, Duration absence) const {
    if (in_sight_) return true;
    if (look.likeness(look_) >= (turned_lately() ? same_likeness : usual_likeness)) return true;
    // Who was turned far and is back at once looks as they did ahead, and not as they did from the side.
    return absence <= longest_slip && look.likeness(ahead_) >= usual_likeness;
}

void Follower::start(const GrayView& luma, const Placed& face, TimePoint now) {
    const Thumbnail look = look_at(luma, face.axes);
    const bool returned = lost_lately(now) && near(axes_, face.axes, returning_move, returning_growth) &&
                          looks_like_before(look, now - *seen_);
    if (!returned) {
        ++track_;
        aside_.reset();
        ahead_ = {};
    }
    believed_iod_ = 0;  // as large as the detector saw it
    go_on_from(face, look, now);
}

void Follower::go_on_from(const Placed& face, const Thumbnail& look, TimePoint now) {
    following_ = true;
    unsure_ = 0;
    look_ = look;
    remember(face, now);
    box_ = detector_box(face.points);
    region_ = face.next;
}

std::optional<Placed> Follower::find_again(const GrayView& luma) {
    for (const float side : {1.0F, -1.0F}) {
        const auto face = place(luma, shifted(region_, side));
        if (face && goes_on(luma, *face)) return face;
    }
    return std::nullopt;
}

std::optional<Placed> Follower::come_back(const GrayView& luma, TimePoint now) {
    watch(luma, now);
    if (!lost_lately(now)) return std::nullopt;
    auto face = place(luma, region_);
    if (!face || !goes_on(luma, *face)) face = find_again(luma);
    if (!face) return std::nullopt;
    const Thumbnail look = look_at(luma, face->axes);
    if (look.likeness(look_) < usual_likeness) return std::nullopt;
    go_on_from(*face, look, now);
    return face;
}

std::optional<Placed> Follower::follow(const GrayView& luma, bool check, TimePoint now) {
    if (!following_) return come_back(luma, now);
    auto face = place(luma, region_);
    if (face && swells(*face)) face.reset();
    Thumbnail look;
    float likeness = 0;
    const auto compare = [&] {
        look = look_at(luma, face->axes);
        likeness = look.likeness(look_);
    };
    if (face) compare();
    const bool doubtful = !face || check || !usual(axes_, face->axes) || likeness < usual_likeness;
    if (doubtful && face && likeness >= turning_likeness && usual(axes_, face->axes) && looks_aside(*face) &&
        unsure_ < most_unsure) {
        unsure_ = steady(luma, *face) ? 0 : unsure_ + 1;
    } else if (doubtful && face && steady(luma, *face)) {
        unsure_ = 0;
    } else if (doubtful) {
        // Landmarks may have slipped on a face that is still there: a start from beside it finds it again.
        face = find_again(luma);
        if (!face) {
            following_ = false;
            watched_ = look_;
            in_sight_ = true;
            watch(luma, now);
            return std::nullopt;
        }
        compare();
    }
    if (likeness < cut_likeness) ++track_;
    look_ = look;
    remember(*face, now);
    carry(*face);
    return face;
}

}  // namespace verikiosk::vision
