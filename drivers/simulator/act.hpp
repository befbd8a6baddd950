// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "drivers/simulator/behaviour.hpp"
#include "drivers/simulator/renderer.hpp"

namespace verikiosk::simulator {

/// What happens in front of the camera: a visitor, an attack, nobody.
class Act {
  public:
    virtual ~Act() = default;
    virtual void cue(Cue asked) = 0;
    /// Lets `seconds` pass. Called once before each frame.
    virtual void advance(double seconds) = 0;
    /// The camera hands out its last picture again instead of a new one.
    virtual bool frozen() const { return false; }

    std::span<const std::unique_ptr<Figure>> people() const { return people_; }
    std::span<const Stance> stances() const { return stances_; }
    Prop* prop() const { return prop_.get(); }

  protected:
    void add(const Person& person, const Stance& stance);

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
};

struct ActOptions {
    bool faultless = false;  ///< as in Behaviour
};

/// "visitor", "nobody", "two-people", "print", "frozen".
std::string_view name_of(ActKind kind);
std::optional<ActKind> act_kind(std::string_view name);
/// Builds what the table of kinds says. A new attack is a class and a row of that table.
std::unique_ptr<Act> make_act(ActKind kind, const Visitor& visitor, const ActOptions& options = {});

}  // namespace verikiosk::simulator
