// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "firmware/domain/error.hpp"
#include "firmware/domain/evidence.hpp"
#include "firmware/domain/field_of_view.hpp"
#include "firmware/domain/observation.hpp"
#include "firmware/domain/plan.hpp"
#include "firmware/domain/time.hpp"
#include "vision/liveness/judge/judge.hpp"

/// The visit as a pure state machine: what happened goes in, what to do comes out. No clocks, files, sockets
/// or pictures; time is an argument.
namespace verikiosk::session {

/// Where a visit is. Each has one screen.
enum class Stage : std::uint8_t {
    welcome,
    code,                 ///< showing or typing the session code
    opening,              ///< asking the backend about the code
    waiting_for_backend,  ///< it can't be reached; wait or leave
    name,                 ///< "Are you ...?"
    consent,
    position,  ///< centre challenge: the face is not in the oval yet
    hold,      ///< centre challenge: it is, hold still
    approach,
    turn,
    light,     ///< the screen shows colours
    exposure,  ///< the camera's exposure steps
    smile,
    open_mouth,
    review,   ///< the selfie: send, or take it again
    sending,  ///< committing, then waiting for the receipt
    verified,
    try_again,
    see_representative,  ///< the decision was "refer"
    video_call,          ///< this account verifies by video call: how to start it
    result_follows,      ///< evidence is safe in the outbox, the answer comes later
    out_of_service,
};

[[nodiscard]] std::string_view name_of(Stage stage);

/// Why a screen shows a remark, or why the kiosk is out of service.
enum class Notice : std::uint8_t {
    none,
    code_malformed,  ///< not a code: a typing mistake
    code_unknown,
    code_expired,    ///< expired or already used
    too_many_codes,  ///< typed wrong too often: a pause
    backend_unreachable,
    backend_refused,  ///< TLS or configuration: a technician's matter
    camera_missing,
    camera_changed,  ///< it went away and came back: the session was void
    storage_full,    ///< no room for evidence: nobody should begin a visit
    storage_failed,  ///< a visitor's evidence could not be kept
    left_alone,      ///< nobody did anything for a while
    another_face,    ///< whoever is there now is asked everything from the beginning
};

[[nodiscard]] std::string_view name_of(Notice notice);

/// What a visitor can do, by touch or by keyboard.
enum class Action : std::uint8_t {
    begin,
    cancel,  ///< leave, from anywhere: everything is forgotten
    submit_code,
    confirm_name,
    deny_name,
    agree,
    agree_without_lights,  ///< the screen is not to change its colours
    stop_lights,           ///< nor to go on doing so
    cannot,                ///< what is asked for can't be done: something else, where the plan has it
    send,
    take_again,
    enter_new_code,
    wait,
    done,
};

// Events: what happened.
struct Pressed {
    Action action;
};
struct Typed {
    char character;
};
struct Erased {};
/// A session code was read off a frame; it counts like one that was typed. The same code is seen again and
/// again while it is held up.
struct CodeSeen {
    std::string code;  ///< canonical
    TimePoint at{};    ///< of the frame
};
/// The backend's answers name the code they are about: one that comes after its visitor has left must not
/// open the next visitor's screen.
struct Opened {
    OpenedSession session;
    std::string code;
    int control_lag_frames = 0;  ///< of the camera that it was opened with
};
struct OpenFailed {
    Error error;
    std::string code;
};
/// A frame was analysed.
struct Observed {
    ObservationRow row;
    Pan pan{};  ///< as the frame was taken
};
/// The screen with the current challenge's prompt can be seen since `at`.
struct PromptShown {
    ChallengeKind kind;
    TimePoint at;
};
/// The whole screen could be seen in this step's colour since `at`.
struct ColourShown {
    std::size_t step;  ///< index of the challenge's colours
    TimePoint at;
};
struct CameraLost {
    bool returned = false;  ///< true: it is back, as another generation
};
/// A recording has no more frames: what is not concluded by now never will be.
struct FramesEnded {};
/// Whether evidence could be kept, had there been some: told at first and whenever it changes.
struct StorageState {
    bool ok = true;
    std::string why{};  ///< where not; for the log
};
struct Committed {};
struct CommitFailed {
    Error error;
};
struct ReceiptArrived {
    Receipt receipt;
};
/// Of any session's evidence: what an earlier visit left in the outbox is sent too. None: the outbox itself
/// failed.
struct SendFailed {
    Error error;
    std::optional<SessionId> session{};
};
struct Tick {};
using Event = std::variant<Pressed, Typed, Erased, CodeSeen, Opened, OpenFailed, Observed, PromptShown,
                           CameraLost, ColourShown, FramesEnded, StorageState, Committed, CommitFailed,
                           ReceiptArrived, SendFailed, Tick>;

// Effects: what to do, in order.
struct RedeemCode {
    std::string code;
};
struct StartCapture {};  ///< forget earlier frames and rows; this challenge sequence starts now
struct KeepCrop {        ///< of the row just observed
    std::uint64_t sequence;
};
struct TakeSelfie {  ///< from the frame just observed
    std::uint64_t sequence;
};
struct CommitEvidence {
    OpenedSession session;
    Oval oval;
    std::vector<ChallengeResult> results;
    std::vector<Shown> shown;
    bool with_selfie;
};
struct SendEvidence {};
struct Forget {};      ///< everything personal of this visit
struct NoteAttempts {  ///< keep the number of failed attempts in a row where a power cut leaves it
    int count;
};
using Effect = std::variant<RedeemCode, StartCapture, KeepCrop, TakeSelfie, CommitEvidence, SendEvidence,
                            Forget, NoteAttempts>;

/// Bounds of a visit. From the configuration.
struct Limits {
    Duration idle = std::chrono::seconds(60);     ///< no input on a screen that waits for some
    Duration opening = std::chrono::seconds(15);  ///< at least the time limit of an exchange
    Duration reconnect =
        std::chrono::seconds(5);                  ///< first pause between tries to reach the backend; doubles
    Duration give_up = std::chrono::minutes(3);   ///< then the visitor is let go
    Duration receipt = std::chrono::seconds(20);  ///< then the visitor hears that the answer follows
    Duration result = std::chrono::seconds(20);   ///< a result stays on the screen
    Duration code_pause = std::chrono::seconds(30);  ///< after too many wrong codes
    int wrong_codes = 5;
    Duration attempt_pause =
        std::chrono::seconds(30);  ///< after a failed attempt; doubles with each in a row
    Duration attempts_forgotten = std::chrono::minutes(10);  ///< after the last failed one
    bool codes_by_camera = false;  ///< somebody reads codes off frames: screens ask for them to be shown
    /// A refused code not seen for so long was taken away; longer than a shaking hand hides it from the
    /// reader.
    Duration code_gone = std::chrono::seconds(5);
    Duration storage_pause = std::chrono::minutes(5);         ///< out of service after a failed commit
    Duration lights_ahead = std::chrono::milliseconds(1200);  ///< to read that the colours come
    Duration settle = std::chrono::seconds(5);                ///< to look ahead again between two challenges
    Duration guidance_steady = std::chrono::milliseconds(300);  ///< before the visitor hears something else
    Duration arrival_steady = std::chrono::milliseconds(60);    ///< before they hear to move no further
    Duration selfie_search = std::chrono::seconds(1);  ///< after the smile, for a picture without faults
    Duration selfie_wait = std::chrono::seconds(3);    ///< after that, for one that the backend takes
    FieldOfView view{};                                ///< the camera's: ovals are sized by it
};

/// How often the selfie may be taken in one visit.
inline constexpr int max_takes = 3;

/// Failed attempts in a row that are told apart: with the usual pause of 30 s the longest one is 240 s.
inline constexpr int most_attempts = 4;

/// Failed attempts on this kiosk, whoever made them: no account, name or code is remembered, so the next
/// visitor waits as well, at most the longest pause.
struct Attempts {
    int failed = 0;            ///< in a row; 0..most_attempts
    TimePoint last{};          ///< when the last one failed
    TimePoint paused_until{};  ///< no codes before
    int noted = 0;             ///< what was last asked to be kept
};

/// Everything a visit knows. Movable; personal while a session is open, blank otherwise.
struct State {
    Stage stage = Stage::welcome;
    Notice notice = Notice::none;
    TimePoint entered{};  ///< this stage
    TimePoint last_input{};
    std::string typed;  ///< code so far, canonical characters, at most eight
    int wrong_codes = 0;
    TimePoint blocked_until{};  ///< no codes before, after too many wrong ones
    Attempts attempts;
    std::string refused_code;  ///< the last one that the backend did not take, in this visit
    TimePoint refused_seen{};  ///< when it was last in view; at first, when it was refused
    int reconnects = 0;
    TimePoint next_reconnect{};
    std::optional<OpenedSession> session;
    int takes = 0;

    // The challenges under way.
    std::size_t challenge = 0;     ///< planned index: the plan's challenges, then its alternates
    std::size_t next_planned = 0;  ///< of the plan's own challenges: the next one that was not asked for yet
    /// Counts what was ever asked for, over all visits: measuring starts anew where it changes.
    std::uint64_t asked = 0;
    bool lights_declined = false;
    int control_lag_frames = 0;
    float distance_mm = 0;                  ///< of the followed face, as latest seen; 0: never
    std::size_t step = 0;                   ///< of a light or exposure challenge's sequence
    std::optional<TimePoint> step_since{};  ///< it has taken effect
    bool lit = false;                       ///< the colours of a light challenge have begun
    TimePoint judged_until{};               ///< time of the last row that a judge was given
    int unseen_frames = 0;                  ///< in a row, without the face
    std::vector<Shown> shown;               ///< what was done to the scene, in order
    bool prompted = false;                  ///< the current challenge's prompt has taken effect
    /// The visitor looks ahead again after the challenge before, or has had the time for it: only then is
    /// this one prompted.
    bool settled = false;
    bool oval_placed = false;  ///< the oval has come to the visitor
    Oval oval;
    /// Where the camera's picture is wished (Pan::at): it comes to the visitor's height before the oval does,
    /// and stays until they leave.
    float pan = 0;
    std::optional<TimePoint> pan_before;    ///< the picture has come to a face by then, or stays where it is
    std::optional<TimePoint> unseen_since;  ///< no face since the oval could have been placed
    bool seeking_up = false;                ///< the picture is on its way up to look for one
    TimePoint capture_started{};            ///< of the first row
    std::optional<TimePoint> held_back_until;  ///< the next prompt waits for this moment of a recording
    std::optional<TimePoint> selfie_before;    ///< the smile passed; the selfie is taken before this
    int crops = 0;                             ///< decisive moments of the current challenge kept so far
    judge::Context context;
    std::unique_ptr<judge::ChallengeJudge> judge;
    judge::Standing standing;             ///< as the judge says, row by row
    Reason guidance = Reason::none;       ///< what the visitor is told: steadier than the judge's word
    Reason next_guidance = Reason::none;  ///< what is to be said instead, if it lasts
    TimePoint next_guidance_since{};
    std::vector<ChallengeResult> results;

    std::optional<Receipt> receipt;
    bool camera_ok = true;
    bool storage_ok = true;
};

struct Transition {
    State state;
    std::vector<Effect> effects;
};

/// `failed_attempts` is what was last noted before the program began: the pause after them begins anew.
[[nodiscard]] State initial(TimePoint now, int failed_attempts = 0, const Limits& limits = {});

/// One step. Any event is allowed in any stage; one that means nothing there changes nothing.
[[nodiscard]] Transition step(State state, const Event& event, TimePoint now, const Limits& limits);

/// The challenge whose prompt should be on the screen now, if any.
[[nodiscard]] std::optional<ChallengeKind> prompt_of(const State& state);

/// What the whole screen is to show now in the place of everything else: a step of a light challenge.
struct ScreenColour {
    std::size_t step = 0;
    std::uint32_t rgb = 0;  ///< 0xRRGGBB
};
[[nodiscard]] std::optional<ScreenColour> colour_of(const State& state);

/// How the camera is to be exposed now.
struct ExposureWish {
    bool locked =
        false;  ///< as it was when it was first locked, changed by `step`; false: the camera's choice
    ExposureStep step{};
    bool operator==(const ExposureWish&) const = default;
};
[[nodiscard]] ExposureWish exposure_of(const State& state);

/// Whether frames are analysed in this stage.
[[nodiscard]] bool watching(Stage stage);

/// Whether session codes are to be read off frames, and nothing else of them.
[[nodiscard]] bool reading_codes(const State& state, TimePoint now, const Limits& limits);

/// No codes are taken before: too many were wrong, or an attempt has failed.
[[nodiscard]] inline TimePoint closed_until(const State& state) {
    return std::max(state.blocked_until, state.attempts.paused_until);
}

[[nodiscard]] inline bool can_take_again(const State& state) {
    return state.takes < max_takes;
}

/// What the visitor can press here; the first is the plain way forward.
[[nodiscard]] std::vector<Action> actions_of(const State& state);

}  // namespace verikiosk::session
