// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "firmware/lab/attacks/record.hpp"

namespace verikiosk::lab::attacks {

/// The judgement that a record's word for one (Judged::what) belongs to; nothing: one that can't be taken
/// out.
[[nodiscard]] Without judgement_of(std::string_view what);

/// What is switched off: each judgement alone, then those that stand in for each other. A picture that
/// ignores the scene meets light and exposure, one that stands still meets motion and expression.
inline constexpr std::array ablations{Without::motion,
                                      Without::light,
                                      Without::exposure,
                                      Without::expression,
                                      Without::passive,
                                      Without::light | Without::exposure,
                                      Without::motion | Without::expression};

/// Whether an attack that was refused is refused without these judgements as well, as far as its own visit
/// tells: one that is not off failed it too, or it was such a one that ended it.
[[nodiscard]] bool refused_anyway(const Record& refused, Without without);

/// Refused attacks of the main part (nothing off, declared skill, this variant) that got as far as liveness:
/// of each kind the first few. What these come to is compared with a judgement off.
[[nodiscard]] std::vector<Record> compared_without(std::span<const Record> records, const Amounts& amounts);

/// The visits that have to be made again, without the judgement that ended them: what would have been
/// asked after that its log can't tell. For all others refused_anyway() says what there is to say.
[[nodiscard]] std::vector<Job> jobs_without(std::span<const Record> records, const Amounts& amounts);

/// As many as these and the visits they are chosen from can be at most.
[[nodiscard]] std::size_t most_visits(const Amounts& amounts);

/// What became of attacks of one kind when one judgement was off.
struct WithoutFigures {
    simulator::ActKind kind{};
    Without without{};
    int refused = 0;      ///< with all judgements on
    int let_through = 0;  ///< of these, without it
    int not_made = 0;     ///< of these, visits that were not made again yet
};
/// In the order of a report; kinds of which none was refused are left out.
[[nodiscard]] std::vector<WithoutFigures> without_figures(std::span<const Record> records,
                                                          const Amounts& amounts);

}  // namespace verikiosk::lab::attacks
