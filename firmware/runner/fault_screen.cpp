// SPDX-License-Identifier: Apache-2.0
#include "firmware/runner/fault_screen.hpp"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

namespace verikiosk::runner {
namespace {

constexpr auto tick = std::chrono::milliseconds(50);
// Besides the countdown nothing changes; a screen that was covered or plugged in anew is drawn soon enough.
constexpr Duration redraw = std::chrono::seconds(1);

/// What somebody at the kiosk wants, if anything.
std::optional<FaultEnd> asked(drivers::Input& input, screens::ServiceKey& service, screens::ScreenSize screen,
                              TimePoint now) {
    while (const auto event = input.poll()) {
        if (event->kind == drivers::InputEvent::Kind::quit) return FaultEnd::quit;
        if (service.on(*event, screen, now)) return FaultEnd::service;
    }
    return std::nullopt;
}

}  // namespace

Duration RetryPause::after(const Error& error) {
    if (error != last_) next_ = shortest;
    last_ = error;
    return std::exchange(next_, std::min(2 * next_, longest));
}

Result<FaultEnd> show_fault(const FaultScreenParts& parts, const screens::Fault& fault,
                            const FaultScreenOptions& options) {
    screens::ServiceKey service;
    const screens::ScreenSize size{parts.display.width(), parts.display.height()};
    std::optional<screens::ScreenModel> shown;
    TimePoint shown_at{};
    for (;;) {
        const TimePoint now = parts.clock.now();
        if (options.stop()) return FaultEnd::stop;
        if (const auto wish = asked(parts.input, service, size, now)) return *wish;
        if (shown && now >= fault.next_try) return FaultEnd::retry;
        screens::ScreenModel model = screens::model_of(fault, now, parts.texts);
        if (!shown || model != *shown || now - shown_at >= redraw) {
            const auto showed = parts.display.show(parts.painter.paint(model, nullptr), now);
            if (!showed) return fail(showed.error(), "the screen can't be shown");
            shown = std::move(model);
            shown_at = now;
            if (options.on_shown) options.on_shown(*showed);
        }
        if (options.on_round) options.on_round(now);
        std::this_thread::sleep_for(tick);
    }
}

}  // namespace verikiosk::runner
