// SPDX-License-Identifier: Apache-2.0
#include "firmware/evidence/recorder.hpp"

#include "net/backend/development_pki.hpp"
#include "net/cose/cose.hpp"
#include "net/protocol/protocol.hpp"
#include "tests/support/check.hpp"
#include "tests/support/rows.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using tests::must;

GROUP("recorder");

namespace {

Observation seen(const ObservationRow& row) {
    Observation observation;
    observation.row = row;
    return observation;
}

Bytes crop_of(std::uint8_t shade) {
    return Bytes(160 * 160, shade);
}

const evidence::Identity identity{"kiosk-development-1", "host", "0.1.0", 3};
const CameraInfo camera{CameraKind::device, "camera-1", "test", 1280, 720, 30, true, true, false, 1};

struct Desk {
    Desk() : files(must(backend::make_development_pki(folder.path()))) {
        keystore = must(drivers::open_file_keystore(files.kiosk_evidence_key, files.kiosk_evidence));
        commit.session.plan = tests::centre_and_smile();
        commit.session.plan_record = {1, 2, 3};
        commit.results = {
            {ChallengeKind::centre, 0, TimePoint(1s), TimePoint(2s), {Outcome::pass, Reason::none, 1000}}};
        recorder.start();
    }

    void add(std::uint64_t sequence) {
        recorder.add(seen(tests::neutral_row(sequence, TimePoint(1s + sequence * 33ms))),
                     crop_of(static_cast<std::uint8_t>(sequence)));
    }

    [[nodiscard]] Result<Bytes> seal() const {
        return recorder.seal(commit, identity, camera, clock, *keystore);
    }

    tests::TemporaryFolder folder;
    backend::PkiFiles files;
    std::unique_ptr<drivers::Keystore> keystore;
    drivers::ManualClock clock{TimePoint(5s), WallTime(std::chrono::seconds(1'800'000'000))};
    session::CommitEvidence commit{{}, {}, {}, {}, true};
    evidence::Recorder recorder;
};

}  // namespace

STORY(each_row_carries_the_digest_of_its_own_crop) {
    Desk desk;
    const Bytes crop = crop_of(7);
    const auto row = desk.recorder.add(seen(tests::neutral_row(1, TimePoint(1s))), crop);
    CHECK(row.crop == net::cose::sha256(crop));
}

STORY(what_is_sealed_verifies_and_proves_its_crops_and_selfie) {
    Desk desk;
    for (std::uint64_t i = 1; i <= 5; ++i)
        desk.add(i);
    desk.recorder.keep_crop(5);
    desk.recorder.keep_selfie(5, {0xff, 0xd8, 1, 2, 3});
    const auto package = must(net::protocol::decode_package(must(desk.seal())));
    const Bytes claims =
        must(net::cose::verify1(package.record, net::protocol::evidence_type, desk.keystore->certificate()));
    const Evidence record = must(net::protocol::decode_evidence(claims));
    CHECK_EQUAL(record.rows.size(), 5U);
    CHECK(record.nonce == desk.commit.session.plan.nonce);
    CHECK(record.plan == net::cose::sha256(desk.commit.session.plan_record));
    CHECK(record.selfie == net::cose::sha256(package.selfie));
    CHECK_EQUAL(record.selfie_sequence, 5U);
    CHECK_EQUAL(package.crops.size(), 1U);
    CHECK(record.rows[4].crop == net::cose::sha256(package.crops[0].luma));
    CHECK_EQUAL(record.ueid, identity.ueid);
}

STORY(a_refused_visit_is_sealed_without_a_selfie) {
    Desk desk;
    desk.add(1);
    desk.recorder.keep_selfie(1, {0xff, 0xd8});
    desk.commit.with_selfie = false;
    const auto package = must(net::protocol::decode_package(must(desk.seal())));
    CHECK(package.selfie.empty());
}

STORY(a_crop_of_another_row_is_not_kept_and_no_more_than_travel) {
    Desk desk;
    desk.add(1);
    desk.recorder.keep_crop(9);
    for (std::uint64_t i = 2; i < 22; ++i) {
        desk.add(i);
        desk.recorder.keep_crop(i);
    }
    const auto package = must(net::protocol::decode_package(must(desk.seal())));
    CHECK_EQUAL(package.crops.size(), net::protocol::max_crops);
    CHECK_EQUAL(package.crops.front().sequence, 2U);
}

STORY(the_longest_visit_fits_into_what_the_backend_takes) {
    Desk desk;
    for (std::uint64_t i = 1; i <= net::protocol::max_rows + 50; ++i) {
        desk.add(i);
        if (i <= net::protocol::max_crops) desk.recorder.keep_crop(i);
    }
    desk.recorder.keep_selfie(7, Bytes(250'000, 0xab));
    CHECK(must(desk.seal()).size() <= net::protocol::max_package_bytes);
}

STORY(a_selfie_that_is_too_large_is_an_error_and_not_a_cut) {
    Desk desk;
    desk.add(1);
    desk.recorder.keep_selfie(1, Bytes(1'000'000, 0xab));
    CHECK(desk.seal().error().code == Errc::too_large);
}

STORY(nothing_is_left_after_forgetting) {
    Desk desk;
    desk.add(1);
    desk.recorder.keep_crop(1);
    desk.recorder.keep_selfie(1, {0xff, 0xd8});
    desk.recorder.forget();
    CHECK(desk.recorder.selfie().empty());
    const Evidence record = desk.recorder.record(desk.commit, identity, camera, desk.clock);
    CHECK(record.rows.empty());
    CHECK(record.selfie == Digest{});
}
