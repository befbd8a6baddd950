// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "firmware/domain/error.hpp"
#include "vision/face/analyser.hpp"

namespace verikiosk::lab {

struct FairnessOptions {
    int visitors = 3;  ///< drawn for each group, 1 .. 1000; the same ones in every group
    vision::ModelFiles models{};
    bool json = false;
};

/// Visitors who have one thing in common, all else as their seeds have it.
struct FairnessGroup {
    std::string what;  ///< "skin", "glasses", "beard", "light"
    std::string value;
    int all = 0;
    int found = 0;         ///< followed after two thirds of a second of looking into the camera
    int smiles = 0;        ///< and seen to smile when they do
    int false_smiles = 0;  ///< and seen to smile before they do
};

/// Draws visitors of ten skin steps, with and without glasses, with each beard, and in four ambient lights,
/// and counts who is found and whose smile is seen. A test of the renderer as much as of the pipeline: it
/// finds faults that a drawing shows too, and says nothing about people.
[[nodiscard]] Result<std::vector<FairnessGroup>> measure_fairness(const FairnessOptions& options);

/// Worse than all together by more than chance: their interval's upper end lies below the share of all.
[[nodiscard]] bool lags_behind(const FairnessGroup& group, const std::vector<FairnessGroup>& groups);

/// A line a group, with Clopper-Pearson intervals (95 %).
[[nodiscard]] std::string fairness_table(const std::vector<FairnessGroup>& groups);
/// The same as a JSON list.
[[nodiscard]] std::string fairness_json(const std::vector<FairnessGroup>& groups);

/// Prints either. Exit codes: 0 no group lags behind, 1 one does, 3 could not.
[[nodiscard]] int run_fairness(const FairnessOptions& options);

}  // namespace verikiosk::lab
