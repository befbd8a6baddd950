// SPDX-License-Identifier: Apache-2.0
#include "firmware/evidence/recorder.hpp"

#include <cstring>
#include <utility>

#include "net/cose/cose.hpp"
#include "net/protocol/protocol.hpp"

namespace verikiosk::evidence {
namespace {

/// Signs COSE with the kiosk's own key store.
class KeystoreSigner final : public net::cose::Signer {
  public:
    explicit KeystoreSigner(drivers::Keystore& keystore) : keystore_(keystore) {}
    Result<net::cose::Signature> sign(ByteView to_be_signed) override { return keystore_.sign(to_be_signed); }
    [[nodiscard]] const Bytes& certificate() const override { return keystore_.certificate(); }

  private:
    drivers::Keystore& keystore_;
};

void wipe(Bytes& bytes) {
    // explicit_bzero is not optimised away, as writes to memory about to be freed are.
    if (!bytes.empty()) explicit_bzero(bytes.data(), bytes.size());
    bytes.clear();
}

}  // namespace

void Recorder::start() {
    forget();
    rows_.reserve(net::protocol::max_rows);
}

ObservationRow Recorder::add(const Observation& observation, ByteView crop) {
    ObservationRow row = observation.row;
    last_crop_.assign(crop.begin(), crop.end());
    if (row.has_face() && !crop.empty()) row.crop = net::cose::sha256(crop);
    if (rows_.size() < net::protocol::max_rows) rows_.push_back(row);
    return row;
}

void Recorder::keep_crop(std::uint64_t sequence) {
    if (rows_.empty() || rows_.back().sequence != sequence || last_crop_.empty()) return;
    if (crops_.size() == net::protocol::max_crops) return;
    crops_.push_back({sequence, last_crop_});
}

void Recorder::keep_selfie(std::uint64_t sequence, Bytes jpeg) {
    wipe(selfie_);
    selfie_ = std::move(jpeg);
    selfie_sequence_ = sequence;
}

Evidence Recorder::record(const session::CommitEvidence& commit, const Identity& identity,
                          const CameraInfo& camera, const drivers::Clock& clock) const {
    Evidence evidence;
    evidence.nonce = commit.session.plan.nonce;
    evidence.session = commit.session.plan.session;
    evidence.ueid = identity.ueid;
    evidence.hw_model = identity.hw_model;
    evidence.sw_version = identity.sw_version;
    evidence.plan = net::cose::sha256(commit.session.plan_record);
    evidence.consent = true;  // the session does not come this far without it
    evidence.camera = camera;
    evidence.clock = {clock.now(), identity.boot_count, clock.wall(), clock.wall_trusted()};
    evidence.oval = commit.oval;
    evidence.challenges = commit.results;
    evidence.shown = commit.shown;
    if (commit.with_selfie && !selfie_.empty()) {
        evidence.selfie = net::cose::sha256(selfie_);
        evidence.selfie_sequence = selfie_sequence_;
    }
    evidence.rows = rows_;
    return evidence;
}

Result<Bytes> Recorder::seal(const session::CommitEvidence& commit, const Identity& identity,
                             const CameraInfo& camera, const drivers::Clock& clock,
                             drivers::Keystore& keystore) const {
    const auto claims = net::protocol::encode_evidence(record(commit, identity, camera, clock));
    if (!claims) return fail(claims.error(), "the evidence can't be encoded");
    KeystoreSigner signer(keystore);
    auto signed_record = net::cose::sign1(*claims, net::protocol::evidence_type, signer);
    if (!signed_record) return fail(signed_record.error(), "the evidence can't be signed");
    EvidencePackage package{std::move(*signed_record), commit.with_selfie ? selfie_ : Bytes{}, crops_};
    auto bytes = net::protocol::encode_package(package);
    if (!bytes) return fail(bytes.error(), "the evidence can't be packed");
    if (bytes->size() > net::protocol::max_package_bytes) {
        return fail(Errc::too_large, "the evidence has " + std::to_string(bytes->size()) +
                                         " bytes, over the limit of " +
                                         std::to_string(net::protocol::max_package_bytes));
    }
    return bytes;
}

void Recorder::forget() {
    if (!rows_.empty()) explicit_bzero(static_cast<void*>(rows_.data()), rows_.size() * sizeof(rows_[0]));
    rows_.clear();
    wipe(last_crop_);
    for (Crop& crop : crops_)
        wipe(crop.luma);
    crops_.clear();
    wipe(selfie_);
    selfie_sequence_ = 0;
}

}  // namespace verikiosk::evidence
