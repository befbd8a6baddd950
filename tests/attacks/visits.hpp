// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/lab/attacks/booth.hpp"

namespace verikiosk::tests {

/// Every story makes the same visits each time: what is drawn for others is seen in ./kiosk bench attacks.
inline constexpr std::uint64_t run_seed = 1;

/// One visit, with keys that are made once a process.
[[nodiscard]] lab::attacks::Visit visit_by(const lab::attacks::Job& job,
                                           const lab::attacks::Manner& manner = {},
                                           const lab::attacks::ActMaker& make_act = {});

/// How many of each kind: VERIKIOSK_ATTACKS, or one.
[[nodiscard]] int how_many();

/// "print-s2-v1-0000: retry, turn (not_turned)", to read where a story fails.
[[nodiscard]] std::string told(const lab::attacks::Record& record);

}  // namespace verikiosk::tests
