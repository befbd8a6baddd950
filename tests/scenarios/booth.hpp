// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "drivers/input/scripted_input.hpp"
#include "firmware/runner/console.hpp"
#include "firmware/runner/lockstep.hpp"
#include "net/backend/development_pki.hpp"
#include "net/backend/service.hpp"
#include "tests/support/pose.hpp"
#include "tests/support/stand_ins.hpp"
#include "tests/support/temporary_folder.hpp"

namespace verikiosk::tests {

/// The backend without its sockets: the real routes and rules over a real database, at the booth's time.
class DirectBackend final : public net::BackendClient {
  public:
    DirectBackend(const std::filesystem::path& data, const drivers::Clock& clock, bool development);

    [[nodiscard]] Result<OpenedSession> redeem(const std::string& code, const CameraInfo& camera,
                                               std::optional<Duration> smile_at) override;
    [[nodiscard]] Result<Receipt> put_evidence(const SessionId& session, ByteView package) override;
    [[nodiscard]] Result<void> ping() override;

    bool down = false;
    OpenedSession opened;  ///< the last one
    /// What a code opens instead of what the backend drew: for kiosks that are to live through it once more.
    std::optional<OpenedSession> opens_instead;

  private:
    [[nodiscard]] Result<Bytes> ask(std::string_view method, const std::string& target, ByteView body);

    const drivers::Clock& clock_;
    Bytes signer_;
    std::unique_ptr<backend::Service> service_;
};

/// A kiosk and a backend in lockstep: everything real but camera, vision and display, which see and show what
/// the test says. The visitor touches buttons where the screen has them.
class Booth {
  public:
    explicit Booth(bool development = true);
    ~Booth();
    Booth(const Booth&) = delete;
    Booth& operator=(const Booth&) = delete;

    /// A new account that must verify, and a code for it.
    std::string account(bool eligible = true);
    std::string code_for(const std::string& account);

    /// Turns the kiosk until it is in this stage; fails after two minutes of booth time.
    void until(session::Stage stage);
    void turns(int count);

    void press(session::Action action);
    void type(const std::string& code) { input.type(code); }

    /// From welcome to the first challenge; a pause after a failed attempt is waited out.
    void walk_in(const std::string& code);
    /// From the first challenge to review, doing what is asked.
    void do_as_asked();
    /// What such a visitor looks like on the next frame, in the light that the kiosk makes. As the analyser
    /// sees them until told otherwise.
    [[nodiscard]] ObservationRow obedient(std::uint64_t sequence, TimePoint time);

    /// The power goes and comes back: everything in memory is gone, what is on disk stays.
    void power_cut();

    /// How often a frame was looked at for a session code since the power came on.
    [[nodiscard]] std::uint64_t code_looks() const { return runner_->code_looks(); }

    [[nodiscard]] const session::State& state() const { return station_->state(); }
    [[nodiscard]] backend::Store& store() { return *store_; }
    [[nodiscard]] net::Outbox& outbox() { return *outbox_; }

    TemporaryFolder folder;
    drivers::ManualClock clock;
    PlainCamera camera;
    ScriptedAnalyser analyser;
    drivers::ScriptedInput input;
    std::unique_ptr<DirectBackend> backend;
    std::uintmax_t free_bytes = 1'000'000'000;  ///< beside the outbox
    std::optional<Evidence> committed;          ///< the last record that was signed

  private:
    void power_up();

    Pose pose_;
    std::uint64_t answered_ = 0;  ///< what was asked for last, as the session counts
    int heard_ = 0;               ///< frames since then

    std::unique_ptr<backend::Store> store_;
    std::unique_ptr<screens::Texts> texts_;
    std::unique_ptr<screens::Painter> painter_;
    std::unique_ptr<drivers::Keystore> keystore_;
    std::unique_ptr<vision::CodeReader> codes_;
    BlindDetector detector_;
    NullDisplay display_;
    std::unique_ptr<net::Outbox> outbox_;
    std::unique_ptr<runner::Courier> courier_;
    std::unique_ptr<runner::Console> console_;
    std::unique_ptr<runner::LockstepRunner> runner_;
    std::unique_ptr<runner::Station> station_;
};

/// What was last signed there, but for the wall clock, which is the machine's.
[[nodiscard]] Bytes log_of(const Booth& booth);

}  // namespace verikiosk::tests
