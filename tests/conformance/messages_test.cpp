// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/check.hpp"
#include "tests/unit/net/samples.hpp"

using namespace verikiosk;
using namespace verikiosk::net::protocol;
using verikiosk::tests::must;

GROUP("messages");

namespace {

/// A message as it was committed with the protocol's present version (the fuzzers' corpus begins with them).
Bytes committed(const std::string& message) {
    const char* source = std::getenv("VERIKIOSK_SOURCE");
    CHECK(source != nullptr);
    std::ifstream in(std::filesystem::path(source) / "tests/fuzz/corpus" / message / "good.cbor",
                     std::ios::binary);
    CHECK(in.is_open());
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

/// Kiosks in the field and a newer backend must go on understanding each other: whoever changes these bytes
/// needs a new eat_profile or content type.
STORY(messages_are_the_same_bytes_as_ever) {
    EvidencePackage package = tests::sample_package();
    package.crops.clear();
    CHECK_EQUAL(hex(must(encode_evidence(tests::sample_evidence(2)))), hex(committed("evidence")));
    CHECK_EQUAL(hex(must(encode_package(package))), hex(committed("package")));
    CHECK_EQUAL(hex(must(encode_plan(tests::sample_plan()))), hex(committed("plan")));
    CHECK_EQUAL(hex(must(encode_receipt(tests::sample_receipt()))), hex(committed("receipt")));
    CHECK(must(decode_evidence(committed("evidence"))) == tests::sample_evidence(2));
    CHECK_EQUAL(must(decode_session_answer(committed("session_answer"))).account_name, "Ada");
    CHECK_EQUAL(must(decode_session_request(committed("session_request"))).code, "00000000");
}
