// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

/// The file that holds a landmark model as the kiosk reads it: a cascade of forests of regression trees
/// (Kazemi and Sullivan, "One Millisecond Face Alignment with an Ensemble of Regression Trees", CVPR 2014;
/// dlib's shape_predictor), a third of dlib's own file and used where it is mapped. Little-endian, every
/// number aligned to its size:
///
///     ForestHeader
///     MeanShape
///     for each cascade:  Feature x features, Tree x trees, LeafVector x trees x leaves
///
/// with nothing between or behind them. Another layout is
/// another version.
namespace verikiosk::vision::forest {

static_assert(std::endian::native == std::endian::little, "the file is used as it lies on the disk");

inline constexpr std::array<char, 8> magic{'V', 'K', 'F', 'O', 'R', 'E', 'S', 'T'};
inline constexpr std::uint32_t version = 1;

inline constexpr std::size_t point_count = 68;
inline constexpr std::size_t split_count = 15;  ///< of a tree, whose four levels are all filled
inline constexpr std::size_t leaf_count = split_count + 1;

/// Limits of what is accepted; dlib's model has 15 cascades of 500 trees over 500 features.
inline constexpr std::uint32_t most_cascades = 64;
inline constexpr std::uint32_t most_trees = 4096;
inline constexpr std::uint32_t most_features = 1024;

struct ForestHeader {
    std::array<char, 8> magic;
    std::uint32_t version;
    std::uint32_t checksum;  ///< CRC-32 (zlib's) of all that follows this field: against damage, not malice
    std::uint64_t bytes;     ///< of the file
    std::uint32_t cascades;
    std::uint32_t trees;     ///< of each cascade
    std::uint32_t features;  ///< of each cascade
    std::uint32_t zero;
};
inline constexpr std::size_t checksummed_from = offsetof(ForestHeader, checksum) + sizeof(std::uint32_t);

/// Where a face's points are on average, 0..1 from the upper left to the lower right of a detector's box.
struct MeanShape {
    std::array<float, point_count> x;
    std::array<float, point_count> y;
};

/// A pixel to look at: so far from a point of the mean shape, and turned and scaled with the face.
struct Feature {
    float x;
    float y;
    std::uint32_t anchor;  ///< index of the point
};

/// Below split i lie 2i+1, taken where first - second > threshold, and 2i+2; below the last splits the
/// leaves. Pixels are whole numbers, so that a whole threshold decides as dlib's fractional one.
struct Split {
    std::uint16_t first;  ///< indices of features
    std::uint16_t second;
    std::int16_t threshold;
};
struct Tree {
    std::array<Split, split_count> splits;
    std::uint16_t zero;
};

/// How far a leaf moves each point: x of all points, then y, in steps of the leaf's own scale (in the mean
/// shape's unit). On 92 faces of photos the distance of a point to where dlib's own leaves lead was, in
/// inter-ocular distances, median and 95th percentile: int16 with a scale per leaf 0.000 and 0.007, per tree
/// 0.003 and 0.013, per cascade 0.005 and 0.018; int8 0.007 and 0.026, 0.008 and 0.031, 0.020 and 0.060. (The
/// box moved by an eighth of a pixel: 0.008 and 0.036.)
struct LeafVector {
    float scale;
    std::array<std::int16_t, 2 * point_count> steps;
};

static_assert(sizeof(ForestHeader) == 40 && sizeof(MeanShape) == 544);
static_assert(sizeof(Feature) == 12 && sizeof(Tree) == 92 && sizeof(LeafVector) == 276);
static_assert(std::is_trivially_copyable_v<Tree> && std::is_trivially_copyable_v<ForestHeader>);

[[nodiscard]] constexpr std::uint64_t file_size(std::uint64_t cascades, std::uint64_t trees,
                                                std::uint64_t features) {
    return sizeof(ForestHeader) + sizeof(MeanShape) +
           cascades * (features * sizeof(Feature) + trees * (sizeof(Tree) + leaf_count * sizeof(LeafVector)));
}

}  // namespace verikiosk::vision::forest
