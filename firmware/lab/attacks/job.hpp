// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "drivers/simulator/act.hpp"

namespace verikiosk::lab::attacks {

/// Judgements that a visit does without, to see what they are there for; any of them together. Others can't
/// be taken out: centre is where every visit begins, and that a face stays the same is part of each
/// challenge.
enum class Without : std::uint8_t {
    nothing = 0,
    motion = 1,  ///< turn and approach
    light = 2,
    exposure = 4,
    expression = 8,  ///< smile and open mouth
    passive = 16,
};
inline constexpr std::array judgements{Without::motion, Without::light, Without::exposure,
                                       Without::expression, Without::passive};
[[nodiscard]] constexpr Without operator|(Without a, Without b) {
    return static_cast<Without>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
/// Whether `without` does without this one.
[[nodiscard]] constexpr bool is_off(Without without, Without one) {
    return (static_cast<unsigned>(without) & static_cast<unsigned>(one)) != 0;
}

/// "nothing", "light", "light+exposure".
[[nodiscard]] std::string name_of(Without without);
[[nodiscard]] std::optional<Without> without_called(std::string_view name);

/// One visit to be made.
struct Job {
    simulator::ActKind kind = simulator::ActKind::visitor;
    int skill = simulator::careful;
    int variant = 1;  ///< of camera and reflectance
    Without without = Without::nothing;
    int index = 0;  ///< among those that differ in nothing else
    bool operator==(const Job&) const = default;
};

/// Unique among jobs, and fit for a file's name: "print-s2-v1-0017", "replay-phone-s2-v1-no-light-0003".
[[nodiscard]] std::string id_of(const Job& job);

/// What the visit's people, room and plan are drawn with. The same for every skill, variant and judgement
/// that is off, so that they are compared on the same visits.
[[nodiscard]] std::uint64_t seed_of(const Job& job, std::uint64_t run_seed);

/// How much is run.
struct Amounts {
    int per_kind = 150;        ///< of each attack at the declared skill
    int visitors = 300;        ///< bona fide
    int other_plans = 10'000;  ///< sessions that answer another plan
    int variant = 1;           ///< of the main part; the other one is run beside it
    std::vector<int> skills{1, 2, 3, 4};
    bool extras = true;  ///< judgements off and the other variant
};

/// A share of so many, but a few where there are that many.
[[nodiscard]] int part_of(int all, int share);
/// The renderer's variant that is run beside the main one.
[[nodiscard]] int other_variant(const Amounts& amounts);

/// Every visit of a run but those with a judgement off, which depend on what these come to
/// (jobs_without()); in an order in which any first part of it says something of everything.
[[nodiscard]] std::vector<Job> jobs_of(const Amounts& amounts);

/// The attacks that are run: all but the empty room, which presents nothing.
[[nodiscard]] std::vector<simulator::ActKind> kinds();

}  // namespace verikiosk::lab::attacks
