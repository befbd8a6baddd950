// SPDX-License-Identifier: Apache-2.0
#include "tests/attacks/visits.hpp"

#include <algorithm>
#include <cstdlib>

#include "firmware/lab/attacks/figures.hpp"
#include "tests/support/temporary_folder.hpp"

namespace verikiosk::tests {

lab::attacks::Visit visit_by(const lab::attacks::Job& job, const lab::attacks::Manner& manner,
                             const lab::attacks::ActMaker& make_act) {
    static const TemporaryFolder keys;
    static lab::attacks::Booth booth = must(lab::attacks::Booth::open(keys.path()));
    return must(booth.visit(job, run_seed, manner, make_act));
}

int how_many() {
    const char* wished = std::getenv("VERIKIOSK_ATTACKS");
    return wished == nullptr ? 1 : std::max(1, std::atoi(wished));
}

std::string told(const lab::attacks::Record& record) {
    std::string text = id_of(record.job) + ": " + record.decision;
    if (!record.verified()) text += ", " + stopped_by(record);
    return text + "; " + record.detail;
}

}  // namespace verikiosk::tests
