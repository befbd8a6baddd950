// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "firmware/lab/attacks/bench_backend.hpp"
#include "firmware/lab/attacks/record.hpp"
#include "vision/face/analyser.hpp"

namespace verikiosk::lab::attacks {

/// What a visit leaves.
struct Visit {
    Record record;
    Bytes picture;                     ///< JPEG; empty: there was no frame
    std::optional<Evidence> evidence;  ///< what the backend got
};

/// What could make a kiosk go without a judgement: none of it may raise an attack's chance.
struct Manner {
    bool lamp = false;             ///< outshines the screen
    bool stands_still = false;     ///< does nothing that is asked for after centre
    bool declines_lights = false;  ///< as people with photosensitivity may
};

/// A kiosk whose screen nobody paints and a backend without sockets, for one visit after the other; all else
/// is what runs on a kiosk. One thread.
class Booth {
  public:
    /// `keys`: where the development keys are, or will be.
    [[nodiscard]] static Result<Booth> open(const std::filesystem::path& keys);

    /// One whole visit. The same job and run seed give the same, whatever was before it.
    [[nodiscard]] Result<Visit> visit(const Job& job, std::uint64_t run_seed, const Manner& manner = {});

  private:
    Booth(Sides sides, std::unique_ptr<vision::Analyser> analyser, std::unique_ptr<vision::Detector> detector)
        : sides_(std::move(sides)), analyser_(std::move(analyser)), detector_(std::move(detector)) {}

    Sides sides_;
    std::unique_ptr<vision::Analyser> analyser_;
    std::unique_ptr<vision::Detector> detector_;
};

/// Who comes to this visit. Bona fide visitors take turns in their skin's step.
[[nodiscard]] simulator::Visitor visitor_of(const Job& job, std::uint64_t seed);

}  // namespace verikiosk::lab::attacks
