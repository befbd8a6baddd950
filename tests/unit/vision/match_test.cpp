// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>
#include <utility>

#include "tests/support/check.hpp"
#include "vision/match/matcher.hpp"

using namespace verikiosk;
using namespace verikiosk::vision;

GROUP("match");

namespace {

const FivePoints face{Point{38, 52}, Point{74, 51}, Point{56, 72}, Point{41, 92}, Point{71, 93}};

FivePoints moved(const FivePoints& points, const Similarity& by) {
    FivePoints to;
    for (std::size_t i = 0; i < points.size(); ++i)
        to[i] = by.of(points[i]);
    return to;
}

float squared_error(const FivePoints& a, const FivePoints& b) {
    float sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += distance(a[i], b[i]) * distance(a[i], b[i]);
    return sum;
}

Observation face_of(float iod) {
    Observation seen;
    seen.row.track = 1;
    seen.row.iod_decipx = static_cast<std::uint16_t>(std::lround(iod * 10));
    return seen;
}

/// Sees the faces it was told to, whatever the picture.
class Faces final : public PhotoAnalyser {
  public:
    explicit Faces(std::vector<std::vector<Observation>> pictures) : pictures_(std::move(pictures)) {}
    std::vector<Observation> analyse(const GrayView&) override { return pictures_.at(next_++); }

  private:
    std::vector<std::vector<Observation>> pictures_;
    std::size_t next_ = 0;
};

/// Gives one vector after the other.
class Vectors final : public Embedding {
  public:
    explicit Vectors(std::vector<FaceVector> vectors) : vectors_(std::move(vectors)) {}
    Result<FaceVector> embed(const RgbView&, const FivePoints&) override {
        if (next_ == vectors_.size()) return fail(Errc::internal, "the network failed");
        return vectors_[next_++];
    }

  private:
    std::vector<FaceVector> vectors_;
    std::size_t next_ = 0;
};

constexpr MatchThresholds thresholds{.same = 0.40F, .different = 0.30F};

Result<Comparison> compare(std::vector<std::vector<Observation>> faces, std::vector<FaceVector> vectors) {
    Matcher matcher(std::make_unique<Faces>(std::move(faces)), std::make_unique<Vectors>(std::move(vectors)),
                    thresholds);
    const std::vector<std::uint8_t> pixels(48);
    const RgbView picture{pixels.data(), 12, 4, 4};
    return matcher.compare(picture, picture);
}

}  // namespace

STORY(a_face_that_was_turned_scaled_and_moved_is_laid_back_exactly) {
    for (const float angle : {0.0F, 0.5F, -2.0F, 3.1F}) {
        const float scale = 3.7F;
        const FivePoints seen = moved(face, {scale * std::cos(angle), scale * std::sin(angle), 500, -120});
        const auto fit = fit_similarity(seen, face);
        CHECK(fit.has_value());
        CHECK(squared_error(moved(seen, *fit), face) < 1e-3F);
        CHECK(std::abs(fit->scale() - 1 / scale) < 1e-4F);
    }
}

STORY(what_is_no_similarity_is_met_as_nearly_as_can_be) {
    FivePoints seen = face;
    seen[2] = {60, 65};  // a turned head's nose
    seen[0].x += 3;
    const Similarity fit = *fit_similarity(seen, face);
    const float least = squared_error(moved(seen, fit), face);
    CHECK(least > 1);
    // Nothing beside it is nearer.
    for (int i = 0; i < 8; ++i) {
        Similarity other = fit;
        const float step = i % 2 == 0 ? 1.0F : -1.0F;
        (i / 2 == 0   ? other.a
         : i / 2 == 1 ? other.b
         : i / 2 == 2 ? other.x0
                      : other.y0) += i < 4 ? 0.001F * step : 0.1F * step;
        CHECK(squared_error(moved(seen, other), face) > least);
    }
}

STORY(a_mirrored_face_is_not_mirrored_back) {
    FivePoints mirrored;
    for (std::size_t i = 0; i < face.size(); ++i)
        mirrored[i] = {112 - face[i].x, face[i].y};
    CHECK(squared_error(moved(mirrored, *fit_similarity(mirrored, face)), face) > 1000);
}

STORY(points_that_are_all_one_fit_nothing) {
    FivePoints one;
    one.fill({20, 30});
    CHECK(!fit_similarity(one, face));
    FivePoints broken = face;
    broken[1].x = std::numeric_limits<float>::quiet_NaN();
    CHECK(!fit_similarity(broken, face));
}

STORY(the_five_points_are_eye_centres_nose_tip_and_mouth_corners) {
    Points points;
    using enum PointName;
    for (const PointName name : {eye_right_outer, eye_right_top_outer, eye_right_top_inner, eye_right_inner,
                                 eye_right_bottom_inner, eye_right_bottom_outer})
        points[name] = {10, 20};
    points[eye_right_outer] = {4, 20};
    points[eye_right_inner] = {22, 20};
    points[nose_tip] = {30, 40};
    points[mouth_right] = {20, 50};
    points[mouth_left] = {40, 50};
    const FivePoints five = five_points(points);
    CHECK_EQUAL(five[0].x, 11.0F);
    CHECK_EQUAL(five[0].y, 20.0F);
    CHECK(five[2] == (Point{30, 40}));
    CHECK(five[3] == (Point{20, 50}));
    CHECK(five[4] == (Point{40, 50}));
}

STORY(same_from_0_40_on_different_under_0_30_and_a_call_between) {
    const auto decision = [](float value) { return decide(value, thresholds); };
    CHECK_EQUAL(decision(1.0F), MatchDecision::same);
    CHECK_EQUAL(decision(0.40F), MatchDecision::same);
    CHECK_EQUAL(decision(0.3999F), MatchDecision::undecided);
    CHECK_EQUAL(decision(0.30F), MatchDecision::undecided);
    CHECK_EQUAL(decision(0.2999F), MatchDecision::different);
    CHECK_EQUAL(decision(-1.0F), MatchDecision::different);
    CHECK_EQUAL(decision(std::numeric_limits<float>::quiet_NaN()), MatchDecision::undecided);
}

STORY(two_pictures_of_one_person_are_told_from_two_people) {
    const auto same = compare({{face_of(90)}, {face_of(60)}}, {{0.6F, 0.8F}, {0.8F, 0.6F}});
    CHECK_EQUAL(tests::must(same).decision, MatchDecision::same);
    CHECK(std::abs(*same->cosine - 0.96F) < 1e-6F);
    const auto different = compare({{face_of(90)}, {face_of(60)}}, {{1, 0}, {0, 1}});
    CHECK_EQUAL(tests::must(different).decision, MatchDecision::different);
    CHECK(different->reasons[0].empty() && different->reasons[1].empty());
}

STORY(a_picture_that_cannot_be_compared_says_why_and_decides_nothing) {
    const auto none = tests::must(compare({{}, {face_of(60)}}, {{1, 0}, {1, 0}}));
    CHECK_EQUAL(none.decision, MatchDecision::undecided);
    CHECK(!none.cosine);
    CHECK(none.reasons[0].list() == std::vector{Reason::no_face});
    CHECK(none.reasons[1].empty());

    const auto several = tests::must(compare({{face_of(60)}, {face_of(60), face_of(50)}}, {{1, 0}, {1, 0}}));
    CHECK_EQUAL(several.decision, MatchDecision::undecided);
    CHECK(several.reasons[1].list() == std::vector{Reason::several_faces});

    const auto small = tests::must(compare({{face_of(min_match_iod - 1)}, {face_of(60)}}, {{1, 0}, {1, 0}}));
    CHECK(small.reasons[0].list() == std::vector{Reason::low_resolution});
}

STORY(a_passer_by_in_the_background_is_no_second_person) {
    const auto seen = choose_face({face_of(100), face_of(40)});
    CHECK(seen.face == std::optional<std::size_t>(0));
    CHECK(!choose_face({face_of(100), face_of(50)}).face);
}

STORY(a_network_that_fails_is_an_error_and_no_decision) {
    CHECK_EQUAL(compare({{face_of(60)}, {face_of(60)}}, {{1, 0}}).error().code, Errc::internal);
}

STORY(a_broken_model_is_refused) {
    const Bytes garbage(100, 7);
    CHECK_EQUAL(make_opencv_mobilefacenet(garbage).error().code, Errc::corrupt);
}

STORY(without_a_model_there_is_no_matcher) {
    ModelFiles files;
    CHECK_EQUAL(Matcher::make(files).error().code, Errc::not_found);
}
