// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "firmware/lab/attacks/record.hpp"

namespace verikiosk::tests {

/// An attack that got as far as liveness and was refused by a fail of this judgement.
inline lab::attacks::Record refused_attack(simulator::ActKind kind, int index, const std::string& by) {
    lab::attacks::Record record;
    record.job = {.kind = kind, .skill = simulator::careful, .index = index};
    record.decision = "retry";
    record.live = true;
    record.judged = {{"centre", "pass", "none", 1000, 1.5},
                     {by, "fail", "not_turned", 21, 10},
                     {"passive", "pass", "none", 1, 0}};
    record.took_s = 5;
    return record;
}

inline lab::attacks::Record verified_visit(simulator::ActKind kind, int index) {
    lab::attacks::Record record;
    record.job = {.kind = kind, .skill = simulator::careful, .index = index};
    record.decision = "verified";
    record.live = true;
    record.seconds = 20 + index;
    record.judged = {{"centre", "pass", "none", 1000, 1.5}, {"passive", "pass", "none", 1, 0}};
    record.looks = {.skin = 1 + index % 10,
                    .glasses = index % 2 == 1,
                    .beard = false,
                    .ambient_lux = 300,
                    .distance_cm = 60};
    record.took_s = 5;
    return record;
}

}  // namespace verikiosk::tests
