// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "net/backend/examine.hpp"
#include "tests/support/check.hpp"

/// Evidence for examine() without a service around it: a kiosk that did what the plan asks for, and a judge
/// that finds in its log whatever the kiosk says. What is examined is the backend's own.
namespace verikiosk::tests {

/// How one challenge of the plan went.
struct Went {
    std::size_t planned;
    Judgement judgement{Outcome::pass, Reason::none, 0};
};

/// Of all kinds, two of each with an alternate: centre, turn, light, exposure, smile (0 to 4); approach, a
/// longer light, open mouth (5 to 7).
[[nodiscard]] Plan full_plan();
inline constexpr std::size_t approach_instead = 5;
inline constexpr std::size_t light_instead = 6;
inline constexpr std::size_t mouth_instead = 7;

class Bench {
  public:
    explicit Bench(const std::vector<Went>& visit, Plan plan = full_plan());
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    [[nodiscard]] backend::Ruling examine() const;
    /// Signs crops and selfie anew after they were changed.
    void prove();
    [[nodiscard]] ChallengeResult& result(ChallengeKind kind);

    backend::SessionRecord session;
    backend::Kiosk kiosk;
    Evidence evidence;
    EvidencePackage package;
    backend::Judges judges;
    bool development = true;

  private:
    void go_through(const Challenge& challenge, const Went& went);
    void add_row();
    TimePoint now_{std::chrono::seconds(1)};
    std::uint64_t frame_ = 100;
};

/// All of them, in the plan's order.
[[nodiscard]] std::vector<Went> passed();

}  // namespace verikiosk::tests
