// SPDX-License-Identifier: Apache-2.0
#include "vision/face/forest.hpp"

#include <zlib.h>

#include <cmath>
#include <fstream>
#include <functional>
#include <limits>
#include <vector>

#include "tests/support/check.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/vision/faces.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using namespace verikiosk::vision;

GROUP("forest");

namespace {

/// A small model, as the format says: two cascades of three trees over four pixels, whose leaves move
/// nothing.
class SmallModel {
  public:
    static constexpr std::uint32_t cascades = 2;
    static constexpr std::uint32_t trees = 3;
    static constexpr std::uint32_t features = 4;

    SmallModel() : bytes_(forest::file_size(cascades, trees, features)) {
        auto& head = header();
        head.magic = forest::magic;
        head.version = forest::version;
        head.bytes = bytes_.size();
        head.cascades = cascades;
        head.trees = trees;
        head.features = features;
        for (std::size_t i = 0; i < forest::point_count; ++i) {
            mean().x[i] = static_cast<float>(i % 10) / 10;
            mean().y[i] = static_cast<float>(i / 10) / 10;
        }
        seal();
    }
    forest::ForestHeader& header() { return at<forest::ForestHeader>(0); }
    forest::MeanShape& mean() { return at<forest::MeanShape>(sizeof(forest::ForestHeader)); }
    forest::Feature& feature(std::size_t cascade, std::size_t i) {
        return at<forest::Feature>(start_of(cascade) + i * sizeof(forest::Feature));
    }
    forest::Tree& tree(std::size_t cascade, std::size_t i) {
        return at<forest::Tree>(start_of(cascade) + features * sizeof(forest::Feature) +
                                i * sizeof(forest::Tree));
    }
    forest::LeafVector& leaf(std::size_t cascade, std::size_t tree, std::size_t i) {
        return at<forest::LeafVector>(start_of(cascade) + features * sizeof(forest::Feature) +
                                      trees * sizeof(forest::Tree) +
                                      (tree * forest::leaf_count + i) * sizeof(forest::LeafVector));
    }
    /// With the checksum of what is in it now.
    void seal() {
        const auto* start = static_cast<const Bytef*>(static_cast<const void*>(bytes_.data()));
        header().checksum =
            static_cast<std::uint32_t>(crc32_z(crc32_z(0, nullptr, 0), start + forest::checksummed_from,
                                               bytes_.size() - forest::checksummed_from));
    }
    [[nodiscard]] std::vector<char>& bytes() { return bytes_; }

  private:
    static std::size_t start_of(std::size_t cascade) { return forest::file_size(cascade, trees, features); }
    template <class T>
    T& at(std::size_t offset) {
        return *static_cast<T*>(static_cast<void*>(bytes_.data() + offset));
    }
    std::vector<char> bytes_;
};

Result<ForestFile> opened(SmallModel& model) {
    const TemporaryFolder folder;
    const auto path = folder / "model.forest";
    std::ofstream(path, std::ios::binary)
        .write(model.bytes().data(), static_cast<std::streamsize>(model.bytes().size()));
    return ForestFile::open(path);
}

/// The error of a model to which `damage` was done, and whose checksum is right all the same.
Error error_after(const std::function<void(SmallModel&)>& damage) {
    SmallModel model;
    damage(model);
    model.seal();
    const auto file = opened(model);
    CHECK(!file);
    return file.error();
}

bool near(float actual, float expected) {
    return std::abs(actual - expected) < 1e-3F;
}

}  // namespace

STORY(a_model_whose_leaves_move_nothing_places_the_mean_face) {
    SmallModel model;
    Forest forest(must(opened(model)));
    const Picture picture(64, 64, 100);
    const ForestShape shape = forest.place(picture.view(), {10, 20}, 40, 256);
    CHECK(near(shape.x[11], 10 + 40 * 0.1F));
    CHECK(near(shape.y[11], 20 + 40 * 0.1F));
}

STORY(pixels_decide_which_leaf_moves_the_points) {
    SmallModel model;
    // Feature 0 lies at the first point, on a dark pixel, feature 1 fifteen pixels right of it, on a bright
    // one, and feature 2 outside the picture, which counts as black.
    model.feature(0, 1).x = 0.375F;
    model.feature(0, 2).x = 4;
    for (auto& split : model.tree(0, 0).splits)
        split = {1, 0, 50};
    for (auto& split : model.tree(0, 1).splits)
        split = {1, 0, 60};
    for (auto& split : model.tree(0, 2).splits)
        split = {0, 2, 29};
    for (std::size_t tree = 0; tree < SmallModel::trees; ++tree) {
        for (const std::size_t leaf : {0U, 15U})
            model.leaf(0, tree, leaf).scale = 0.001F;
    }
    model.leaf(0, 0, 0).steps[3] = 100;  // the leftmost leaf: greater than the threshold, four times
    model.leaf(0, 1, 15).steps[3] = 20;  // the rightmost: never greater
    model.leaf(0, 2, 0).steps[forest::point_count + 3] = -50;
    model.seal();
    Picture picture(64, 64, 0);
    picture.at(10, 10) = 30;
    picture.at(25, 10) = 90;  // 60 brighter: more than 50, and not more than 60
    Forest forest(must(opened(model)));
    const ForestShape shape = forest.place(picture.view(), {10, 10}, 40, 256);
    CHECK(near(shape.x[3], 10 + 40 * (0.3F + 0.1F + 0.02F)));
    CHECK(near(shape.y[3], 10 - 40 * 0.05F));
    // Read twice as bright, they differ by more than either threshold.
    const ForestShape brighter = forest.place(picture.view(), {10, 10}, 40, 512);
    CHECK(near(brighter.x[3], 10 + 40 * (0.3F + 0.1F)));
}

STORY(the_largest_leaves_that_are_accepted_keep_the_points_finite) {
    SmallModel model;
    for (std::size_t tree = 0; tree < SmallModel::trees; ++tree) {
        for (std::size_t i = 0; i < forest::leaf_count; ++i) {
            model.leaf(0, tree, i).scale = -16;
            model.leaf(0, tree, i).steps.fill(-32768);
        }
    }
    model.seal();
    Forest forest(must(opened(model)));
    const Picture picture(64, 64, 100);
    CHECK(std::isfinite(forest.place(picture.view(), {0, 0}, 64, 256).x[0]));
}

STORY(a_model_that_is_not_there_is_named_with_what_to_do) {
    const auto file = ForestFile::open("/nowhere/landmarks.forest");
    CHECK(!file);
    CHECK_EQUAL(file.error().code, Errc::not_found);
    CHECK_CONTAINS(file.error().what, "/nowhere/landmarks.forest");
    CHECK_CONTAINS(file.error().what, "flash the kiosk's card again");
}

STORY(a_folder_and_a_short_file_are_no_models) {
    const TemporaryFolder folder;
    const auto of_folder = ForestFile::open(folder.path());
    CHECK(!of_folder);
    CHECK_EQUAL(of_folder.error().code, Errc::corrupt);
    std::ofstream(folder / "short") << "VKFOREST";
    const auto of_short = ForestFile::open(folder / "short");
    CHECK(!of_short);
    CHECK_EQUAL(of_short.error().code, Errc::corrupt);
}

STORY(a_model_of_another_version_is_told_from_a_damaged_one) {
    SmallModel model;
    model.header().version = 2;
    const auto file = opened(model);
    CHECK(!file);
    CHECK_EQUAL(file.error().code, Errc::unsupported);
    CHECK_CONTAINS(file.error().what, "version 2 where this program reads 1");
}

STORY(a_model_that_was_cut_off_is_refused) {
    SmallModel model;
    model.bytes().resize(model.bytes().size() - 1);
    const auto file = opened(model);
    CHECK(!file);
    CHECK_EQUAL(file.error().code, Errc::corrupt);
    CHECK_CONTAINS(file.error().what, "cut off");
}

STORY(one_wrong_bit_anywhere_is_noticed) {
    for (std::size_t at = 0; at < SmallModel().bytes().size(); at += 97) {
        SmallModel model;
        model.bytes()[at] = static_cast<char>(model.bytes()[at] ^ 4);
        CHECK(!opened(model));
    }
}

STORY(a_hostile_model_with_a_right_checksum_can_not_lead_us_outside_it) {
    using Model = SmallModel;
    CHECK_EQUAL(error_after([](Model& m) { m.header().trees = 5; }).code, Errc::corrupt);
    CHECK_EQUAL(error_after([](Model& m) { m.header().cascades = 0; }).code, Errc::corrupt);
    CHECK_EQUAL(error_after([](Model& m) { m.header().features = 0xFFFFFFFF; }).code, Errc::corrupt);
    const auto out_of_range = [](const std::function<void(Model&)>& damage) {
        const Error error = error_after(damage);
        CHECK_EQUAL(error.code, Errc::corrupt);
        CHECK_CONTAINS(error.what, "out of its range");
    };
    out_of_range([](Model& m) { m.feature(1, 3).anchor = forest::point_count; });
    out_of_range([](Model& m) { m.tree(1, 2).splits[14].first = Model::features; });
    out_of_range([](Model& m) { m.tree(0, 0).splits[0].second = 0xFFFF; });
    out_of_range([](Model& m) { m.feature(0, 0).x = std::numeric_limits<float>::infinity(); });
    out_of_range([](Model& m) { m.mean().y[67] = std::numeric_limits<float>::quiet_NaN(); });
    out_of_range([](Model& m) { m.mean().x.fill(0.5F); });
    out_of_range([](Model& m) { m.leaf(1, 2, 15).scale = std::numeric_limits<float>::quiet_NaN(); });
}
