// SPDX-License-Identifier: Apache-2.0
#include <openssl/obj_mac.h>

#include "net/cbor/writer.hpp"
#include "net/cose/cose.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/net/identity/openssl_identity.hpp"

using namespace verikiosk;
using namespace verikiosk::net;
using namespace verikiosk::tests;

GROUP("cose");

namespace {

const Bytes payload{0x81, 0x01};
constexpr std::string_view type = "application/example";

Digest some_digest() {
    return cose::sha256(payload);
}

/// A protected header that passes, to be spoiled one entry at a time.
cbor::Map good_header() {
    cbor::Map header;
    header.at(1).integer(-7);
    header.at(3).text(type);
    header.at(34).array(2).integer(-16).bytes(some_digest());
    return header;
}

Bytes record_with(const cbor::Map& header, const cbor::Map& unprotected = {}, std::uint64_t tag = 18) {
    return cbor::Writer{}
        .tag(tag)
        .array(4)
        .bytes(cbor::Writer{}.map(header).take())
        .map(unprotected)
        .bytes(payload)
        .bytes(Bytes(64, 1))
        .take();
}

std::string refusal(const Bytes& record) {
    const auto parsed = cose::parse_sign1(record);
    return parsed ? "accepted" : parsed.error().what;
}

}  // namespace

STORY(a_signed_record_gives_its_payload_back) {
    const Identity identity = self_signed({.name = "kiosk"});
    const Bytes record = must(cose::sign1(payload, type, *make_signer(identity)));
    CHECK(must(cose::verify1(record, type, identity.der())) == payload);
    const cose::Sign1 parsed = must(cose::parse_sign1(record));
    CHECK_EQUAL(parsed.content_type, type);
    CHECK(parsed.x5t == cose::sha256(identity.der()));
}

STORY(a_changed_bit_anywhere_is_noticed) {
    const Identity identity = self_signed({.name = "kiosk"});
    const Bytes record = must(cose::sign1(payload, type, *make_signer(identity)));
    for (std::size_t at = 0; at < record.size(); ++at) {
        Bytes changed = record;
        changed[at] ^= 0x01U;
        CHECK(!cose::verify1(changed, type, identity.der()).has_value());
    }
}

STORY(somebody_elses_certificate_does_not_do) {
    const Identity identity = self_signed({.name = "kiosk"});
    const Identity other = self_signed({.name = "kiosk"});
    const Bytes record = must(cose::sign1(payload, type, *make_signer(identity)));
    const auto verified = cose::verify1(record, type, other.der());
    CHECK(verified.error().code == Errc::refused);
    CHECK_CONTAINS(verified.error().what, "another certificate");
}

STORY(a_receipt_is_not_taken_for_a_plan) {
    const Identity identity = self_signed({.name = "backend"});
    const Bytes record = must(cose::sign1(payload, type, *make_signer(identity)));
    CHECK_CONTAINS(cose::verify1(record, "application/other", identity.der()).error().what, "content type");
}

STORY(a_key_on_another_curve_is_refused) {
    const Identity strange = self_signed({.name = "kiosk", .curve = NID_brainpoolP256r1});
    const Bytes record = must(cose::sign1(payload, type, *make_signer(strange)));
    CHECK_CONTAINS(cose::verify1(record, type, strange.der()).error().what, "P-256");
}

STORY(a_header_that_passes_passes) {
    CHECK_EQUAL(refusal(record_with(good_header())), "accepted");
}

STORY(an_unknown_critical_header_is_refused_by_name) {
    cbor::Map header = good_header();
    header.at(2).array(1).integer(99);
    header.at(99).integer(0);
    CHECK_CONTAINS(refusal(record_with(header)), "unknown critical header 99 at byte");
    header.at(2).array(1).text("reserved");
    CHECK_CONTAINS(refusal(record_with(header)), "unknown critical header \"reserved\"");
    header.at(2).array(0);
    CHECK_CONTAINS(refusal(record_with(header)), "out of range");
}

STORY(an_unknown_header_that_is_not_critical_is_ignored) {
    cbor::Map header = good_header();
    header.at(4).bytes(Bytes{1});
    header.at("x").array(1).integer(1);
    CHECK_EQUAL(refusal(record_with(header)), "accepted");
}

STORY(another_algorithm_is_refused) {
    cbor::Map header = good_header();
    header.at(1).integer(-8);
    CHECK_CONTAINS(refusal(record_with(header)), "algorithm -8 at byte");
    header = good_header();
    header.at(34).array(2).integer(-15).bytes(some_digest());
    CHECK_CONTAINS(refusal(record_with(header)), "hash algorithm -15");
}

STORY(missing_headers_are_named) {
    cbor::Map header;
    header.at(3).text(type);
    CHECK_CONTAINS(refusal(record_with(header)), "alg is missing");
    header = {};
    header.at(1).integer(-7);
    CHECK_CONTAINS(refusal(record_with(header)), "content type is missing");
    header.at(3).text(type);
    CHECK_CONTAINS(refusal(record_with(header)), "x5t is missing");
}

STORY(nothing_is_taken_outside_the_signature) {
    cbor::Map unprotected;
    unprotected.at(4).bytes(Bytes{1});
    CHECK_CONTAINS(refusal(record_with(good_header(), unprotected)), "unprotected header: an entry at byte");
}

STORY(another_tag_a_trailing_byte_and_a_detached_payload_are_refused) {
    CHECK_CONTAINS(refusal(record_with(good_header(), {}, 98)), "tag 98");
    Bytes longer = record_with(good_header());
    longer.push_back(0);
    CHECK_CONTAINS(refusal(longer), "trailing bytes");
    const Bytes detached = cbor::Writer{}
                               .tag(18)
                               .array(4)
                               .bytes(cbor::Writer{}.map(good_header()).take())
                               .map({})
                               .null()
                               .bytes(Bytes(64, 1))
                               .take();
    CHECK_CONTAINS(refusal(detached), "payload: CBOR at byte");
}

STORY(the_digest_of_abc_is_the_one_of_fips_180_4) {
    CHECK_EQUAL(hex(cose::sha256(Bytes{'a', 'b', 'c'})),
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
