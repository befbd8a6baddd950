// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "net/cose/cose.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/net/identity/openssl_identity.hpp"

using namespace verikiosk;
using namespace verikiosk::net;
using namespace verikiosk::tests;

GROUP("cose_independent");

namespace {

/// Everything below is put together byte by byte from RFC 9052, without our CBOR or COSE code.
Bytes from_hex(std::string_view text) {
    Bytes bytes;
    for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(std::string(text.substr(at, 2)), nullptr, 16)));
    }
    return bytes;
}

Bytes joined(std::initializer_list<Bytes> parts) {
    Bytes all;
    for (const Bytes& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

const Bytes payload = from_hex("a10102");

/// {1: -7, 3: "application/x", 34: [-16, x5t]}
Bytes protected_header(const Digest& x5t) {
    return joined({from_hex("a30126036d6170706c69636174696f6e2f78"
                            "1822822f5820"),
                   Bytes(x5t.begin(), x5t.end())});
}

/// ["Signature1", protected, h'', payload]
Bytes sig_structure(const Bytes& header) {
    return joined({from_hex("846a5369676e617475726531"
                            "58"),
                   {static_cast<std::uint8_t>(header.size())},
                   header,
                   from_hex("40"
                            "43"),
                   payload});
}

}  // namespace

STORY(a_record_of_ours_is_what_rfc_9052_says_and_openssl_verifies_it) {
    const Identity identity = self_signed({.name = "kiosk"});
    const Bytes record = must(cose::sign1(payload, "application/x", *make_signer(identity)));
    const Bytes header = protected_header(cose::sha256(identity.der()));
    const Bytes start = joined({from_hex("d28458"),
                                {static_cast<std::uint8_t>(header.size())},
                                header,
                                from_hex("a0"
                                         "43"),
                                payload,
                                from_hex("5840")});
    CHECK_EQUAL(record.size(), start.size() + 64);
    CHECK_EQUAL(hex(ByteView(record).first(start.size())), hex(start));
    CHECK(openssl_verifies(identity.der(), sig_structure(header), ByteView(record).subspan(start.size())));
}

STORY(a_record_put_together_by_hand_and_signed_by_openssl_is_accepted) {
    const Identity identity = self_signed({.name = "backend"});
    const Bytes header = protected_header(cose::sha256(identity.der()));
    const auto signature = must(make_signer(identity)->sign(sig_structure(header)));
    const Bytes record = joined({from_hex("d28458"),
                                 {static_cast<std::uint8_t>(header.size())},
                                 header,
                                 from_hex("a0"
                                          "43"),
                                 payload,
                                 from_hex("5840"),
                                 Bytes(signature.begin(), signature.end())});
    CHECK(must(cose::verify1(record, "application/x", identity.der())) == payload);
    Bytes broken = record;
    broken.back() ^= 1U;
    CHECK(!openssl_verifies(identity.der(), sig_structure(header), ByteView(broken).last(64)));
    CHECK(cose::verify1(broken, "application/x", identity.der()).error().code == Errc::refused);
}
