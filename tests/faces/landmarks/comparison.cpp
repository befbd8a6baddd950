// SPDX-License-Identifier: Apache-2.0
#include "tests/faces/landmarks/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "tests/support/check.hpp"

namespace verikiosk::tests {
namespace {

/// Between the middles of the eyes, whose six points each begin at 36 and 42.
float inter_ocular(const vision::ForestShape& shape) {
    float x = 0;
    float y = 0;
    for (std::size_t i = 36; i < 42; ++i) {
        x += (shape.x[i + 6] - shape.x[i]) / 6;
        y += (shape.y[i + 6] - shape.y[i]) / 6;
    }
    return std::hypot(x, y);
}

void add_differences(std::vector<float>& to, const vision::ForestShape& a, const vision::ForestShape& b) {
    const float unit = inter_ocular(b);
    for (std::size_t i = 0; i < vision::forest::point_count; ++i)
        to.push_back(std::hypot(a.x[i] - b.x[i], a.y[i] - b.y[i]) / unit);
}

/// The value up to which `share` of them lie.
float quantile(std::vector<float> values, double share) {
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

}  // namespace

Comparison::Comparison()
    : forest_(must(vision::ForestFile::open(vision::landmarks_beside_program()))),
      detector_(must(vision::make_detector({}))),
      analyser_(must(vision::make_analyser({}))) {}

void Comparison::look_at(const vision::GrayView& luma) {
    analyser_->reset();  // so that it wants a detection
    if (!analyser_->wants_detection(luma, {}, request_)) return;
    for (const auto& face : detector_->detect(request_).faces)
        compare(luma, face.box);
}

void Comparison::compare(const vision::GrayView& luma, const Box& box) {
    constexpr float eighth = 0.125F;
    const Point corner{box.x, box.y};
    const auto dlibs = dlib_.place(luma, corner, box.width);
    ++faces_;
    add_differences(ours_, forest_.place(luma, corner, box.width, 256), dlibs);
    auto moved = dlib_.place(luma, {box.x + eighth, box.y}, box.width);
    for (float& x : moved.x)
        x -= eighth;
    add_differences(moved_, moved, dlibs);
}

void Comparison::check(std::size_t faces) const {
    CHECK(faces_ >= faces);
    const auto show = [this](const char* whose, const std::vector<float>& differences) {
        const auto at = [&](double share) { return static_cast<double>(quantile(differences, share)); };
        std::fprintf(stderr, "%zu faces, %s: median %.4f, 95 %% %.4f, 99 %% %.4f, largest %.4f\n", faces_,
                     whose, at(0.5), at(0.95), at(0.99), at(1));
    };
    show("ours", ours_);
    show("dlib's, box moved by 1/8 px", moved_);
    CHECK(quantile(ours_, 0.5) < 0.005F);
    CHECK(quantile(ours_, 0.99) <= quantile(moved_, 0.99));
    CHECK(quantile(ours_, 1) <= quantile(moved_, 1));
}

}  // namespace verikiosk::tests
