// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <ostream>

#include "firmware/kioskctl/camera_command.hpp"
#include "firmware/kioskctl/selftest.hpp"
#include "firmware/kioskctl/words.hpp"

namespace verikiosk::kioskctl {
namespace {

std::string size_of(int width, int height) {
    return std::to_string(width) + "x" + std::to_string(height);
}

/// A line per format with its sizes.
std::string offers(const std::vector<drivers::CameraMode>& modes) {
    std::map<std::string, std::string> sizes;
    for (const drivers::CameraMode& mode : modes)
        sizes[mode.format].append(" ").append(size_of(mode.width, mode.height));
    std::string lines;
    for (const auto& [format, all] : sizes)
        lines.append("  offers     ").append(format).append(all).append("\n");
    return lines;
}

std::string controls_of(const CameraInfo& info) {
    return std::string("  controls   exposure ") + (info.exposure_settable ? "can" : "can't") +
           " be set, white balance " + (info.white_balance_lockable ? "can" : "can't") + " be locked\n";
}

}  // namespace

int run_camera_list(const config::Settings::Camera& camera, const CameraAccess& access,
                    const Describe& describe, std::ostream& out, std::ostream& problems) {
    const auto list = access.list();
    if (!list) {
        problems << list.error().what << '\n';
        return could_not;
    }
    if (list->empty()) {
        problems << "no camera was found: 'kioskctl selftest camera' says what to do\n";
        return something_failed;
    }
    for (const CameraInfo& info : *list) {
        out << (info.model.empty() ? info.id : info.model) << " (" << name_of(info.kind) << ")\n"
            << "  id         " << info.id << '\n'
            << controls_of(info);
        const auto can = describe({.id = info.id,
                                   .width = camera.width,
                                   .height = camera.height,
                                   .fps = camera.frames_per_second,
                                   .wait = false});
        if (!can) {
            out << "  modes      not known: " << can.error().what << '\n';
            continue;
        }
        out << offers(can->modes) << "  chosen     " << can->chosen.format << ' '
            << size_of(can->chosen.width, can->chosen.height) << " for "
            << size_of(camera.width, camera.height) << " at " << with_one_decimal(camera.frames_per_second)
            << " pictures a second: " << can->reason << '\n';
        if (can->fastest_fps > 0) {
            out << "  fastest    " << with_one_decimal(can->fastest_fps) << " pictures a second\n";
        }
    }
    return all_passed;
}

}  // namespace verikiosk::kioskctl
