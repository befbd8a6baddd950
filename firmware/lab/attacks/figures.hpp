// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "firmware/lab/attacks/ablation.hpp"
#include "firmware/lab/attacks/record.hpp"
#include "firmware/lab/attacks/share.hpp"

namespace verikiosk::lab::attacks {

/// Attacks of one kind, skill and variant. Only those that got as far as liveness count as attempts on it.
struct SkillFigures {
    int visits = 0;
    Share apcer;  ///< verified, of those that got as far as liveness
};

struct KindFigures {
    simulator::ActKind kind{};
    std::array<SkillFigures, 4> skills{};  ///< of the main variant, 1 .. 4
    SkillFigures other_variant{};          ///< at the declared skill
    std::optional<int> first_success;      ///< lowest skill at which one was verified
    std::map<std::string, int> caught{};   ///< at the declared skill, by caught_by()
    [[nodiscard]] const SkillFigures& declared() const { return skills[simulator::careful - 1]; }
};

/// Session time: the median, its interval (95 %, by order statistics: no distribution assumed), and the 95th
/// percentile.
struct Seconds {
    int count = 0;
    double median = 0;
    std::optional<Interval> interval{};  ///< none of fewer than six: they reach no 95 %
    double p95 = 0;
};
[[nodiscard]] Seconds seconds_of_all(std::vector<double> values);

/// Bona fide visitors who have one thing in common.
struct GroupFigures {
    std::string what;  ///< "all", "skin", "glasses", "beard", "light", "distance", "variant"
    std::string value;
    Share non_response;                    ///< did not get as far as liveness, or nothing came to the backend
    Share bpcer;                           ///< of the others, not verified
    int referred = 0;                      ///< of these, sent to a call without a failure
    Seconds seconds;                       ///< of those who were verified
    std::map<std::string, int> stopped{};  ///< who was not verified, by caught_by() and its reason
};

/// Scores of one judgement, as it gave them: of visitors, and of attacks at the declared skill.
struct ScoreFigures {
    std::string what;
    std::vector<int> bona_fide;
    std::vector<int> attacks;
};

struct Figures {
    std::vector<KindFigures> kinds;
    std::vector<WithoutFigures> without;
    std::vector<GroupFigures> groups;  ///< the first is all of them
    std::vector<ScoreFigures> scores;
    std::size_t visits = 0;
    double machine_s = 0;  ///< all visits' time of one processor

    /// What was made, at the declared skill and variant, whatever the last call of a resumed run asked for:
    /// the most of any kind, and all visitors.
    [[nodiscard]] int most_of_a_kind() const;
    [[nodiscard]] int visitors() const;
};

/// A living person who is not the account's owner does all that is asked: this is the comparison's with the
/// profile photo to refuse, not liveness's.
[[nodiscard]] bool is_liveness_matter(simulator::ActKind kind);

[[nodiscard]] Figures figures_of(std::span<const Record> records, const Amounts& amounts);

/// Why a visitor was stopped: "turn (face_changed)".
[[nodiscard]] std::string stopped_by(const Record& record);

}  // namespace verikiosk::lab::attacks
