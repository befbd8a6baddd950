// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>

#include "firmware/kioskctl/checks.hpp"

namespace verikiosk::kioskctl {
namespace {

std::string first_line(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

}  // namespace

Finding check_display(const std::filesystem::path& drm) {
    std::vector<std::filesystem::path> entries;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(drm, ignored))
        entries.push_back(entry.path());
    std::ranges::sort(entries);
    bool card = false;
    std::string connected;
    std::string unknown;
    std::string others;
    for (const auto& entry : entries) {
        // "card0" is a card, "card0-HDMI-A-1" one of its connectors.
        const std::string name = entry.filename().string();
        if (!name.starts_with("card")) continue;
        card = true;
        const std::size_t dash = name.find('-');
        if (dash == std::string::npos) continue;
        const std::string connector = name.substr(dash + 1);
        const std::string status = first_line(entry / "status");
        std::string& list = status == "connected" ? connected : status == "unknown" ? unknown : others;
        list += (list.empty() ? "" : ", ") + connector;
        const std::string mode = first_line(entry / "modes");
        if (status == "connected") list += mode.empty() ? " without a mode" : " " + mode;
    }
    if (!connected.empty()) return {"display", Verdict::pass, connected, {}};
    if (!unknown.empty()) {
        return {"display", Verdict::note, unknown + " does not say whether a display is connected",
                "look whether the screen shows anything"};
    }
    if (!card) {
        return {"display", Verdict::fail, "this machine has no display hardware that Linux knows (DRM)",
                "check that the image is the one for this board"};
    }
    return {"display", Verdict::fail,
            others.empty() ? "the display hardware has no connector" : "nothing is connected to " + others,
            "check the display's cable at both ends and its power, then start the kiosk again"};
}

}  // namespace verikiosk::kioskctl
