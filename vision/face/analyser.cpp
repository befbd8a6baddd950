// SPDX-License-Identifier: Apache-2.0
#include "vision/face/analyser.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "vision/face/describe.hpp"
#include "vision/face/expression.hpp"
#include "vision/face/shrink.hpp"
#include "vision/face/sources.hpp"

namespace verikiosk::vision {
namespace {

// Followed faces are looked for again this often: a second person is noticed within two thirds of a second.
constexpr std::uint32_t followed_interval = 20;
// With nobody followed, every third frame: two detectors that take turns each look within 6 frames, so that a
// face is found within 10 frames of coming or coming back, while an empty room costs a third.
constexpr std::uint32_t nobody_interval = 3;
// Whoever's face is under half of the largest one's size is more than twice as far away: passing behind the
// visitor, not standing beside them.
constexpr float companion_share = 0.5F;
// Another face this much larger is the visitor, and the one followed somebody in the background.
constexpr float nearer_share = 1.5F;
// Boxes looked at in one detection, largest first: more are a crowd already.
constexpr std::size_t most_faces = 4;

float side_of(const Box& box) {
    return std::sqrt(box.width * box.height);
}

bool same_place(const Box& a, const Box& b) {
    return distance(a.centre(), b.centre()) < 0.5F * std::max(side_of(a), side_of(b));
}

class FollowingAnalyser final : public Analyser {
  public:
    FollowingAnalyser(std::unique_ptr<Landmarks> landmarks, FieldOfView view)
        : follower_(std::move(landmarks)), view_(view), shrink_(make_opencv_shrink()) {
        landed_.faces.reserve(2 * most_faces);
    }

    Observation analyse(const GrayView& luma, const FrameStamp& stamp) override {
        ++frames_since_request_;
        const bool landed = std::exchange(landed_waits_, false);
        auto face = follower_.follow(luma, landed && !sees_followed(), stamp.time);
        if (landed) reconcile(luma, face, stamp.time);
        has_crop_ = face.has_value();
        return observe(face, luma, stamp);
    }

    const CropPixels* crop() const override { return has_crop_ ? &follower_.crop() : nullptr; }

    bool wants_detection(const GrayView& luma, const FrameStamp& stamp, DetectionRequest& request) override {
        const std::uint32_t interval = follower_.following() ? followed_interval : nobody_interval;
        if (under_way_ || (asked_before_ && frames_since_request_ < interval)) return false;
        request.sequence = stamp.sequence;
        request.thorough = follower_.following();
        if (!shrink_->shrink(luma, request)) return false;
        asked_before_ = true;
        under_way_ = true;
        asked_sequence_ = stamp.sequence;
        frames_since_request_ = 0;
        return true;
    }

    void land(const DetectionResult& result) override {
        // An answer to what was asked before a reset is about somebody else.
        if (!under_way_ || result.sequence != asked_sequence_) return;
        under_way_ = false;
        landed_waits_ = true;
        const std::size_t count = std::min(result.faces.size(), landed_.faces.capacity());
        landed_.faces.assign(result.faces.begin(), result.faces.begin() + static_cast<std::ptrdiff_t>(count));
        std::sort(
            landed_.faces.begin(), landed_.faces.end(),
            [](const DetectedFace& a, const DetectedFace& b) { return side_of(a.box) > side_of(b.box); });
        if (landed_.faces.size() > most_faces) landed_.faces.resize(most_faces);
    }

    void reset() override {
        follower_.stop();
        expression_.reset();
        faces_ = 0;
        has_crop_ = false;
        under_way_ = false;
        landed_waits_ = false;
        landed_.faces.clear();
        asked_before_ = false;
    }

  private:
    [[nodiscard]] bool sees_followed() const {
        return std::any_of(landed_.faces.begin(), landed_.faces.end(),
                           [&](const DetectedFace& face) { return same_place(face.box, follower_.box()); });
    }

    /// Brings what a detector saw and who is followed together: whom to follow, and how many count.
    void reconcile(const GrayView& luma, std::optional<Placed>& face, TimePoint now) {
        float largest = face ? side_of(follower_.box()) : 0;
        int others = 0;
        for (const DetectedFace& seen : landed_.faces) {
            const float side = side_of(seen.box);
            if (face && same_place(seen.box, follower_.box())) {
                if (auto right = follower_.set_right(luma, *face, seen, now)) face = right;
                continue;
            }
            if (side < companion_share * largest) break;  // sorted: the rest is smaller still
            if (face && seen.sure && side <= nearer_share * largest) {
                // To be followed, landmarks must agree; to be told to step back, being seen is enough.
                ++others;
                continue;
            }
            const auto other = follower_.confirm(luma, seen);
            if (!other) continue;
            if (!face || side > nearer_share * largest) {
                const bool companion = face && largest >= companion_share * side;
                follower_.start(luma, *other, now);
                face = other;
                largest = side;
                others = companion ? 1 : 0;
            } else {
                ++others;
            }
        }
        faces_ = face ? 1 + others : 0;
    }

    [[nodiscard]] Observation observe(const std::optional<Placed>& face, const GrayView& luma,
                                      const FrameStamp& stamp) {
        Observation observation;
        ObservationRow& row = observation.row;
        row.sequence = stamp.sequence;
        row.time = stamp.time;
        row.exposure_us =
            static_cast<std::uint32_t>(std::max<std::int64_t>(stamp.exposure.count() / 1000, 0));
        row.gain_milli = static_cast<std::uint32_t>(std::lround(std::max(stamp.gain, 0.0F) * 1000));
        row.frame_width = static_cast<std::uint16_t>(luma.width);
        row.frame_height = static_cast<std::uint16_t>(luma.height);
        if (!face) {
            faces_ = 0;
            report_seen(observation);
            return observation;
        }
        row.faces = static_cast<std::uint8_t>(faces_);
        row.track = follower_.track();
        describe(*face, follower_.source(), follower_.crop(), observation, view_);
        expression_.read(observation);
        report_seen(observation);
        return observation;
    }

    void report_seen(Observation& observation) const {
        observation.seen_count = std::min(landed_.faces.size(), observation.seen.size());
        for (std::size_t i = 0; i < observation.seen_count; ++i)
            observation.seen[i] = {landed_.faces[i].box, landed_.faces[i].score};
    }

    Follower follower_;
    FieldOfView view_;
    ExpressionReader expression_;
    std::unique_ptr<Shrink> shrink_;
    int faces_ = 0;  // as of the latest detection
    bool has_crop_ = false;
    bool asked_before_ = false;
    bool under_way_ = false;
    std::uint64_t asked_sequence_ = 0;
    std::uint32_t frames_since_request_ = 0;
    bool landed_waits_ = false;
    DetectionResult landed_;
};

}  // namespace

Result<std::unique_ptr<Analyser>> make_analyser(const ModelFiles& files, FieldOfView view) {
    auto landmarks = make_landmarks(files);
    if (!landmarks) return fail(std::move(landmarks.error()));
    return std::make_unique<FollowingAnalyser>(std::move(*landmarks), view);
}

}  // namespace verikiosk::vision
