// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include "firmware/config/site.hpp"
#include "firmware/kioskctl/selftest.hpp"
#include "firmware/kioskctl/site.hpp"

namespace verikiosk::kioskctl {

int run_site_check(const std::filesystem::path& file, std::ostream& out, std::ostream& problems) {
    const auto checked = config::check_site(file);
    for (const config::Fault& fault : checked.faults)
        problems << fault.sentence() << '\n';
    if (!checked.faults.empty()) return something_failed;
    out << file.string() << " is right\n";
    return all_passed;
}

}  // namespace verikiosk::kioskctl
