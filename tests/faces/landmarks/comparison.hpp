// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "tests/faces/landmarks/dlib_reference.hpp"
#include "vision/face/analyser.hpp"

namespace verikiosk::tests {

/// Our points beside dlib's, on every face that the detector finds in the pictures it is shown.
class Comparison {
  public:
    Comparison();
    void look_at(const vision::GrayView& luma);

    /// At least `faces` were seen, and the median distance of our points to dlib's is under 0.005 of the
    /// inter-ocular distance. Where a place to look at falls between two pixels, the last bit of a sum
    /// decides which is read, and all trees after it may decide otherwise: so points now and then differ by
    /// more, and how much that may be dlib itself says when its box is moved by an eighth of a pixel. Neither
    /// the 99th percentile nor the largest of our differences may exceed its.
    void check(std::size_t faces) const;

  private:
    void compare(const vision::GrayView& luma, const Box& box);

    vision::Forest forest_;
    DlibReference dlib_;
    std::unique_ptr<vision::Detector> detector_;
    std::unique_ptr<vision::Analyser> analyser_;
    vision::DetectionRequest request_;
    std::size_t faces_ = 0;
    std::vector<float> ours_;   ///< differences of each point, in inter-ocular distances
    std::vector<float> moved_;  ///< the same of dlib's with a moved box
};

}  // namespace verikiosk::tests
