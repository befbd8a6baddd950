// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "net/cbor/reader.hpp"
#include "net/cbor/writer.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::net;
using verikiosk::tests::must;

GROUP("cbor_vectors");

namespace {

struct Vector {
    Bytes encoded;
    std::string diagnostic;
    std::string verdict;
};

std::vector<Vector> appendix_a() {
    const char* source = std::getenv("VERIKIOSK_SOURCE");
    CHECK(source != nullptr);
    std::ifstream file(std::filesystem::path(source) / "tests/conformance/rfc8949_appendix_a.tsv");
    CHECK(file.is_open());
    std::vector<Vector> vectors;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        const std::size_t first = line.find('\t');
        const std::size_t second = line.find('\t', first + 1);
        CHECK(second != std::string::npos);
        Vector vector{.encoded = {},
                      .diagnostic = line.substr(first + 1, second - first - 1),
                      .verdict = line.substr(second + 1)};
        for (std::size_t at = 0; at < first; at += 2) {
            vector.encoded.push_back(static_cast<std::uint8_t>(std::stoi(line.substr(at, 2), nullptr, 16)));
        }
        vectors.push_back(std::move(vector));
    }
    return vectors;
}

/// Reads one item and writes it again.
void copy(cbor::Reader& in, cbor::Writer& out) {
    switch (in.next()) {
        case cbor::Kind::unsigned_integer:
            out.unsigned_integer(must(in.unsigned_integer()));
            return;
        case cbor::Kind::negative_integer:
            out.integer(must(in.integer()));
            return;
        case cbor::Kind::bytes:
            out.bytes(must(in.bytes(0, 99)));
            return;
        case cbor::Kind::text:
            out.text(must(in.text(0, 99)));
            return;
        case cbor::Kind::boolean:
            out.boolean(must(in.boolean()));
            return;
        case cbor::Kind::null:
            must(in.null());
            out.null();
            return;
        case cbor::Kind::floating:
            out.floating(must(in.floating()));
            return;
        case cbor::Kind::tag:
            out.tag(must(in.tag()));
            return copy(in, out);
        case cbor::Kind::array: {
            const std::size_t count = must(in.array(0, 99));
            out.array(count);
            for (std::size_t i = 0; i < count; ++i)
                copy(in, out);
            return;
        }
        case cbor::Kind::map: {
            const std::size_t count = must(in.map(0, 99));
            cbor::Map map;
            for (std::size_t i = 0; i < count; ++i) {
                const bool named = in.next() == cbor::Kind::text;
                copy(in, named ? map.at(must(in.text(0, 99))) : map.at(must(in.integer())));
            }
            out.map(map);
            return;
        }
        case cbor::Kind::end:
            tests::check_failed("the input is used up", std::source_location::current());
    }
}

}  // namespace

STORY(every_vector_of_the_rfc_is_accepted_or_refused_for_its_reason) {
    const std::vector<Vector> vectors = appendix_a();
    CHECK_EQUAL(vectors.size(), 81U);
    for (const Vector& vector : vectors) {
        const auto checked = cbor::check(vector.encoded);
        if (vector.verdict == "accept") {
            CHECK_EQUAL(vector.diagnostic + (checked ? "" : ": " + checked.error().what), vector.diagnostic);
        } else {
            CHECK(!checked.has_value());
            CHECK_CONTAINS(checked.error().what, vector.verdict);
        }
    }
}

STORY(what_is_accepted_is_written_back_byte_for_byte) {
    std::size_t copied = 0;
    for (const Vector& vector : appendix_a()) {
        // -2^64 is beyond what the reader's integers hold.
        if (vector.verdict != "accept" || vector.diagnostic == "-18446744073709551616") continue;
        cbor::Reader in = must(cbor::Reader::open(vector.encoded));
        cbor::Writer out;
        copy(in, out);
        CHECK_EQUAL(hex(out.written()), hex(vector.encoded));
        ++copied;
    }
    CHECK_EQUAL(copied, 57U);
}
