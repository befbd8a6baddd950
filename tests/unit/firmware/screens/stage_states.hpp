// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "firmware/screens/fault.hpp"
#include "firmware/session/session.hpp"

/// States as visits come by them, one or more for each stage: for the tests of the screens and the gallery.
namespace verikiosk::tests {

struct NamedState {
    std::string name;  ///< "code_wrong", fit for a file name
    session::State state;
};

inline constexpr TimePoint scene_time = from_nanoseconds(1'000'000'000'000);

/// A device's: its camera reads codes.
inline constexpr session::Limits scene_limits{.codes_by_camera = true};

[[nodiscard]] std::vector<NamedState> states_of_every_stage();

struct NamedFault {
    std::string name;
    screens::Fault fault;
};

/// Faults with errors as the parts of a kiosk word them, a long one among them.
[[nodiscard]] std::vector<NamedFault> faults_of_every_kind();

/// A session as the backend opens it.
[[nodiscard]] OpenedSession open_session(const std::string& account_name, const std::string& policy);

}  // namespace verikiosk::tests
