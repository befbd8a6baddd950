// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/selftest.hpp"

namespace verikiosk::kioskctl {

bool ServiceScreen::asked_to_close() {
    using Kind = drivers::InputEvent::Kind;
    bool close = false;
    while (const auto event = input_.poll()) {
        const bool key = event->kind == Kind::key &&
                         (event->key == drivers::Key::enter || event->key == drivers::Key::escape);
        close = close || key || event->kind == Kind::touch || event->kind == Kind::quit;
    }
    return close;
}

Result<void> ServiceScreen::show(const Report& report, const std::vector<std::string>& names) {
    const auto shown = display_.show(painter_.paint(page_of(report, names, std::nullopt)), clock_.now());
    if (!shown) return fail(shown.error());
    // Events are looked at all the same, so that the system does not think that the program hangs.
    (void)asked_to_close();
    return {};
}

Result<void> ServiceScreen::stay(const Report& report, const std::vector<std::string>& names, Duration limit,
                                 const std::function<void(Duration)>& pause) {
    (void)asked_to_close();
    const TimePoint until = clock_.now() + limit;
    std::int64_t shown_second = -1;
    while (clock_.now() < until) {
        const Duration left = until - clock_.now();
        const auto second = std::chrono::ceil<std::chrono::seconds>(left).count();
        if (second != shown_second) {
            const auto shown = display_.show(painter_.paint(page_of(report, names, left)), clock_.now());
            if (!shown) return fail(shown.error());
            shown_second = second;
        }
        if (asked_to_close()) return {};
        pause(50ms);
    }
    return {};
}

}  // namespace verikiosk::kioskctl
