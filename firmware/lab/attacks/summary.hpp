// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firmware/lab/attacks/figures.hpp"
#include "firmware/lab/attacks/other_plan.hpp"

namespace verikiosk::lab::attacks {

/// What a report's pictures show.
struct Shot {
    std::string title;
    std::string caption;
    std::string data;  ///< the JPEG, base64
};

/// All that a report is made of.
struct Summary {
    std::uint64_t seed = 0;
    Amounts amounts;
    Figures figures;
    OtherPlans other_plans;
    std::vector<Shot> shots;
    int processors = 1;
    std::size_t full_visits = 0;  ///< at most, of 150 attacks per kind and 300 visitors
};

/// What has to be said before any figure.
inline constexpr std::string_view head_of_report =
    "Regression figures on a simulator: drawn faces, drawn attacks, a drawn camera. They tell whether a "
    "change "
    "made something worse, and nothing is claimed for real people or real attacks. 0 of 150 attacks of a "
    "kind "
    "bounds its APCER at 2.4 % (95 %, Clopper-Pearson, both sides), not at 0.";

/// Time of this run, and of a full one on this machine by this run's visits: in words.
[[nodiscard]] std::string hours_of(const Summary& summary);

/// One self-contained page, and the same figures as one JSON object.
[[nodiscard]] std::string report_html(const Summary& summary);
[[nodiscard]] std::string report_json(const Summary& summary);
/// A table for a terminal.
[[nodiscard]] std::string report_table(const Summary& summary);

}  // namespace verikiosk::lab::attacks
