// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>
#include <vector>

#include "firmware/kioskctl/camera_command.hpp"

namespace verikiosk::kioskctl {
namespace {

class DisplaySign final : public CameraSign {
  public:
    DisplaySign(std::unique_ptr<drivers::SdlWindow> window, std::unique_ptr<PagePainter> painter)
        : window_(std::move(window)), painter_(std::move(painter)) {}

    Result<bool> show(const drivers::Frame& frame, const std::string& words, TimePoint now) override {
        Page page;
        page.title = "Service: camera in use";
        page.about = words;
        page.footer = "Touch or press Enter to end.";
        const drivers::Picture painted = painter_->paint(page);
        pixels_.resize(painted.stride * static_cast<std::size_t>(painted.height));
        std::memcpy(pixels_.data(), painted.data, pixels_.size());
        place(frame, painted);
        const auto shown =
            window_->display().show({pixels_.data(), painted.stride, painted.width, painted.height}, now);
        if (!shown) return fail(shown.error());
        return !asked_to_end();
    }

  private:
    /// The live picture in the middle three fifths, where this page has nothing.
    void place(const drivers::Frame& frame, const drivers::Picture& screen) {
        const int height = screen.height * 3 / 5;
        const int width = std::min(screen.width, height * frame.info().width / frame.info().height);
        const auto left = static_cast<std::size_t>((screen.width - width) / 2);
        const auto top = static_cast<std::size_t>(screen.height / 4);
        const auto crop =
            screens::crop_to_fill(frame.info().width, frame.info().height, static_cast<float>(width),
                                  static_cast<float>(height), std::nullopt);
        picture_.convert(screens::live(frame), crop, false,
                         {pixels_.data() + top * screen.stride + 4 * left, screen.stride, width, height});
    }

    bool asked_to_end() {
        using Kind = drivers::InputEvent::Kind;
        bool end = false;
        while (const auto event = window_->input().poll()) {
            const bool key = event->kind == Kind::key &&
                             (event->key == drivers::Key::enter || event->key == drivers::Key::escape);
            end = end || key || event->kind == Kind::touch || event->kind == Kind::quit;
        }
        return end;
    }

    std::unique_ptr<drivers::SdlWindow> window_;
    std::unique_ptr<PagePainter> painter_;
    screens::LivePicture picture_;
    std::vector<std::uint8_t> pixels_;
};

}  // namespace

Result<std::unique_ptr<CameraSign>> make_camera_sign(std::unique_ptr<drivers::SdlWindow> window,
                                                     const config::Settings::Display& display) {
    auto painter = PagePainter::create(display.width, display.height);
    if (!painter) return fail(painter.error());
    return std::make_unique<DisplaySign>(std::move(window), std::move(*painter));
}

Result<std::unique_ptr<CameraSign>> open_camera_sign(const config::Settings::Display& display) {
    auto window = drivers::open_sdl_window({.title = "Verikiosk service",
                                            .width = display.width,
                                            .height = display.height,
                                            .fullscreen = display.fullscreen});
    if (!window) return fail(window.error());
    if (!(*window)->visible()) return fail(Errc::unavailable, "no display is connected");
    return make_camera_sign(std::move(*window), display);
}

}  // namespace verikiosk::kioskctl
