// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "firmware/domain/time.hpp"
#include "vision/face/crop.hpp"
#include "vision/face/landmarks.hpp"

namespace verikiosk::vision {

/// A face on one frame: where its points are and what its crop looks like.
struct Placed {
    Points points;
    FaceAxes axes;
    Region next;
};

/// Keeps the landmarks of one face from frame to frame and knows when they have lost it. One thread.
class Follower {
  public:
    explicit Follower(std::unique_ptr<Landmarks> landmarks) : landmarks_(std::move(landmarks)) {}

    [[nodiscard]] PointSource source() const { return landmarks_->source(); }

    /// The face in a detector's box, if landmarks agree that there is one.
    [[nodiscard]] std::optional<Placed> confirm(const GrayView& luma, const DetectedFace& seen);

    /// Follows this face from now on: under the number of the one that was lost a moment ago where it lies
    /// and looks like that, otherwise under a new one.
    void start(const GrayView& luma, const Placed& face, TimePoint now);

    /// The followed face on the next frame; nothing, and nobody is followed any more, when it is gone. Who
    /// was lost a moment ago is looked for where they were. `check`: look twice, because a detector did not
    /// see it.
    [[nodiscard]] std::optional<Placed> follow(const GrayView& luma, bool check, TimePoint now);

    /// The followed face as it lies when started afresh from a detector's box of it: where that is somewhere
    /// else, its landmarks had come to rest beside it, and go on from there. Nothing where they agree.
    [[nodiscard]] std::optional<Placed> set_right(const GrayView& luma, const Placed& face,
                                                  const DetectedFace& seen, TimePoint now);

    /// Forgets who was followed: whoever comes next is somebody else.
    void stop() {
        following_ = false;
        seen_.reset();
        aside_.reset();
    }
    [[nodiscard]] bool following() const { return following_; }
    [[nodiscard]] std::uint32_t track() const { return following_ ? track_ : 0; }
    /// Where it is, in the convention of detectors.
    [[nodiscard]] const Box& box() const { return box_; }
    /// The crop of the frame that was last followed or started on.
    [[nodiscard]] const CropPixels& crop() const { return crop_; }

  private:
    [[nodiscard]] std::optional<Placed> place(const GrayView& luma, const Region& region);
    [[nodiscard]] std::optional<Placed> place_in(const GrayView& luma, const DetectedFace& seen);
    void go_on_from(const Placed& face, const Thumbnail& look, TimePoint now);
    [[nodiscard]] bool steady(const GrayView& luma, const Placed& face);
    [[nodiscard]] std::optional<Placed> find_again(const GrayView& luma);
    [[nodiscard]] std::optional<Placed> come_back(const GrayView& luma, TimePoint now);
    [[nodiscard]] bool turned_lately() const;
    [[nodiscard]] bool lost_lately(TimePoint now) const;
    [[nodiscard]] bool looks_like_before(const Thumbnail& look, Duration absence) const;
    [[nodiscard]] Thumbnail look_at(const GrayView& luma, const FaceAxes& axes);
    /// Landmarks of a turned head that have grown as no head does.
    [[nodiscard]] bool swells(const Placed& face) const;
    /// Where and as large as a frame ago, and a face.
    [[nodiscard]] bool goes_on(const GrayView& luma, const Placed& face);
    /// Once a frame while they are lost: whether what is where they were stays in sight.
    void watch(const GrayView& luma, TimePoint now);
    void carry(const Placed& face);
    void remember(const Placed& face, TimePoint now);

    std::unique_ptr<Landmarks> landmarks_;
    bool following_ = false;
    std::uint32_t track_ = 0;
    FaceAxes axes_;  // on the last frame
    Box box_;
    Region region_;  // from which the next frame starts
    CropPixels crop_{};
    Thumbnail look_;
    Thumbnail ahead_;                 ///< as it looked when it last did not look aside, nor lately
    float believed_iod_ = 0;          ///< how large it is, growing no faster than a head can
    Thumbnail watched_;               ///< while it is lost: the place where it was, on the latest frame
    bool in_sight_ = false;           ///< whether that place has not changed faster than a head turns
    std::optional<TimePoint> seen_;   ///< the followed face, or who was followed before
    std::optional<TimePoint> aside_;  ///< when that one last looked aside
    int unsure_ = 0;  ///< times in a row that a turned head was taken for itself without landmarks' agreement
};

}  // namespace verikiosk::vision
