// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "firmware/lab/analysis_output.hpp"

namespace verikiosk::lab {

/// The columns' names.
[[nodiscard]] std::string photo_heading();

/// A line per face of a photo, or one that says that there is none.
[[nodiscard]] std::string photo_lines(const Analysed& photo);

/// What a video comes down to.
class VideoSummary {
  public:
    explicit VideoSummary(std::string name) : name_(std::move(name)) {}
    void add(const Analysed& frame);
    [[nodiscard]] std::string line() const;

  private:
    std::string name_;
    std::size_t frames_ = 0;
    double seconds_ = 0;
    std::size_t followed_ = 0;
    std::set<std::uint32_t> tracks_;
    std::uint16_t least_iod_ = 0;  // tenths of a pixel
    std::uint16_t most_iod_ = 0;
    std::size_t blinks_ = 0;
    bool smiling_ = false;
    std::vector<double> smiles_at_;
    std::optional<float> least_live_;
    std::size_t most_others_ = 0;
};

}  // namespace verikiosk::lab
