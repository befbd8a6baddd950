// SPDX-License-Identifier: Apache-2.0
#include "drivers/display/sdl_window.hpp"

#include <SDL.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <string_view>
#include <utility>

#include "drivers/clock/clock.hpp"
#include "drivers/display/letterbox.hpp"
#include "drivers/display/utf8.hpp"

namespace verikiosk::drivers {
namespace {

constexpr std::size_t most_pending = 256;  ///< typed faster than polled: the rest is dropped

struct DestroyWindow {
    void operator()(SDL_Window* window) const noexcept { SDL_DestroyWindow(window); }
};
struct DestroyRenderer {
    void operator()(SDL_Renderer* renderer) const noexcept { SDL_DestroyRenderer(renderer); }
};
struct DestroyTexture {
    void operator()(SDL_Texture* texture) const noexcept { SDL_DestroyTexture(texture); }
};

/// SDL counts its users; this is one.
struct Subsystem {
    explicit Subsystem(bool is_running) : running(is_running) {}
    Subsystem(const Subsystem&) = delete;
    Subsystem& operator=(const Subsystem&) = delete;
    ~Subsystem() {
        if (running) SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }
    bool running;
};

std::optional<Key> key_of(const SDL_Keysym& pressed) {
    switch (pressed.sym) {
        case SDLK_RETURN:
        case SDLK_RETURN2:
        case SDLK_KP_ENTER:
            return Key::enter;
        case SDLK_ESCAPE:
        case SDLK_AC_BACK:
            return Key::escape;
        case SDLK_BACKSPACE:
            return Key::backspace;
        case SDLK_TAB:
            return (pressed.mod & KMOD_SHIFT) != 0 ? Key::back_tab : Key::tab;
        case SDLK_LEFT:
            return Key::left;
        case SDLK_RIGHT:
            return Key::right;
        case SDLK_UP:
            return Key::up;
        case SDLK_DOWN:
            return Key::down;
        case SDLK_F12:
            return Key::service;
        default:
            return std::nullopt;  // characters come as text, so that every keyboard layout works
    }
}

class Window final : public SdlWindow, public Display, public Input {
  public:
    explicit Window(const WindowOptions& options)
        : video_(SDL_InitSubSystem(SDL_INIT_VIDEO) == 0), width_(options.width), height_(options.height) {}

    [[nodiscard]] Result<void> open(const WindowOptions& options);

    [[nodiscard]] Display& display() override { return *this; }
    [[nodiscard]] Input& input() override { return *this; }
    [[nodiscard]] bool visible() const override {
        const char* driver = SDL_GetCurrentVideoDriver();
        const std::string_view name = driver == nullptr ? "dummy" : driver;
        return name != "dummy" && name != "offscreen";
    }
    [[nodiscard]] int width() const override { return width_; }
    [[nodiscard]] int height() const override { return height_; }
    [[nodiscard]] Result<TimePoint> show(const Picture& picture, TimePoint now) override;
    [[nodiscard]] std::optional<InputEvent> poll() override;

  private:
    [[nodiscard]] Letterbox placed() const;
    [[nodiscard]] bool present();
    void touch(float across, float down);
    void take(const SDL_Event& event);
    void add(InputEvent event) {
        if (pending_.size() < most_pending) pending_.push_back(event);
    }

    Subsystem video_;
    int width_;
    int height_;
    std::unique_ptr<SDL_Window, DestroyWindow> window_;
    std::unique_ptr<SDL_Renderer, DestroyRenderer> renderer_;
    std::unique_ptr<SDL_Texture, DestroyTexture> texture_;
    std::deque<InputEvent> pending_;
    SystemClock clock_;
};

tl::unexpected<Error> no_screen(const char* step) {
    return fail(
        Errc::unavailable,
        std::string("no screen: ") + step + ": " + SDL_GetError() +
            ". On a desktop, run it in a terminal of that desktop. On a kiosk, plug the display in, let "
            "no other program hold it, and run as a user of the groups video, render and input");
}

Result<void> Window::open(const WindowOptions& options) {
    if (!video_.running) return no_screen("SDL found neither a desktop nor a free display");
    const Uint32 flags = options.fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE;
    window_.reset(SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                   width_, height_, flags | SDL_WINDOW_ALLOW_HIGHDPI));
    if (!window_) return no_screen("no window");
    renderer_.reset(SDL_CreateRenderer(window_.get(), -1, 0));
    if (!renderer_) renderer_.reset(SDL_CreateRenderer(window_.get(), -1, SDL_RENDERER_SOFTWARE));
    if (!renderer_) return no_screen("no renderer");
    SDL_RenderSetVSync(renderer_.get(), 0);
    texture_.reset(SDL_CreateTexture(renderer_.get(), SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING,
                                     width_, height_));
    if (!texture_) return no_screen("no texture");
    SDL_SetTextureBlendMode(texture_.get(), SDL_BLENDMODE_NONE);
    if (options.fullscreen) SDL_ShowCursor(SDL_DISABLE);
    SDL_EventState(SDL_MOUSEMOTION, SDL_IGNORE);
    SDL_EventState(SDL_FINGERMOTION, SDL_IGNORE);
    SDL_StartTextInput();
    return {};
}

Letterbox Window::placed() const {
    int screen_width = 0;
    int screen_height = 0;
    SDL_GetRendererOutputSize(renderer_.get(), &screen_width, &screen_height);
    return letterbox(std::max(screen_width, 1), std::max(screen_height, 1), width_, height_);
}

bool Window::present() {
    const Letterbox at = placed();
    const SDL_Rect target{at.x, at.y, at.width, at.height};
    SDL_SetRenderDrawColor(renderer_.get(), 0, 0, 0, 255);
    const bool drawn = SDL_RenderClear(renderer_.get()) == 0 &&
                       SDL_RenderCopy(renderer_.get(), texture_.get(), nullptr, &target) == 0;
    SDL_RenderPresent(renderer_.get());
    return drawn;
}

Result<TimePoint> Window::show(const Picture& picture, TimePoint /*now*/) {
    if (picture.data == nullptr || picture.width != width_ || picture.height != height_) {
        return fail(Errc::invalid, "a picture of " + std::to_string(picture.width) + "x" +
                                       std::to_string(picture.height) + " does not fit a window of " +
                                       std::to_string(width_) + "x" + std::to_string(height_));
    }
    void* pixels = nullptr;
    int stride = 0;
    if (SDL_LockTexture(texture_.get(), nullptr, &pixels, &stride) != 0) {
        return fail(Errc::unavailable, std::string("the screen is gone: ") + SDL_GetError());
    }
    for (int y = 0; y < height_; ++y) {
        std::memcpy(static_cast<std::uint8_t*>(pixels) + static_cast<std::ptrdiff_t>(y) * stride,
                    picture.data + static_cast<std::size_t>(y) * picture.stride,
                    static_cast<std::size_t>(width_) * 4);
    }
    SDL_UnlockTexture(texture_.get());
    if (!present()) return fail(Errc::unavailable, std::string("the screen is gone: ") + SDL_GetError());
    return clock_.now();
}

/// across and down: fractions of the window.
void Window::touch(float across, float down) {
    int screen_width = 0;
    int screen_height = 0;
    SDL_GetRendererOutputSize(renderer_.get(), &screen_width, &screen_height);
    const auto at = placed().picture_at(across * static_cast<float>(screen_width),
                                        down * static_cast<float>(screen_height));
    if (at) add({.kind = InputEvent::Kind::touch, .x = at->x, .y = at->y});
}

void Window::take(const SDL_Event& event) {
    switch (event.type) {
        case SDL_QUIT:
            return add({.kind = InputEvent::Kind::quit});
        case SDL_FINGERDOWN:
            return touch(event.tfinger.x, event.tfinger.y);
        case SDL_MOUSEBUTTONDOWN: {
            // A touch that SDL plays back as a mouse came as a touch already.
            if (event.button.which == SDL_TOUCH_MOUSEID || event.button.button != SDL_BUTTON_LEFT) return;
            int window_width = 0;
            int window_height = 0;
            SDL_GetWindowSize(window_.get(), &window_width, &window_height);
            return touch(
                (static_cast<float>(event.button.x) + 0.5F) / static_cast<float>(std::max(window_width, 1)),
                (static_cast<float>(event.button.y) + 0.5F) / static_cast<float>(std::max(window_height, 1)));
        }
        case SDL_KEYDOWN:
            if (const auto key = key_of(event.key.keysym)) {
                add({.kind = InputEvent::Kind::key, .key = *key});
            }
            return;
        case SDL_TEXTINPUT:
            for (const char32_t character : characters_of(event.text.text)) {
                add({.kind = InputEvent::Kind::key, .key = Key::character, .character = character});
            }
            return;
        case SDL_WINDOWEVENT:
            if (event.window.event == SDL_WINDOWEVENT_EXPOSED ||
                event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
                (void)present();  // if that fails, the next show() says so
            }
            return;
        default:
            return;
    }
}

std::optional<InputEvent> Window::poll() {
    SDL_Event event;
    while (pending_.empty() && SDL_PollEvent(&event) != 0)
        take(event);
    if (pending_.empty()) return std::nullopt;
    const InputEvent next = pending_.front();
    pending_.pop_front();
    return next;
}

}  // namespace

Result<std::unique_ptr<SdlWindow>> open_sdl_window(const WindowOptions& options) {
    if (options.width < 16 || options.height < 16 || options.width > 8192 || options.height > 8192) {
        return fail(Errc::invalid, "a window's width and height must be 16 to 8192");
    }
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");  // signals are the program's
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "1");
    auto window = std::make_unique<Window>(options);
    if (auto opened = window->open(options); !opened) return fail(opened.error());
    return window;
}

}  // namespace verikiosk::drivers
