// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/evidence_checks.hpp"

#include <algorithm>
#include <fstream>

#include "firmware/lab/evidence_verify.hpp"
#include "net/cose/cose.hpp"
#include "net/protocol/protocol.hpp"
#include "tests/support/check.hpp"
#include "tests/support/rows.hpp"
#include "tests/unit/net/identity/openssl_identity.hpp"
#include "vision/face/quality.hpp"
#include "vision/liveness/judge/judge.hpp"

namespace verikiosk::tests {
namespace {

GROUP("evidence_checks");

using lab::Check;

/// A visit of a centre and a smile, as a kiosk would send it.
struct Parcel {
    Parcel() {
        plan_record = must(net::cose::sign1(must(net::protocol::encode_plan(plan)), net::protocol::plan_type,
                                            *backend_signer));
        evidence.session = plan.session;
        evidence.nonce = plan.nonce;
        evidence.ueid = "kiosk-1";
        evidence.hw_model = "bench";
        evidence.sw_version = "0.1.0";
        evidence.plan = net::cose::sha256(plan_record);
        evidence.consent = true;
        evidence.oval = {0.89F, 0.5F, 0.3F, 0.4F};
        // Nobody came: what the judges say of that.
        for (std::uint64_t i = 1; i <= 30; ++i)
            evidence.rows.push_back(
                empty_row(i, from_nanoseconds(static_cast<std::int64_t>(i) * 33'000'000)));
        evidence.challenges.push_back(
            {ChallengeKind::centre, 0, from_nanoseconds(1), evidence.rows.back().time, {}});
        evidence.challenges[0].judgement = judge::rejudge(plan, evidence).challenges[0].judgement;
        keep_crop(evidence.rows[12]);
    }

    void keep_crop(ObservationRow& row) {
        vision::CropPixels pixels{};
        for (std::size_t i = 0; i < pixels.size(); ++i)
            pixels[i] = static_cast<std::uint8_t>(100 + i % 37);
        ObservationRow measured;
        vision::assess(pixels, measured);
        row.brightness = measured.brightness;
        row.sharpness_milli = measured.sharpness_milli;
        crops.push_back({row.sequence, Bytes(pixels.begin(), pixels.end())});
        row.crop = net::cose::sha256(crops.back().luma);
    }

    [[nodiscard]] lab::Sent sent() const {
        const Bytes claims = must(net::protocol::encode_evidence(evidence));
        EvidencePackage package;
        package.record = must(net::cose::sign1(claims, net::protocol::evidence_type, *signer));
        package.selfie = selfie;
        package.crops = crops;
        return {must(net::protocol::encode_package(package)), identity.der(), plan_record};
    }

    Identity identity = self_signed({.name = "kiosk-1"});
    std::unique_ptr<net::cose::Signer> signer = make_signer(identity);
    std::unique_ptr<net::cose::Signer> backend_signer = make_signer(self_signed({.name = "backend"}));
    Plan plan = centre_and_smile();
    Bytes plan_record;
    Evidence evidence;
    Bytes selfie;
    std::vector<Crop> crops;
};

const Check& find(const std::vector<Check>& checks, std::string_view what) {
    const auto found = std::ranges::find(checks, what, &Check::what);
    CHECK(found != checks.end());
    return *found;
}

void check_not_ok(const lab::Sent& sent, std::string_view what, std::string_view why) {
    const std::vector<Check> checks = lab::check_evidence(sent);
    const Check& check = find(checks, what);
    CHECK(check.ok == std::optional(false));
    CHECK_CONTAINS(check.why, std::string(why));
}

STORY(what_a_kiosk_sent_is_found_in_order_item_by_item) {
    const std::vector<Check> checks = lab::check_evidence(Parcel().sent());
    for (const std::string_view what :
         {"package", "record", "signature", "rows", "crop of frame 13", "plan", "centre"})
        CHECK(find(checks, what).ok == std::optional(true));
    CHECK(!find(checks, "selfie").ok);
}

STORY(each_item_that_is_spoilt_is_named) {
    Parcel parcel;
    lab::Sent sent = parcel.sent();
    sent.certificate = self_signed({.name = "kiosk-1"}).der();
    check_not_ok(sent, "signature", "");
    parcel.crops[0].luma[5] ^= 1U;
    check_not_ok(parcel.sent(), "crop of frame 13", "its digest is not the row's");
    parcel.evidence.rows[12].crop = net::cose::sha256(parcel.crops[0].luma);
    parcel.evidence.rows[12].brightness += 9;
    check_not_ok(parcel.sent(), "crop of frame 13", "brightness");

    Parcel selfie;
    selfie.selfie = {1, 2, 3};
    check_not_ok(selfie.sent(), "selfie", "without its digest");
    selfie.evidence.selfie = net::cose::sha256(Bytes{1});
    check_not_ok(selfie.sent(), "selfie", "its digest is another");

    Parcel late;
    late.evidence.rows[4].time = late.evidence.rows[3].time;
    check_not_ok(late.sent(), "rows", "row 4");
}

STORY(a_judgement_that_the_log_does_not_give_is_named) {
    Parcel parcel;
    parcel.evidence.challenges[0].judgement = {Outcome::pass, Reason::none, 1000};
    check_not_ok(parcel.sent(), "centre", "the kiosk says pass");
}

STORY(a_kiosk_may_claim_less_than_its_log_gives) {
    Parcel parcel;
    parcel.evidence.challenges[0].judgement = {Outcome::inconclusive, Reason::too_near, 0};
    const std::vector<Check> checks = lab::check_evidence(parcel.sent());
    CHECK(find(checks, "centre").ok == std::optional(true));
    CHECK_CONTAINS(find(checks, "centre").why, "the kiosk says inconclusive (too_near, 0)");
}

STORY(claiming_less_hides_no_failure) {
    Parcel parcel;
    // Nobody came until the time was over.
    parcel.evidence.rows.push_back(empty_row(31, from_nanoseconds(21'000'000'000)));
    parcel.evidence.challenges[0].ended = parcel.evidence.rows.back().time;
    check_not_ok(parcel.sent(), "centre", "its log gives fail");
}

STORY(a_plan_of_another_session_is_not_this_ones) {
    const Parcel parcel;
    Parcel other;
    lab::Sent sent = parcel.sent();
    other.plan.nonce[3] = 8;
    sent.plan_record = must(net::cose::sign1(must(net::protocol::encode_plan(other.plan)),
                                             net::protocol::plan_type, *other.backend_signer));
    check_not_ok(sent, "plan", "another session's");
    sent.plan_record = {1, 2};
    check_not_ok(sent, "plan", "");
}

STORY(without_certificate_and_plan_it_says_what_was_not_checked) {
    lab::Sent sent = Parcel().sent();
    sent.certificate.clear();
    sent.plan_record.clear();
    const std::vector<Check> checks = lab::check_evidence(sent);
    CHECK(!find(checks, "signature").ok);
    CHECK(!find(checks, "plan").ok);
}

STORY(what_is_no_package_is_said_to_be_none_and_a_missing_file_could_not_be_read) {
    check_not_ok({{1, 2, 3}, {}, {}}, "package", "");
    const Folder folder;
    const auto write = [&](const std::string& name, const Bytes& bytes) {
        return folder.write(name, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    };
    const Parcel parcel;
    lab::VerifyOptions options{.package = write("package", parcel.sent().package)};
    options.certificate = folder.write("kiosk.pem", parcel.identity.certificate);
    options.plan = write("plan", parcel.plan_record);
    CHECK_EQUAL(lab::run_verify(options), 0);
    options.json = true;
    CHECK_EQUAL(lab::run_verify(options), 0);
    options.package = write("garbage", {1, 2, 3});
    CHECK_EQUAL(lab::run_verify(options), 1);
    options.package = folder.path() / "nothing";
    CHECK_EQUAL(lab::run_verify(options), 3);
}

}  // namespace
}  // namespace verikiosk::tests
