// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>

#include "drivers/simulator/people.hpp"

namespace verikiosk::simulator {
namespace {

constexpr double never = 1e9;

// A dark cloth that is drawn past the lens from side to side.
class Cloth : public Prop {
  public:
    /// `progress`: below 0 and above 1 it is out of the picture; at 0.5 it covers all of it.
    void move(float progress) { progress_ = progress; }
    Rect draw(double, const Lens&, const Illumination& light, Canvas& canvas) override {
        if (progress_ <= 0.0F || progress_ >= 1.0F) return {};
        const auto width = static_cast<float>(canvas.width());
        const auto edge = [&](float at) {
            return static_cast<int>(std::clamp(at * width, 0.0F, width)) & ~1;
        };
        const Rect area{edge(3.0F * progress_ - 2.0F), 0, edge(3.0F * progress_), canvas.height()};
        if (area.empty()) return {};
        const Code code = encode((light.ambient + light.key * 0.3F) * (0.06F * light.exposure));
        const auto bytes = static_cast<std::size_t>(area.right - area.left);
        for (int row = 0; row < area.bottom; ++row)
            std::memset(canvas.luma(row) + area.left, static_cast<int>(code.luma), bytes);
        for (int row = 0; row < area.bottom / 2; ++row)
            for (int x = area.left; x < area.right; x += 2) {
                canvas.chroma(row)[x] = static_cast<std::uint8_t>(code.cb);
                canvas.chroma(row)[x + 1] = static_cast<std::uint8_t>(code.cr);
            }
        return area;
    }

  private:
    float progress_ = -1.0F;
};

// The first answers until the change, the second afterwards.
class SwapAct : public Act {
  public:
    SwapAct(const Visitor& visitor, const ActOptions& options)
        : skill_(options.skill),
          waits_(static_cast<double>(Random(visitor.seed).fork(44).between(1.0F, 5.0F))),
          first_(visitor.start, visitor.seed, options.faultless),
          second_(visitor.start, visitor.seed + 1, options.faultless) {
        add(visitor.person, first_.stance());
        add(somebody_like(visitor.person, skill_, visitor.seed), second_.stance());
        stances_[1].present = false;
        if (skill_ != knows_the_design) return;
        auto cloth = std::make_unique<Cloth>();
        cloth_ = cloth.get();
        prop_ = std::move(cloth);
    }

    void cue(Cue asked) override {
        if (is_challenge(asked)) begin();
        first_.cue(asked);
        second_.cue(asked);
    }
    void light(Colour lux) override {
        if (is_coloured(lux)) begin();
    }

    void advance(double seconds) override {
        elapsed_ += seconds;
        stances_[0] = first_.advance(seconds);
        stances_[1] = second_.advance(seconds);
        const auto since = static_cast<float>(elapsed_ - starts_);
        if (cloth_ != nullptr) cloth_->move(since / cloth_seconds);
        // Who goes, goes to one side; who comes, comes from the other.
        const float gone = progress(since, 0.0F);
        const float come = progress(since, skill_ == naive ? 1.6F : 0.0F);
        stances_[0].place.x -= out_of_sight * gone;
        stances_[1].place.x += out_of_sight * (1.0F - come);
        stances_[0].present = gone < 1.0F;
        stances_[1].present = come > 0.0F;
    }

  private:
    static constexpr float out_of_sight = 70.0F;  // cm
    static constexpr float cloth_seconds = 0.5F;

    /// What the kiosk's own screens never are: they are nearly white from the welcome on.
    static bool is_coloured(Colour lux) {
        return std::max({lux.r, lux.g, lux.b}) > 2.0F * std::min({lux.r, lux.g, lux.b});
    }
    void begin() {
        if (starts_ == never) starts_ = elapsed_ + waits_;
    }
    // 0 .. 1: how much of the change is done.
    [[nodiscard]] float progress(float since, float after) const {
        if (skill_ == has_our_code) return since >= 0.0F ? 1.0F : 0.0F;
        if (skill_ == knows_the_design) return since >= 0.5F * cloth_seconds ? 1.0F : 0.0F;
        return smoothstep(after, after + 1.2F, since);
    }

    int skill_;
    double waits_;
    Behaviour first_;
    Behaviour second_;
    Cloth* cloth_ = nullptr;
    double elapsed_ = 0.0;
    double starts_ = never;
};

}  // namespace

std::unique_ptr<Act> make_swap(const Visitor& visitor, const ActOptions& options) {
    return std::make_unique<SwapAct>(visitor, options);
}

}  // namespace verikiosk::simulator
