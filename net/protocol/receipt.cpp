// SPDX-License-Identifier: Apache-2.0
#include "net/protocol/parts.hpp"
#include "net/protocol/protocol.hpp"

namespace verikiosk::net::protocol {
namespace {

constexpr std::int64_t session = 1;
constexpr std::int64_t evidence = 2;
constexpr std::int64_t decision = 3;
constexpr std::int64_t reasons = 4;
constexpr std::int64_t policy = 5;
constexpr std::int64_t decided = 6;
constexpr std::int64_t development = 7;
constexpr cbor::Limits limits{.bytes = 1'024, .depth = 3, .items = 64};

}  // namespace

Result<Bytes> encode_receipt(const Receipt& receipt) {
    cbor::Map map;
    map.at(session).bytes(receipt.session);
    map.at(evidence).bytes(receipt.evidence);
    write_enum(map.at(decision), receipt.decision);
    cbor::Writer& list = map.at(reasons).array(receipt.reasons.size());
    for (const Reason reason : receipt.reasons)
        write_enum(list, reason);
    map.at(policy).text(receipt.policy);
    write_wall_time(map.at(decided), receipt.decided);
    map.at(development).boolean(receipt.development);
    return proved(cbor::Writer{}.map(map).take(), receipt, decode_receipt);
}

Result<Receipt> decode_receipt(ByteView cbor) {
    Decoder in(cbor, limits);
    Receipt receipt;
    in.map("receipt", 7);
    in.key("session", session);
    receipt.session = in.fixed<16>("session");
    in.key("evidence", evidence);
    receipt.evidence = in.fixed<32>("evidence");
    in.key("decision", decision);
    receipt.decision = in.enumerated("decision", Decision::verified, Decision::refer);
    in.key("reasons", reasons);
    const std::size_t count = in.array("reasons", 0, max_reasons);
    for (std::size_t i = 0; i < count && in.ok(); ++i)
        receipt.reasons.push_back(in.reason("reasons"));
    in.key("policy", policy);
    receipt.policy = in.text("policy", 1, max_policy_name);
    in.key("decided", decided);
    receipt.decided = in.wall_time("decided");
    in.key("development", development);
    receipt.development = in.boolean("development");
    if (auto done = in.finish("receipt"); !done) return fail(done.error());
    return receipt;
}

}  // namespace verikiosk::net::protocol
