// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/checks.hpp"

namespace verikiosk::kioskctl {

Finding check_settings(std::span<const std::filesystem::path> files, const config::SettingsFound& found) {
    Finding finding{"settings", Verdict::pass, {}, {}};
    if (found.errors.empty()) {
        for (const auto& file : files)
            finding.what += (finding.what.empty() ? "" : ", ") + file.string();
        finding.what += files.size() == 1 ? " is right" : " are right";
        return finding;
    }
    finding.verdict = Verdict::fail;
    finding.what = found.errors.front().what;
    const std::size_t more = found.errors.size() - 1;
    if (more > 0) finding.what += " (and " + std::to_string(more) + " more)";
    std::error_code ignored;
    const bool no_board = files.size() > 1 && !std::filesystem::exists(files.front(), ignored);
    finding.what_to_do =
        no_board ? "flash the card again, with the image for this board"
        : found.errors.front().code == Errc::not_found
            ? "flash the card with the site file (--site), or put it there with kioskctl site install"
            : "correct the file; kioskctl site check names everything that is wrong in a site file";
    return finding;
}

}  // namespace verikiosk::kioskctl
