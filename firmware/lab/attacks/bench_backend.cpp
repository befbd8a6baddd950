// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/bench_backend.hpp"

#include <algorithm>
#include <string>

#include "firmware/lab/attacks/plan_without.hpp"
#include "net/backend/crop_remeasure.hpp"
#include "net/backend/development_pki.hpp"
#include "net/backend/kiosk_judges.hpp"
#include "net/backend/openssl_keys.hpp"
#include "net/cose/cose.hpp"
#include "net/protocol/protocol.hpp"
#include "vision/liveness/judge/flash.hpp"

namespace verikiosk::lab::attacks {
namespace {

/// What a cryptographic source gives elsewhere, repeatable.
Digest lots_of(std::uint64_t seed, std::string_view what) {
    const std::string text = std::to_string(seed) + "/" + std::string(what);
    return net::cose::sha256(Bytes(text.begin(), text.end()));
}

}  // namespace

Result<Sides> open_sides(const std::filesystem::path& folder) {
    const auto files = backend::make_development_pki(folder);
    if (!files) return fail(files.error());
    Sides sides;
    auto keystore = drivers::open_file_keystore(files->kiosk_evidence_key, files->kiosk_evidence);
    if (!keystore) return fail(keystore.error());
    sides.keystore = std::move(*keystore);
    auto signer = backend::load_signer(files->signer, files->signer_key);
    if (!signer) return fail(signer.error());
    sides.signer = std::move(*signer);
    const auto certificate = backend::load_certificate(files->kiosk_evidence);
    if (!certificate) return fail(certificate.error());
    sides.kiosk = {std::string(backend::development_kiosk), certificate->der,
                   net::cose::sha256(certificate->der), false};
    sides.judges = make_judges();
    return sides;
}

backend::Judges make_judges() {
    backend::Judges judges = backend::kiosk_judges();
    std::string missing;  // the optional ones: no visit here uses them
    judges.remeasure = backend::load_remeasure({}, missing);
    return judges;
}

Result<Plan> draw_plan_for(const CameraInfo& camera, std::uint64_t seed) {
    const backend::Policy* policy = backend::policy_for(camera.kind, true);
    if (policy == nullptr) return fail(Errc::refused, "no policy takes this camera");
    SessionId session{};
    const Digest id = lots_of(seed, "session");
    std::copy_n(id.begin(), session.size(), session.begin());
    return backend::draw_plan(*policy, session, lots_of(seed, "nonce"), lots_of(seed, "plan"),
                              {.code = {}, .camera = camera, .smile_at = {}}, judge::safe_to_show);
}

BenchBackend::BenchBackend(Sides& sides, const drivers::Clock& clock, std::uint64_t seed, Without without)
    : sides_(sides), clock_(clock), seed_(seed), without_(without), judges_(sides.judges) {
    if (!is_off(without, Without::passive)) return;
    judges_.log = [log = sides.judges.log](const Plan& plan, const Evidence& evidence) {
        backend::LogJudgement judged = log(plan, evidence);
        judged.passive = {Outcome::pass, Reason::none, 0};
        return judged;
    };
}

Result<OpenedSession> BenchBackend::redeem(const std::string&, const CameraInfo& camera,
                                           std::optional<Duration>) {
    auto drawn = draw_plan_for(camera, seed_);
    if (!drawn) return fail(drawn.error());
    session_.plan = plan_without(std::move(*drawn), without_);
    session_.id = session_.plan.session;
    const auto plan = net::protocol::encode_plan(session_.plan);
    if (!plan) return fail(plan.error());
    auto record = net::cose::sign1(*plan, net::protocol::plan_type, *sides_.signer);
    if (!record) return fail(record.error());
    session_.plan_record = std::move(*record);
    session_.kiosk = sides_.kiosk.identity;
    session_.camera_kind = camera.kind;
    session_.camera_id = camera.id;
    session_.opened = clock_.wall();
    session_.deadline = session_.opened + backend::evidence_lifetime;
    return OpenedSession{session_.plan, session_.plan_record, "Dana Example", true, session_.deadline};
}

Result<Receipt> BenchBackend::put_evidence(const SessionId& session, ByteView body) {
    const auto package = net::protocol::decode_package(body);
    if (!package) return fail(package.error());
    const auto claims =
        net::cose::verify1(package->record, net::protocol::evidence_type, sides_.kiosk.evidence_certificate);
    if (!claims) return fail(claims.error());
    auto evidence = net::protocol::decode_evidence(*claims);
    if (!evidence) return fail(evidence.error());
    evidence_ = std::move(*evidence);
    ruling_ = backend::examine({.session = session_,
                                .kiosk = sides_.kiosk,
                                .evidence = *evidence_,
                                .package = *package,
                                .profile_photo = {},
                                .arrived = clock_.wall(),
                                .development = true},
                               judges_);
    return Receipt{.session = session,
                   .evidence = net::cose::sha256(body),
                   .decision = ruling_->decision,
                   .reasons = ruling_->reasons,
                   .policy = session_.plan.policy,
                   .decided = clock_.wall(),
                   .development = true};
}

}  // namespace verikiosk::lab::attacks
