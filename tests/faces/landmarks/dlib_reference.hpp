// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "vision/face/forest.hpp"

namespace verikiosk::tests {

/// dlib's own evaluation of its own file: what ours is measured against. dlib rounds the points it returns to
/// whole pixels, so it is shown a picture magnified 1024 times, which exists only in how pixels are looked
/// up.
class DlibReference {
  public:
    DlibReference();
    DlibReference(const DlibReference&) = delete;
    DlibReference& operator=(const DlibReference&) = delete;
    ~DlibReference();
    /// As vision::Forest::place does, with pixels as bright as they are.
    [[nodiscard]] vision::ForestShape place(const vision::GrayView& luma, Point corner, float side) const;

  private:
    struct Predictor;
    std::unique_ptr<Predictor> predictor_;
};

}  // namespace verikiosk::tests
