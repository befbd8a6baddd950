// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>

#include "drivers/display/sdl_window.hpp"
#include "firmware/kioskctl/checks.hpp"
#include "firmware/kioskctl/page.hpp"
#include "firmware/screens/live_picture.hpp"
#include "firmware/status/status.hpp"

/// kioskctl camera: what cameras can do, and their pictures, for technicians in service mode only: never
/// while kioskd runs, and always told on the kiosk's screen.
namespace verikiosk::kioskctl {

using Describe = std::function<Result<drivers::CameraAbilities>(const drivers::LibcameraOptions&)>;

/// kioskctl camera list. A camera that somebody uses is named without its modes.
[[nodiscard]] int run_camera_list(const config::Settings::Camera& camera, const CameraAccess& access,
                                  const Describe& describe, std::ostream& out, std::ostream& problems);

/// Where people see that the camera is in use.
class CameraSign {
  public:
    virtual ~CameraSign() = default;
    /// One picture with its words. False: somebody asked for the end.
    [[nodiscard]] virtual Result<bool> show(const drivers::Frame& frame, const std::string& words,
                                            TimePoint now) = 0;
};
[[nodiscard]] Result<std::unique_ptr<CameraSign>> make_camera_sign(std::unique_ptr<drivers::SdlWindow> window,
                                                                   const config::Settings::Display& display);
/// On the kiosk's display. unavailable: there is none that people can see.
[[nodiscard]] Result<std::unique_ptr<CameraSign>> open_camera_sign(const config::Settings::Display& display);

struct CameraUse {
    enum class Task : std::uint8_t { preview, snapshot, record, look };
    /// Of look: sees each picture. Its words are shown, and once a second printed.
    struct Looked {
        bool done = false;
        std::string words{};
    };
    Task task = Task::preview;
    std::filesystem::path file;  ///< of snapshot and record: must not be there yet; 0600
    Duration limit = std::chrono::seconds(60);
    std::uint64_t most_bytes = std::uint64_t{200} * 1024 * 1024;
    std::function<Looked(const drivers::Frame&)> look{};
    bool without_screen = false;
    std::filesystem::path status = status::default_file;
};
/// preview: until the limit, or Enter, Escape, a touch. snapshot: one JPEG after a second, in which exposure
/// settles. record: JPEGs one behind the other until the limit in time or bytes. look: until it is done, the
/// limit, or as a preview. All but it print a line a second: pictures a second, drops by cause, exposure.
/// could_not while kioskd runs, without a screen unless told so,
/// and for errors of camera and file.
[[nodiscard]] int run_camera(const CameraUse& use, const config::Settings::Camera& camera,
                             const CameraAccess& access,
                             const std::function<Result<std::unique_ptr<CameraSign>>()>& sign,
                             const drivers::Clock& clock, std::ostream& out, std::ostream& problems);

/// Whether a program of this name runs, by its entry in `processes` (/proc).
[[nodiscard]] bool program_runs(const std::filesystem::path& processes, const std::string& program);

}  // namespace verikiosk::kioskctl
