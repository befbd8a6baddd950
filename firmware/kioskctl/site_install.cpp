// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include "firmware/config/site.hpp"
#include "firmware/kioskctl/selftest.hpp"
#include "firmware/kioskctl/site.hpp"

namespace verikiosk::kioskctl {

int run_site_install(const std::filesystem::path& file, const std::filesystem::path& folder,
                     std::ostream& out, std::ostream& problems) {
    const auto checked = config::check_site(file);
    for (const config::Fault& fault : checked.faults)
        problems << fault.sentence() << '\n';
    if (!checked.faults.empty()) {
        problems << "nothing was written\n";
        return something_failed;
    }
    if (const auto installed = config::install_site(checked.site, folder); !installed) {
        problems << installed.error().what << "\nnothing was changed\n";
        return could_not;
    }
    out << "the site " << checked.site.settings.kiosk.ueid << " is in " << (folder / "site").string() << '\n';
    return all_passed;
}

}  // namespace verikiosk::kioskctl
