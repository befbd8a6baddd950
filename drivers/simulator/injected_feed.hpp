// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "drivers/simulator/act.hpp"
#include "drivers/simulator/feed.hpp"
#include "drivers/simulator/late.hpp"
#include "drivers/simulator/script.hpp"

namespace verikiosk::simulator {

/// What a virtual camera shows and how far it plays along. Each field is one thing that an attacker can take
/// trouble over.
struct InjectionMake {
    enum class Content : std::uint8_t {
        anything,   ///< a recording in which anything is done at any time
        sensible,   ///< a recording of another plan
        clips,      ///< the recording of what is asked is put on, with a jump
        answering,  ///< a person, or a face that is laid over one, who answers
    };
    enum class Lit : std::uint8_t {
        no,
        all_over,  ///< the finished picture is tinted, background and all
        flat,      ///< the face is, alike everywhere
        shaped,    ///< the face is lit as the screen would light it
    };
    enum class Told : std::uint8_t {
        constant,  ///< always the same values
        own,       ///< those of the camera that took it
        ordered,   ///< what the kiosk ordered
    };
    enum class Exposed : std::uint8_t {
        own,         ///< the picture does not follow orders
        brightened,  ///< the finished picture is made as bright as it would be
        taken,       ///< the camera that takes it is set so
    };
    Content content = Content::sensible;
    Lit lit = Lit::no;
    Told told = Told::own;
    Exposed exposed = Exposed::own;
    float quickest = 0.0F;  ///< seconds until cues and light arrive, drawn between these
    float slowest = 0.0F;
    int orders_late = 0;          ///< frames
    bool steady = false;          ///< time stamps of a timer
    bool repeats = false;         ///< 25 frames a second shown as 30: each fifth twice
    double loop = 0.0;            ///< seconds after which it begins again; 0: never
    bool there_and_back = false;  ///< the loop is played forwards, then backwards
    bool fresh_noise = false;     ///< each round differs in noise, as re-encoding makes it
};

/// Draws a feed of the owner as the camera's picture.
class InjectedFeed : public Act, private Injection {
  public:
    InjectedFeed(const Visitor& visitor, const ActOptions& options, const InjectionMake& make);

    void cue(Cue asked) override { cues_.say(asked, elapsed_); }
    void light(Colour lux) override { lights_.say(lux, elapsed_); }
    void advance(double seconds) override;
    Injection* injection() override { return this; }

  private:
    Claim take(const FrameMemory& out, int width, int height, const CameraOrders& orders) override;
    Feed& open(int width, int height);
    Cue wanted();
    void step_live();
    void step_loop();
    void obey(const CameraOrders& orders);
    void retouch(const FrameMemory& out, int width, int height);

    InjectionMake make_;
    Visitor who_;
    CameraModel model_;
    Script script_;
    Late<Cue> cues_;
    Late<Colour> lights_;
    std::optional<Feed> feed_;  // as large as the pictures asked for, from the first of them on
    std::vector<Stance> stances_of_loop_;
    std::deque<CameraOrders> orders_;
    CameraOrders obeyed_;
    std::optional<Exposure> before_orders_;  // that the picture had when the first order came
    Exposure taken_;
    std::optional<Picture> last_;  // kept only where it may be shown again
    Cue last_clip_ = Cue::none;
    double elapsed_ = 0.0;
    double step_ = 0.0;
    std::uint64_t frame_ = 0;
    std::uint64_t seed_;
};

}  // namespace verikiosk::simulator
