// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/injections.hpp"

#include "drivers/simulator/injected_feed.hpp"

namespace verikiosk::simulator {
namespace {

using Content = InjectionMake::Content;
using Lit = InjectionMake::Lit;
using Told = InjectionMake::Told;
using Exposed = InjectionMake::Exposed;

using Makes = std::array<InjectionMake, 4>;

Makes recorded() {
    return {{{.content = Content::anything, .told = Told::constant, .steady = true, .repeats = true},
             {.content = Content::sensible},
             {.content = Content::clips, .quickest = 0.5F, .slowest = 0.9F},
             {.content = Content::answering, .quickest = 0.3F, .slowest = 0.5F}}};
}
Makes looped() {
    return {{{.content = Content::sensible, .told = Told::constant, .steady = true, .loop = 2.0},
             {.content = Content::sensible, .loop = 3.0},
             {.content = Content::sensible, .loop = 4.0, .there_and_back = true, .fresh_noise = true},
             {.content = Content::sensible, .loop = 20.0, .there_and_back = true, .fresh_noise = true}}};
}
Makes virtual_camera() {
    InjectionMake plain{.content = Content::answering, .told = Told::constant, .steady = true};
    plain.quickest = 0.05F;
    plain.slowest = 0.15F;
    Makes makes{plain, plain, plain, plain};
    for (std::size_t i = 1; i < makes.size(); ++i)
        makes[i].steady = false;
    makes[2].told = makes[3].told = Told::ordered;
    makes[3].lit = Lit::all_over;
    return makes;
}
Makes imitated() {
    InjectionMake plain{.content = Content::answering, .told = Told::ordered};
    plain.quickest = 0.05F;
    plain.slowest = 0.15F;
    plain.orders_late = 1;
    Makes makes{plain, plain, plain, plain};
    makes[1].exposed = Exposed::brightened;
    makes[2].exposed = makes[3].exposed = Exposed::taken;
    makes[2].lit = makes[3].lit = Lit::all_over;
    makes[3].orders_late = 0;
    return makes;
}
Makes face_swap() {
    InjectionMake plain{.content = Content::answering, .told = Told::ordered, .exposed = Exposed::brightened};
    plain.orders_late = 1;
    Makes makes{plain, plain, plain, plain};
    constexpr std::array<float, 4> quickest{0.28F, 0.2F, 0.15F, 0.1F};
    constexpr std::array<float, 4> slowest{0.3F, 0.3F, 0.2F, 0.1F};
    constexpr std::array<Lit, 4> lit{Lit::all_over, Lit::flat, Lit::shaped, Lit::shaped};
    for (std::size_t i = 0; i < makes.size(); ++i) {
        makes[i].quickest = quickest[i];
        makes[i].slowest = slowest[i];
        makes[i].lit = lit[i];
    }
    makes[2].exposed = makes[3].exposed = Exposed::taken;
    makes[3].orders_late = 0;
    return makes;
}

std::unique_ptr<Act> inject(const Makes& makes, const Visitor& visitor, const ActOptions& options) {
    return std::make_unique<InjectedFeed>(visitor, options,
                                          makes[static_cast<std::size_t>(options.skill - 1)]);
}

}  // namespace

std::unique_ptr<Act> make_injection_recorded(const Visitor& visitor, const ActOptions& options) {
    return inject(recorded(), visitor, options);
}
std::unique_ptr<Act> make_injection_looped(const Visitor& visitor, const ActOptions& options) {
    return inject(looped(), visitor, options);
}
std::unique_ptr<Act> make_injection_virtual(const Visitor& visitor, const ActOptions& options) {
    return inject(virtual_camera(), visitor, options);
}
std::unique_ptr<Act> make_injection_imitated(const Visitor& visitor, const ActOptions& options) {
    return inject(imitated(), visitor, options);
}
std::unique_ptr<Act> make_injection_swap(const Visitor& visitor, const ActOptions& options) {
    return inject(face_swap(), visitor, options);
}

}  // namespace verikiosk::simulator
