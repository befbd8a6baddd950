// SPDX-License-Identifier: Apache-2.0
#include "firmware/domain/session_code.hpp"
#include "net/protocol/parts.hpp"
#include "net/protocol/protocol.hpp"

namespace verikiosk::net::protocol {
namespace {

constexpr std::int64_t code = 1;
constexpr std::int64_t camera = 2;
constexpr std::int64_t smile_at = 3;

constexpr std::int64_t plan_record = 1;
constexpr std::int64_t account_name = 2;
constexpr std::int64_t eligible = 3;
constexpr std::int64_t deadline = 4;

constexpr std::size_t max_plan_record = 8'192;
constexpr std::size_t max_account_name = 256;
constexpr cbor::Limits request_limits{.bytes = 1'024, .depth = 3, .items = 32};
constexpr cbor::Limits answer_limits{.bytes = 16'384, .depth = 3, .items = 16};

}  // namespace

Result<Bytes> encode_session_request(const SessionRequest& request) {
    cbor::Map map;
    map.at(code).text(request.code);
    write_camera(map.at(camera), request.camera);
    write_optional_duration(map.at(smile_at), request.smile_at);
    return proved(cbor::Writer{}.map(map).take(), request, decode_session_request);
}

Result<SessionRequest> decode_session_request(ByteView cbor) {
    Decoder in(cbor, request_limits);
    SessionRequest request;
    in.map("request", 3);
    in.key("code", code);
    request.code = in.text("code", code_length, code_length);
    if (in.ok() && canonical_code(request.code) != request.code) in.refuse("code", "not a canonical code");
    in.key("camera", camera);
    request.camera = read_camera(in);
    in.key("smile_at", smile_at);
    request.smile_at = in.optional_duration("smile_at", longest_recording);
    if (auto done = in.finish("session request"); !done) return fail(done.error());
    return request;
}

Result<Bytes> encode_session_answer(const SessionAnswer& answer) {
    cbor::Map map;
    map.at(plan_record).bytes(answer.plan_record);
    map.at(account_name).text(answer.account_name);
    map.at(eligible).boolean(answer.eligible);
    write_wall_time(map.at(deadline), answer.deadline);
    return proved(cbor::Writer{}.map(map).take(), answer, decode_session_answer);
}

Result<SessionAnswer> decode_session_answer(ByteView cbor) {
    Decoder in(cbor, answer_limits);
    SessionAnswer answer;
    in.map("answer", 4);
    in.key("plan_record", plan_record);
    const ByteView record = in.bytes("plan_record", 0, max_plan_record);
    answer.plan_record.assign(record.begin(), record.end());
    in.key("account_name", account_name);
    answer.account_name = in.text("account_name", 0, max_account_name);
    in.key("eligible", eligible);
    answer.eligible = in.boolean("eligible");
    in.key("deadline", deadline);
    answer.deadline = in.wall_time("deadline");
    if (auto done = in.finish("session answer"); !done) return fail(done.error());
    return answer;
}

}  // namespace verikiosk::net::protocol
