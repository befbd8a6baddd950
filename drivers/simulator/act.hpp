// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "drivers/simulator/behaviour.hpp"
#include "drivers/simulator/renderer.hpp"

namespace verikiosk::simulator {

/// What the kiosk ordered of the camera, as far as it would be in force by this frame.
struct CameraOrders {
    std::optional<Exposure> exposure;  ///< a fixed one
    bool locked = false;               ///< the present one is to be kept
};

/// What stands in the place of the camera's pictures.
class Injection {
  public:
    virtual ~Injection() = default;

    struct Claim {
        Exposure exposure;    ///< what the frame says it was taken with
        bool steady = false;  ///< its time stamps are exact thirtieths, as a timer's are
    };
    /// Fills the whole picture, width x height (both even). Called once for each frame, after
    /// Act::advance().
    virtual Claim take(const FrameMemory& out, int width, int height, const CameraOrders& orders) = 0;
};

/// What happens in front of the camera, or instead of it: a visitor, an attack, nobody.
class Act {
  public:
    virtual ~Act() = default;
    virtual void cue(Cue asked) = 0;
    /// The kiosk's screen changed to this light (lux on a face 60 cm away). What stands before the camera is
    /// lit by it anyhow; this is for those who imitate that.
    virtual void light(Colour) {}
    /// Lets `seconds` pass. Called once before each frame.
    virtual void advance(double seconds) = 0;
    /// The camera hands out its last picture again instead of a new one.
    virtual bool frozen() const { return false; }
    /// Not null: the camera's own pictures are not used.
    virtual Injection* injection() { return nullptr; }

    std::span<const std::unique_ptr<Figure>> people() const { return people_; }
    std::span<const Stance> stances() const { return stances_; }
    Prop* prop() const { return prop_.get(); }

  protected:
    void add(const Person& person, const Stance& stance) { add(std::make_unique<Figure>(person), stance); }
    void add(std::unique_ptr<Figure> figure, const Stance& stance);

    std::vector<std::unique_ptr<Figure>> people_;
    std::vector<Stance> stances_;
    std::unique_ptr<Prop> prop_;
};

enum class ActKind : std::uint8_t {
    visitor,     ///< a bona fide visitor
    nobody,      ///< the empty room
    two_people,  ///< a second face of similar size stays in view
    print,       ///< a photograph on paper, held up by hand
    frozen,      ///< a visitor, until the camera repeats one picture byte for byte
    // What these are stands in attack_descriptions().
    print_bent,
    print_holes,
    replay_phone,
    replay_tablet,
    replay_monitor,
    replay_live,
    mask_rigid,
    mask_worn,
    injection_recorded,
    injection_looped,
    injection_virtual,
    injection_imitated,
    injection_swap,
    swap,
    sleeping,
    impostor,
};

/// How well an attack is made.
inline constexpr int naive = 1;
inline constexpr int careful = 2;           ///< the level that figures are declared for
inline constexpr int knows_the_design = 3;  ///< has read what is published about the kiosk
inline constexpr int has_our_code = 4;      ///< and tries against its judgements at home

struct ActOptions {
    bool faultless = false;  ///< as in Behaviour
    int skill = careful;     ///< 1 .. 4; others are brought there. A bona fide visitor has none
    int variant = 1;         ///< of the camera, see camera_model(): also for pictures that are injected
};

/// What a report prints of a kind of attack. A row in words.
struct AttackDescription {
    std::string_view name;          ///< as on the command line
    std::string_view attack_class;  ///< "print", "replay", "mask", "injection", "other"
    std::string_view what;
    std::array<std::string_view, 4> skills;  ///< what it is like at skill 1, 2, 3, 4
};
/// All kinds but the bona fide visitor, in the order of a report.
std::span<const AttackDescription> attack_descriptions();

/// "visitor", or a name of attack_descriptions().
std::string_view name_of(ActKind kind);
std::optional<ActKind> act_kind(std::string_view name);
/// Builds what the table of kinds says. A new attack is a class and a row of that table (attacks.cpp).
std::unique_ptr<Act> make_act(ActKind kind, const Visitor& visitor, const ActOptions& options = {});

}  // namespace verikiosk::simulator
