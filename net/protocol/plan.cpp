// SPDX-License-Identifier: Apache-2.0
#include "net/protocol/parts.hpp"
#include "net/protocol/protocol.hpp"

namespace verikiosk::net::protocol {
namespace {

constexpr std::int64_t session = 1;
constexpr std::int64_t nonce = 2;
constexpr std::int64_t policy = 3;
constexpr std::int64_t challenges = 4;
constexpr std::int64_t min_iod_px = 5;
constexpr std::int64_t alternates = 6;
constexpr std::int64_t classes = 7;
constexpr cbor::Limits limits{.bytes = 4'096, .depth = 5, .items = 2'048};

}  // namespace

Result<Bytes> encode_plan(const Plan& plan) {
    cbor::Map map;
    map.at(session).bytes(plan.session);
    map.at(nonce).bytes(plan.nonce);
    map.at(policy).text(plan.policy);
    cbor::Writer& list = map.at(challenges).array(plan.challenges.size());
    for (const Challenge& challenge : plan.challenges)
        write_challenge(list, challenge);
    map.at(min_iod_px).unsigned_integer(plan.min_iod_px);
    cbor::Writer& spare = map.at(alternates).array(plan.alternates.size());
    for (const Challenge& challenge : plan.alternates)
        write_challenge(spare, challenge);
    cbor::Writer& rules = map.at(classes).array(plan.classes.size());
    for (const ClassRule& rule : plan.classes)
        write_class_rule(rules, rule);
    return proved(cbor::Writer{}.map(map).take(), plan, decode_plan);
}

Result<Plan> decode_plan(ByteView cbor) {
    Decoder in(cbor, limits);
    Plan plan;
    in.map("plan", 7);
    in.key("session", session);
    plan.session = in.fixed<16>("session");
    in.key("nonce", nonce);
    plan.nonce = in.fixed<32>("nonce");
    in.key("policy", policy);
    plan.policy = in.text("policy", 1, max_policy_name);
    in.key("challenges", challenges);
    const std::size_t count = in.array("challenges", 0, max_challenges);
    for (std::size_t i = 0; i < count && in.ok(); ++i)
        plan.challenges.push_back(read_challenge(in));
    in.key("min_iod_px", min_iod_px);
    plan.min_iod_px = in.whole<std::uint16_t>("min_iod_px");
    in.key("alternates", alternates);
    const std::size_t spare = in.array("alternates", 0, max_challenges);
    for (std::size_t i = 0; i < spare && in.ok(); ++i)
        plan.alternates.push_back(read_challenge(in));
    in.key("classes", classes);
    const std::size_t rules = in.array("classes", 0, max_classes);
    for (std::size_t i = 0; i < rules && in.ok(); ++i)
        plan.classes.push_back(read_class_rule(in));
    if (auto done = in.finish("plan"); !done) return fail(done.error());
    return plan;
}

}  // namespace verikiosk::net::protocol
