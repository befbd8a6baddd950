// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>

#include "tests/unit/net/backend/bench.hpp"

/// Crops against the rows that they prove. What is on these crops is written into their first bytes.
namespace verikiosk::tests {
namespace {

GROUP("backend_crops");

struct OnCrop {
    std::int16_t asymmetry = 0;
    std::uint16_t mouth_width = 0;
    std::uint16_t mouth_open = 0;
    std::uint8_t brightness = 0;
    std::uint8_t frame = 0;
};

void draw(const OnCrop& picture, Crop& crop) {
    crop.luma.assign(std::size_t{160} * 160, 90);
    std::memcpy(crop.luma.data(), &picture, sizeof picture);
}

OnCrop drawn_on(ByteView luma) {
    OnCrop picture;
    std::memcpy(&picture, luma.data(), sizeof picture);
    return picture;
}

ObservationRow& row_of(Bench& bench, std::uint64_t sequence) {
    return *std::ranges::find(bench.evidence.rows, sequence, &ObservationRow::sequence);
}

/// Reads what was drawn, as well as the source of its points allows.
Result<CropMeasures> read(ByteView luma, const ObservationRow& row) {
    const OnCrop picture = drawn_on(luma);
    CropMeasures measures;
    measures.brightness = picture.brightness;
    measures.sharpness_milli = 500;
    measures.skin_luma = {1600, 1600, 1600};
    measures.looked_for_points = row.source == PointSource::ibug_68;
    if (measures.looked_for_points && picture.mouth_width > 0)
        measures.points = {picture.asymmetry, picture.mouth_width, picture.mouth_open, 300, 300};
    return measures;
}

/// A kiosk whose crops show what its rows say: a turned head, a smile, a darker exposure.
struct Honest : Bench {
    Honest() : Bench(passed()) {
        judges.remeasure = read;
        for (std::size_t i = 0; i < package.crops.size(); ++i) {
            ObservationRow& row = row_of(*this, package.crops[i].sequence);
            row.liveness.regions = {RegionColour{1600, 2048, 2048}, {1600, 2048, 2048}, {1600, 2048, 2048}};
            if (evidence.challenges[i].kind == ChallengeKind::turn) row.asymmetry_milli = 430;
            if (evidence.challenges[i].kind == ChallengeKind::smile) row.mouth_width_milli = 1040;
            row.brightness = static_cast<std::uint8_t>(120 + i);
        }
        for (Crop& crop : package.crops)
            show(crop, row_of(*this, crop.sequence));
        prove();
    }
    static void show(Crop& crop, const ObservationRow& row) {
        draw({row.asymmetry_milli, row.mouth_width_milli, row.mouth_open_milli, row.brightness,
              static_cast<std::uint8_t>(row.sequence)},
             crop);
    }
    Crop& crop(ChallengeKind kind) {
        const auto& results = evidence.challenges;
        const auto at = std::ranges::find(results, kind, &ChallengeResult::kind) - results.begin();
        return package.crops[static_cast<std::size_t>(at)];
    }
};

void check_disagrees(const Bench& bench, const std::string& what) {
    const backend::Ruling ruling = bench.examine();
    CHECK_CONTAINS(ruling.detail, what);
    CHECK(ruling.decision == Decision::refer);
    CHECK(ruling.reasons.front() == Reason::judgement_disagrees);
    CHECK(ruling.tampered && ruling.failed_attempt);
}

STORY(crops_that_show_what_their_rows_say_are_believed_and_the_rest_is_named) {
    const backend::Ruling ruling = Honest().examine();
    CHECK(ruling.decision == Decision::verified);
    CHECK_CONTAINS(ruling.detail, "measured again on 5 crops: brightness, sharpness, skin; points on 5");
    CHECK_CONTAINS(ruling.detail, "not: colours, background");
}

STORY(rows_that_pass_over_another_sessions_crops_are_not_believed) {
    // The other session's visitor stood in their own light, smiled and turned at other moments.
    Honest here;
    Honest there;
    for (std::size_t i = 0; i < here.package.crops.size(); ++i)
        here.package.crops[i].luma = there.package.crops[(i + 2) % there.package.crops.size()].luma;
    here.prove();
    check_disagrees(here, "brightness 120 in its row, 122 on it");
    // Even if their light was the same.
    for (Crop& crop : here.package.crops) {
        OnCrop picture = drawn_on(crop.luma);
        picture.brightness = row_of(here, crop.sequence).brightness;
        draw(picture, crop);
    }
    here.prove();
    check_disagrees(here, "on it");
}

STORY(a_smile_that_no_crop_shows_is_not_believed) {
    Honest bench;
    Crop& smile = bench.crop(ChallengeKind::smile);
    OnCrop picture = drawn_on(smile.luma);
    picture.mouth_width = 850;
    draw(picture, smile);
    bench.prove();
    check_disagrees(bench, "mouth width 1040 in its row, 850 on it");
}

STORY(a_turn_that_no_crop_shows_is_not_believed) {
    Honest bench;
    Crop& turn = bench.crop(ChallengeKind::turn);
    OnCrop picture = drawn_on(turn.luma);
    picture.asymmetry = 20;
    draw(picture, turn);
    bench.prove();
    check_disagrees(bench, "asymmetry 430 in its row, 20 on it");
}

STORY(points_on_a_crop_may_be_off_by_what_fewer_pixels_cost) {
    Honest bench;
    for (Crop& crop : bench.package.crops) {
        OnCrop picture = drawn_on(crop.luma);
        picture.asymmetry = static_cast<std::int16_t>(picture.asymmetry + 60);
        picture.mouth_width = static_cast<std::uint16_t>(picture.mouth_width - 60);
        draw(picture, crop);
    }
    bench.prove();
    CHECK(bench.examine().decision == Decision::verified);
}

STORY(frozen_crops_are_one_picture) {
    Honest bench;
    for (Crop& crop : bench.package.crops)
        crop.luma = bench.package.crops.front().luma;
    bench.prove();
    const backend::Ruling ruling = bench.examine();
    CHECK(ruling.decision == Decision::refer);
    CHECK(ruling.reasons.front() == Reason::evidence_inconsistent);
    CHECK_CONTAINS(ruling.detail, "are one and the same picture");
}

STORY(crops_in_another_order_do_not_prove_or_do_not_show_their_rows) {
    Honest swapped;
    std::swap(swapped.package.crops[1].luma, swapped.package.crops[4].luma);
    CHECK_CONTAINS(swapped.examine().detail, "does not prove against its row");
    // A kiosk that signs whatever it likes puts the digests where the crops now are.
    swapped.prove();
    check_disagrees(swapped, "in its row");
}

STORY(a_crop_without_a_face_does_not_show_one) {
    const auto show_a_wall = [](Honest& bench, ChallengeKind kind) {
        OnCrop wall = drawn_on(bench.crop(kind).luma);
        wall.mouth_width = 0;
        draw(wall, bench.crop(kind));
        bench.prove();
    };
    Honest smile;
    show_a_wall(smile, ChallengeKind::smile);
    check_disagrees(smile, "it shows no face");
    // Where points decide nothing they may slip once, not twice.
    Honest other;
    show_a_wall(other, ChallengeKind::light);
    CHECK(other.examine().decision == Decision::verified);
    show_a_wall(other, ChallengeKind::exposure);
    check_disagrees(other, "it shows no face");
}

STORY(another_difference_does_not_hide_the_decisive_one) {
    Honest bench;
    Crop& smile = bench.crop(ChallengeKind::smile);
    OnCrop picture = drawn_on(smile.luma);
    picture.asymmetry = static_cast<std::int16_t>(picture.asymmetry + 200);
    picture.mouth_width = 850;
    draw(picture, smile);
    bench.prove();
    check_disagrees(bench, "mouth width 1040 in its row, 850 on it");
}

STORY(a_crop_of_another_moment_proves_no_turn_and_no_smile) {
    for (const ChallengeKind kind : {ChallengeKind::turn, ChallengeKind::smile}) {
        Honest bench;
        Crop& crop = bench.crop(kind);
        ObservationRow& row = row_of(bench, crop.sequence);
        ObservationRow& before = *(&row - 1);
        before.crop = row.crop;
        crop.sequence = before.sequence;
        const backend::Ruling ruling = bench.examine();
        CHECK(ruling.decision == Decision::refer);
        CHECK_CONTAINS(ruling.detail, "no crop proves it");
    }
}

STORY(a_selfie_of_another_face_than_the_crops_is_referred) {
    Honest bench;
    std::size_t other = 99;
    std::size_t looked_at = 0;
    bench.judges.match_crops = [&](ByteView, std::span<const ByteView> crops) {
        looked_at = crops.size();
        std::vector<Comparison> all(crops.size());
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i].decision = i == other ? MatchDecision::different : MatchDecision::same;
        return Result<std::vector<Comparison>>(std::move(all));
    };
    CHECK_CONTAINS(bench.examine().detail, "the selfie's face on 4 of 4 crops");
    CHECK_EQUAL(looked_at, 4U);  // not the turned one
    other = 0;
    const backend::Ruling ruling = bench.examine();
    CHECK(ruling.decision == Decision::refer);
    CHECK(ruling.reasons.front() == Reason::face_changed);
    CHECK(ruling.failed_attempt && ruling.tampered);
    CHECK_CONTAINS(ruling.detail, "another face than the crop of frame");
}

STORY(crops_that_cannot_be_compared_with_the_selfie_are_named) {
    Honest bench;
    bench.judges.match_crops = [](ByteView, std::span<const ByteView>) {
        return Result<std::vector<Comparison>>(fail(Errc::corrupt, "it is no picture"));
    };
    const backend::Ruling ruling = bench.examine();
    CHECK(ruling.decision == Decision::verified);
    CHECK_CONTAINS(ruling.detail, "selfie and crops were not compared: it is no picture");
}

STORY(skin_that_is_much_darker_than_its_row_says_is_not_believed) {
    Honest bench;
    row_of(bench, bench.crop(ChallengeKind::light).sequence).liveness.regions[1].luma = 1900;
    check_disagrees(bench, "skin 1900 in its row, 1600 on it");
}

STORY(what_nobody_here_can_place_is_named_and_not_held_against_anybody) {
    Honest bench;
    for (ObservationRow& row : bench.evidence.rows)
        row.source = PointSource::face_mesh;
    const backend::Ruling ruling = bench.examine();
    CHECK(ruling.decision == Decision::verified);
    CHECK_CONTAINS(ruling.detail, "points on 0");

    Honest nothing;
    nothing.judges.remeasure = {};
    CHECK(nothing.examine().decision == Decision::verified);
    CHECK_CONTAINS(nothing.examine().detail, "no crop was measured again");
}

}  // namespace
}  // namespace verikiosk::tests
