// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "net/backend/development_pki.hpp"
#include "net/backend/service.hpp"
#include "net/protocol/protocol.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/net/identity/openssl_identity.hpp"

/// A backend without sockets, its folder, its clock and its one kiosk.
namespace verikiosk::tests {

[[nodiscard]] CameraInfo camera_of(CameraKind kind);

struct Opened {
    SessionId id{};
    Plan plan;
    net::protocol::SessionAnswer answer;
    CameraInfo camera;
};

class World {
  public:
    explicit World(bool development = true);

    /// The same folder under another service, which compares faces by `match` (empty: it has no model).
    void restart(bool development, backend::MatchFaces match = {},
                 std::optional<std::uint64_t> repeat_plans = {});

    backend::Store& store() { return store_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
    [[nodiscard]] const backend::PkiFiles& pki() const { return pki_; }
    net::cose::Signer& kiosk_signer() { return *kiosk_signer_; }

    [[nodiscard]] std::string account(const backend::NewAccount& wish = {.name = "Ada Example",
                                                                         .proposals = 2});
    [[nodiscard]] std::string code(const std::string& account) {
        return must(store_.issue_code(account, now));
    }

    [[nodiscard]] backend::Answer post_code(const std::string& code, const CameraInfo& camera,
                                            std::optional<Duration> smile_at = {});
    /// Redeems a fresh code; must succeed.
    [[nodiscard]] Opened open(const std::string& account, CameraKind kind = CameraKind::simulated,
                              std::optional<Duration> smile_at = {});
    [[nodiscard]] backend::Answer put(const SessionId& session, const Bytes& body);
    /// Sends evidence that must get a receipt, and checks that receipt's signature and digest.
    [[nodiscard]] Receipt send(const SessionId& session, const Bytes& body);
    [[nodiscard]] Receipt read_receipt(const backend::Answer& answer, const Bytes& body) const;

    WallTime now{std::chrono::seconds(1'790'000'000)};
    std::string kiosk{backend::development_kiosk};

  private:
    Folder folder_;
    backend::PkiFiles pki_;
    backend::Store store_;
    std::unique_ptr<net::cose::Signer> kiosk_signer_;
    Bytes backend_certificate_;
    std::unique_ptr<backend::Service> service_;
};

[[nodiscard]] bool has(const Receipt& receipt, Reason reason);
[[nodiscard]] std::string text_of(const backend::Answer& answer);

}  // namespace verikiosk::tests
