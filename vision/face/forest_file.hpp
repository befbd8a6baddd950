// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

#include "firmware/domain/error.hpp"
#include "vision/face/forest_format.hpp"

namespace verikiosk::vision {

struct Cascade {
    std::span<const forest::Feature> features;
    std::span<const forest::Tree> trees;
    std::span<const forest::LeafVector> leaves;  ///< forest::leaf_count for each tree, tree after tree
};

/// A landmark model's file, mapped read-only and checked once: every index in it is in range and every number
/// finite and small, so that whoever walks through it need not look again. Only reads after that; any thread.
/// The file must not be written to while it is mapped (an update replaces it by another one).
class ForestFile {
  public:
    /// corrupt: not such a file, cut off, damaged, or with a number out of range; unsupported: of another
    /// version; not_found; unavailable: can't be opened or mapped. Each says what to do.
    [[nodiscard]] static Result<ForestFile> open(const std::filesystem::path& path);

    [[nodiscard]] const forest::MeanShape& mean() const { return *mean_; }
    [[nodiscard]] std::size_t cascades() const { return cascades_; }
    /// `index` < cascades().
    [[nodiscard]] Cascade cascade(std::size_t index) const;

  private:
    struct Unmap {
        std::size_t size = 0;
        void operator()(const std::byte* start) const;
    };
    using Mapping = std::unique_ptr<const std::byte, Unmap>;

    explicit ForestFile(Mapping mapping);
    [[nodiscard]] static Result<Mapping> map(const std::filesystem::path& path);

    Mapping mapping_;
    const forest::MeanShape* mean_;
    std::size_t cascades_;
    std::size_t trees_;
    std::size_t features_;
};

}  // namespace verikiosk::vision
