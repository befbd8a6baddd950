// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/checks.hpp"
#include "firmware/kioskctl/models.hpp"

namespace verikiosk::kioskctl {
namespace {

/// Also those that a kiosk itself does not load: a damaged folder shall be found before somebody relies on
/// it.
Result<std::string> optional_models(const std::filesystem::path& folder) {
    if (folder.empty()) return std::string("no optional models");
    const auto models = look_at_models(folder);
    if (!models) return fail(models.error());
    int good = 0;
    for (const ModelState& model : *models) {
        if (model.standing == ModelStanding::wrong) return fail(Errc::corrupt, model.why);
        if (model.standing == ModelStanding::right) ++good;
    }
    return std::to_string(good) + " optional models in " + folder.string();
}

}  // namespace

Finding check_models(const vision::ModelFiles& files) {
    const auto failed = [&](const Error& error) {
        const std::string what_to_do =
            files.models.empty()
                ? "flash the card again: a file of the image is missing or damaged"
                : "copy the models again (./kiosk models), or take models.folder out of the settings; " +
                      std::string("otherwise flash the card again");
        return Finding{"models", Verdict::fail, error.what, what_to_do};
    };
    const auto optional = optional_models(files.models);
    if (!optional) return failed(optional.error());
    const auto detector = vision::make_detector(files);
    if (!detector) return failed(detector.error());
    const auto analyser = vision::make_analyser(files);
    if (!analyser) return failed(analyser.error());
    return {"models", Verdict::pass, "face detectors and landmarks are loaded; " + *optional, {}};
}

}  // namespace verikiosk::kioskctl
