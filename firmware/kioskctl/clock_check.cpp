// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/checks.hpp"
#include "firmware/kioskctl/words.hpp"

namespace verikiosk::kioskctl {

Finding check_clock(const drivers::Clock& clock, WallTime built) {
    const WallTime now = clock.wall();
    if (now < built) {
        return {"clock", Verdict::fail, "it says " + minute_of(now) + ", before this program was built",
                "connect the network, so that the time comes by NTP, and look at [network] ntp in the site "
                "file"};
    }
    if (!clock.wall_trusted()) {
        return {
            "clock", Verdict::note, minute_of(now) + ", not synchronised",
            "look whether the network lets NTP through (UDP port 123), or name a server in [network] ntp"};
    }
    return {"clock", Verdict::pass, minute_of(now) + ", synchronised", {}};
}

}  // namespace verikiosk::kioskctl
