// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "drivers/clock/clock.hpp"
#include "drivers/keystore/keystore.hpp"
#include "firmware/lab/attacks/job.hpp"
#include "net/backend/examine.hpp"
#include "net/backend/policy.hpp"
#include "net/cose/cose.hpp"
#include "net/http/backend_client.hpp"

namespace verikiosk::lab::attacks {

/// What both sides of all visits share: the development keys and the judge.
struct Sides {
    std::unique_ptr<drivers::Keystore> keystore;  ///< the kiosk's
    std::unique_ptr<net::cose::Signer> signer;    ///< the backend's
    backend::Kiosk kiosk;                         ///< as the backend has it registered
    backend::Judges judges;
};
/// Makes the keys in `folder` where they are not there yet.
[[nodiscard]] Result<Sides> open_sides(const std::filesystem::path& folder);

/// The judge that `verification-backend` runs, with the landmarks beside this program to measure crops
/// again.
[[nodiscard]] backend::Judges make_judges();

/// Plan of a visit, drawn by the backend's own rules; the same seed gives the same.
[[nodiscard]] Result<Plan> draw_plan_for(const CameraInfo& camera, std::uint64_t seed);

/// The backend without sockets and database: it draws one visit's plan, takes its evidence, checks its
/// signature and rules on it by its own rules.
class BenchBackend final : public net::BackendClient {
  public:
    BenchBackend(Sides& sides, const drivers::Clock& clock, std::uint64_t seed, Without without);

    [[nodiscard]] Result<OpenedSession> redeem(const std::string& code, const CameraInfo& camera,
                                               std::optional<Duration> smile_at) override;
    [[nodiscard]] Result<Receipt> put_evidence(const SessionId& session, ByteView package) override;
    [[nodiscard]] Result<void> ping() override { return {}; }

    [[nodiscard]] const std::optional<backend::Ruling>& ruling() const { return ruling_; }
    [[nodiscard]] const std::optional<Evidence>& evidence() const { return evidence_; }

  private:
    Sides& sides_;
    const drivers::Clock& clock_;
    std::uint64_t seed_;
    Without without_;
    backend::Judges judges_;
    backend::SessionRecord session_;
    std::optional<backend::Ruling> ruling_;
    std::optional<Evidence> evidence_;
};

}  // namespace verikiosk::lab::attacks
