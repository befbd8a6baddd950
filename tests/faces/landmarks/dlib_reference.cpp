// SPDX-License-Identifier: Apache-2.0
#include "tests/faces/landmarks/dlib_reference.hpp"

#include <dlib/image_processing/shape_predictor.h>

#include <cmath>

namespace verikiosk::tests {
namespace {

constexpr long magnification = 1024;

struct MagnifiedView {
    vision::GrayView luma;
};

long num_rows(const MagnifiedView& view) {
    return view.luma.height * magnification - magnification / 2;
}
long num_columns(const MagnifiedView& view) {
    return view.luma.width * magnification - magnification / 2;
}

}  // namespace
}  // namespace verikiosk::tests

namespace dlib {

template <>
struct image_traits<verikiosk::tests::MagnifiedView> {
    using pixel_type = unsigned char;
};

/// What dlib reads pixels through: coordinates of the magnified picture in, pixels of the real one out.
/// dlib has pixel centres at whole numbers, hence the half.
template <>
class const_image_view<verikiosk::tests::MagnifiedView> {
  public:
    struct Row {
        const std::uint8_t* pixels;
        std::uint8_t operator[](long column) const {
            return pixels[(column + verikiosk::tests::magnification / 2) / verikiosk::tests::magnification];
        }
    };
    explicit const_image_view(const verikiosk::tests::MagnifiedView& view) : view_(view) {}
    Row operator[](long row) const {
        const long y = (row + verikiosk::tests::magnification / 2) / verikiosk::tests::magnification;
        return {view_.luma.row(static_cast<int>(y))};
    }

  private:
    verikiosk::tests::MagnifiedView view_;
};

}  // namespace dlib

namespace verikiosk::tests {

struct DlibReference::Predictor {
    dlib::shape_predictor shape;
};

DlibReference::DlibReference() : predictor_(std::make_unique<Predictor>()) {
    dlib::deserialize(DLIB_LANDMARKS) >> predictor_->shape;
}
DlibReference::~DlibReference() = default;

vision::ForestShape DlibReference::place(const vision::GrayView& luma, Point corner, float side) const {
    const auto magnified = [](float v) { return std::lround(v * static_cast<float>(magnification)); };
    const dlib::rectangle box(magnified(corner.x), magnified(corner.y), magnified(corner.x + side),
                              magnified(corner.y + side));
    const auto placed = predictor_->shape(MagnifiedView{luma}, box);
    vision::ForestShape shape{};
    for (unsigned long i = 0; i < placed.num_parts(); ++i) {
        shape.x[i] = static_cast<float>(placed.part(i).x()) / static_cast<float>(magnification);
        shape.y[i] = static_cast<float>(placed.part(i).y()) / static_cast<float>(magnification);
    }
    return shape;
}

}  // namespace verikiosk::tests
