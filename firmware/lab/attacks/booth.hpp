// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "firmware/lab/attacks/bench_backend.hpp"
#include "firmware/lab/attacks/manner.hpp"
#include "firmware/lab/attacks/record.hpp"
#include "vision/face/analyser.hpp"

namespace verikiosk::lab::attacks {

/// What a visit leaves.
struct Visit {
    Record record;
    Bytes picture;                     ///< JPEG; empty: there was no frame
    std::optional<Evidence> evidence;  ///< what the backend got
};

/// Makes what stands before the camera; not null.
using ActMaker =
    std::function<std::unique_ptr<simulator::Act>(const simulator::Visitor&, const simulator::ActOptions&)>;

/// A kiosk whose screen nobody paints and a backend without sockets, for one visit after the other; all else
/// is what runs on a kiosk. One thread.
class Booth {
  public:
    /// `keys`: where the development keys are, or will be.
    [[nodiscard]] static Result<Booth> open(const std::filesystem::path& keys);

    /// One whole visit. The same job and run seed give the same, whatever was before it. `make_act`: instead
    /// of what the job's kind names.
    [[nodiscard]] Result<Visit> visit(const Job& job, std::uint64_t run_seed, const Manner& manner = {},
                                      const ActMaker& make_act = {});

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
