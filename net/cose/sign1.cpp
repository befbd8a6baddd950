// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "net/cbor/reader.hpp"
#include "net/cbor/writer.hpp"
#include "net/cose/cose.hpp"
#include "net/cose/es256.hpp"

namespace verikiosk::net::cose {
namespace {

// IANA "COSE Header Parameters", "COSE Algorithms" and CBOR tags.
constexpr std::uint64_t sign1_tag = 18;
constexpr std::int64_t header_alg = 1;
constexpr std::int64_t header_crit = 2;
constexpr std::int64_t header_content_type = 3;
constexpr std::int64_t header_x5t = 34;
constexpr std::int64_t alg_es256 = -7;
constexpr std::int64_t alg_sha256 = -16;

constexpr std::size_t max_record = 1'000'000;
constexpr std::size_t max_protected = 1'024;
constexpr std::size_t max_content_type = 128;
constexpr std::size_t max_headers = 16;

Bytes protected_header(std::string_view content_type, const Digest& x5t) {
    cbor::Map header;
    header.at(header_alg).integer(alg_es256);
    header.at(header_content_type).text(content_type);
    header.at(header_x5t).array(2).integer(alg_sha256).bytes(x5t);
    return cbor::Writer{}.map(header).take();
}

/// What is signed (RFC 9052 section 4.4), with empty external data.
Bytes sig_structure(ByteView protected_bytes, ByteView payload) {
    return cbor::Writer{}.array(4).text("Signature1").bytes(protected_bytes).bytes({}).bytes(payload).take();
}

struct Header {
    std::optional<std::string> content_type;
    std::optional<Digest> x5t;
    bool es256 = false;
};

/// A critical header must be one of those that are understood here (RFC 9052 section 3.1).
Result<void> check_critical(cbor::Reader& reader) {
    const auto count = reader.array(1, max_headers);
    if (!count) return fail(count.error());
    for (std::size_t i = 0; i < *count; ++i) {
        const std::size_t at = reader.offset();
        const bool number = reader.next() != cbor::Kind::text;
        if (!number) {
            const auto label = reader.text(0, max_protected);
            if (!label) return fail(label.error());
            return fail(Errc::invalid, "unknown critical header \"" + std::string(*label) + "\" at byte " +
                                           std::to_string(at));
        }
        const auto label = reader.integer();
        if (!label) return fail(label.error());
        if (*label != header_alg && *label != header_content_type && *label != header_x5t) {
            return fail(Errc::invalid, "unknown critical header " + std::to_string(*label) + " at byte " +
                                           std::to_string(at));
        }
    }
    return {};
}

Result<Digest> read_x5t(cbor::Reader& reader) {
    if (auto pair = reader.array(2, 2); !pair) return fail(pair.error());
    const std::size_t at = reader.offset();
    const auto algorithm = reader.integer();
    if (!algorithm) return fail(algorithm.error());
    if (*algorithm != alg_sha256) {
        return fail(Errc::invalid, "hash algorithm " + std::to_string(*algorithm) + " at byte " +
                                       std::to_string(at) + ", only SHA-256 (-16) is taken");
    }
    const auto value = reader.bytes(std::tuple_size_v<Digest>, std::tuple_size_v<Digest>);
    if (!value) return fail(value.error());
    Digest digest{};
    std::ranges::copy(*value, digest.begin());
    return digest;
}

Result<void> read_algorithm(cbor::Reader& reader, Header& header) {
    const std::size_t at = reader.offset();
    const auto algorithm = reader.integer();
    if (!algorithm) return fail(algorithm.error(), "alg");
    if (*algorithm != alg_es256) {
        return fail(Errc::invalid, "algorithm " + std::to_string(*algorithm) + " at byte " +
                                       std::to_string(at) + ", only ES256 (-7) is taken");
    }
    header.es256 = true;
    return {};
}

Result<void> read_parameter(cbor::Reader& reader, Header& header) {
    if (reader.next() == cbor::Kind::text || reader.next() == cbor::Kind::bytes) {
        if (auto label = reader.skip(); !label) return label;
        return reader.skip();
    }
    const auto label = reader.integer();
    if (!label) return fail(label.error());
    switch (*label) {
        case header_alg:
            return read_algorithm(reader, header);
        case header_crit:
            return check_critical(reader);
        case header_content_type: {
            const auto type = reader.text(1, max_content_type);
            if (!type) return fail(type.error(), "content type");
            header.content_type.emplace(*type);
            return {};
        }
        case header_x5t: {
            const auto digest = read_x5t(reader);
            if (!digest) return fail(digest.error(), "x5t");
            header.x5t = *digest;
            return {};
        }
        default:
            return reader.skip();  // signed, not critical, not ours: RFC 9052 says to ignore it
    }
}

Result<Header> read_protected(ByteView bytes) {
    auto reader = cbor::Reader::open(bytes, {.bytes = max_protected, .depth = 4, .items = 64});
    if (!reader) return fail(reader.error());
    const auto count = reader->map(0, max_headers);
    if (!count) return fail(count.error());
    Header header;
    for (std::size_t i = 0; i < *count; ++i) {
        if (auto read = read_parameter(*reader, header); !read) return fail(read.error());
    }
    if (!header.es256) return fail(Errc::invalid, "alg is missing");
    if (!header.content_type) return fail(Errc::invalid, "the content type is missing");
    if (!header.x5t) return fail(Errc::invalid, "x5t is missing");
    return header;
}

Result<void> read_unprotected(cbor::Reader& reader) {
    const std::size_t at = reader.offset();
    const auto count = reader.map(0, max_headers);
    if (!count) return fail(count.error());
    if (*count > 0) {
        return fail(Errc::invalid, "an entry at byte " + std::to_string(at) + ", none is taken there");
    }
    return {};
}

Result<Sign1> read_sign1(ByteView record) {
    auto reader = cbor::Reader::open(record, {.bytes = max_record, .depth = 4, .items = 64});
    if (!reader) return fail(reader.error());
    const auto tag = reader->tag();
    if (!tag) return fail(tag.error());
    if (*tag != sign1_tag) return fail(Errc::invalid, "tag " + std::to_string(*tag) + " at byte 0, not 18");
    if (auto four = reader->array(4, 4); !four) return fail(four.error());
    const auto protected_bytes = reader->bytes(1, max_protected);
    if (!protected_bytes) return fail(protected_bytes.error(), "protected header");
    auto header = read_protected(*protected_bytes);
    if (!header) return fail(header.error(), "protected header");
    if (auto unprotected = read_unprotected(*reader); !unprotected) {
        return fail(unprotected.error(), "unprotected header");
    }
    const auto payload = reader->bytes(0, max_record);
    if (!payload) return fail(payload.error(), "payload");
    const auto signature = reader->bytes(std::tuple_size_v<Signature>, std::tuple_size_v<Signature>);
    if (!signature) return fail(signature.error(), "signature");

    Sign1 parsed{.content_type = std::move(*header->content_type),
                 .x5t = *header->x5t,
                 .payload = Bytes(payload->begin(), payload->end()),
                 .to_be_signed = sig_structure(*protected_bytes, *payload),
                 .signature = {}};
    std::ranges::copy(*signature, parsed.signature.begin());
    return parsed;
}

}  // namespace

Result<Bytes> sign1(ByteView payload, std::string_view content_type, Signer& signer) {
    const Bytes header = protected_header(content_type, sha256(signer.certificate()));
    const auto signature = signer.sign(sig_structure(header, payload));
    if (!signature) return fail(signature.error(), "signing a COSE_Sign1");
    return cbor::Writer{}
        .tag(sign1_tag)
        .array(4)
        .bytes(header)
        .map({})
        .bytes(payload)
        .bytes(*signature)
        .take();
}

Result<Sign1> parse_sign1(ByteView record) {
    auto parsed = read_sign1(record);
    if (!parsed) return fail(parsed.error(), "COSE_Sign1");
    return parsed;
}

Result<Bytes> verify1(ByteView record, std::string_view content_type, ByteView certificate_der) {
    auto parsed = parse_sign1(record);
    if (!parsed) return fail(parsed.error());
    if (parsed->content_type != content_type) {
        return fail(Errc::refused, "COSE_Sign1: content type " + parsed->content_type + ", expected " +
                                       std::string(content_type));
    }
    if (parsed->x5t != sha256(certificate_der)) {
        return fail(Errc::refused, "COSE_Sign1: signed with another certificate than the expected one");
    }
    auto verified = verify_es256(certificate_der, parsed->to_be_signed, parsed->signature);
    if (!verified) return fail(verified.error(), "COSE_Sign1");
    return std::move(parsed->payload);
}

}  // namespace verikiosk::net::cose
