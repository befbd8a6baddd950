// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/checks.hpp"

namespace verikiosk::kioskctl {

Finding check_models(const vision::ModelFiles& files) {
    const auto failed = [](const Error& error) {
        return Finding{"models", Verdict::fail, error.what,
                       "flash the card again: a file of the image is "
                       "missing or damaged"};
    };
    const auto detector = vision::make_detector(files);
    if (!detector) return failed(detector.error());
    const auto analyser = vision::make_analyser(files);
    if (!analyser) return failed(analyser.error());
    return {"models", Verdict::pass, "face detectors and landmarks are loaded", {}};
}

}  // namespace verikiosk::kioskctl
