// SPDX-License-Identifier: Apache-2.0
#include "net/cose/cose.hpp"
#include "net/protocol/parts.hpp"
#include "net/protocol/protocol.hpp"

namespace verikiosk::net::protocol {
namespace {

// EAT claims by their registered keys (RFC 9711 section 10.2, IANA "CBOR Web Token Claims").
constexpr std::int64_t eat_nonce = 10;
constexpr std::int64_t ueid = 256;
constexpr std::int64_t oemid = 258;
constexpr std::int64_t hwmodel = 259;
constexpr std::int64_t profile = 265;
constexpr std::int64_t bootcount = 267;
constexpr std::int64_t swname = 270;
constexpr std::int64_t swversion = 271;
// Ours, in the range that RFC 8392 leaves for private use (below -65536).
constexpr std::int64_t kiosk = -70000;
constexpr std::int64_t session = -70001;
constexpr std::int64_t method = -70002;
constexpr std::int64_t plan = -70003;
constexpr std::int64_t consent = -70004;
constexpr std::int64_t camera = -70005;
constexpr std::int64_t clock_claim = -70006;
constexpr std::int64_t oval = -70007;
constexpr std::int64_t challenges = -70008;
constexpr std::int64_t selfie = -70009;
constexpr std::int64_t rows = -70010;
constexpr std::int64_t claimed = -70011;
constexpr std::int64_t shown = -70012;
constexpr std::size_t claims = 21;

constexpr std::uint64_t method_selfie = 1;
constexpr std::string_view software = "verikiosk";
/// An OEM ID drawn at random once, for all (RFC 9711 section 4.2.3.1).
constexpr std::array<std::uint8_t, 16> oem = {0xde, 0xb9, 0xed, 0xec, 0x21, 0xcd, 0x09, 0x1f,
                                              0xab, 0x91, 0xdf, 0xad, 0x5d, 0x43, 0xc9, 0xd1};
/// What rests on the software's word alone; a stolen key can say anything here.
constexpr std::array<std::int64_t, 5> merely_claimed = {hwmodel, bootcount, swname, swversion, clock_claim};

constexpr std::size_t max_kiosk_name = 64;
constexpr std::size_t max_hw_model = 32;  // RFC 9711 section 4.2.4
constexpr std::size_t max_sw_version = 64;
constexpr cbor::Limits limits{.bytes = max_package_bytes, .depth = 6, .items = 120'000};

/// A UEID of type RAND (RFC 9711 section 4.2.1), which may be made by hashing what identifies the device.
std::array<std::uint8_t, 33> ueid_of(const std::string& name) {
    std::array<std::uint8_t, 33> id{0x01};
    const Digest digest = cose::sha256({reinterpret_cast<const std::uint8_t*>(name.data()), name.size()});
    std::ranges::copy(digest, id.begin() + 1);
    return id;
}

void write_registered(cbor::Map& map, const Evidence& evidence) {
    const std::string& model = evidence.hw_model;
    map.at(eat_nonce).bytes(evidence.nonce);
    map.at(ueid).bytes(ueid_of(evidence.ueid));
    map.at(oemid).bytes(oem);
    map.at(hwmodel).bytes({reinterpret_cast<const std::uint8_t*>(model.data()), model.size()});
    map.at(profile).text(eat_profile);
    map.at(bootcount).unsigned_integer(evidence.clock.boot_count);
    map.at(swname).text(software);
    map.at(swversion).array(1).text(evidence.sw_version);
}

void write_private(cbor::Map& map, const Evidence& evidence) {
    map.at(kiosk).text(evidence.ueid);
    map.at(session).bytes(evidence.session);
    map.at(method).unsigned_integer(method_selfie);
    map.at(plan).bytes(evidence.plan);
    map.at(consent).boolean(evidence.consent);
    write_camera(map.at(camera), evidence.camera);
    cbor::Writer& clock = map.at(clock_claim).array(3).integer(nanoseconds_of(evidence.clock.monotonic));
    write_wall_time(clock, evidence.clock.wall);
    clock.boolean(evidence.clock.wall_trusted);
    write_oval(map.at(oval), evidence.oval);
    cbor::Writer& results = map.at(challenges).array(evidence.challenges.size());
    for (const ChallengeResult& result : evidence.challenges)
        write_challenge_result(results, result);
    map.at(selfie).array(2).bytes(evidence.selfie).unsigned_integer(evidence.selfie_sequence);
    cbor::Writer& log = map.at(rows).array(evidence.rows.size());
    for (const ObservationRow& row : evidence.rows)
        write_row(log, row);
    cbor::Writer& words = map.at(claimed).array(merely_claimed.size());
    for (const std::int64_t key : merely_claimed)
        words.integer(key);
    cbor::Writer& scene = map.at(shown).array(evidence.shown.size());
    for (const Shown& thing : evidence.shown)
        write_shown(scene, thing);
}

void read_registered(Decoder& in, Evidence& evidence, std::array<std::uint8_t, 33>& id) {
    in.key("eat_nonce", eat_nonce);
    evidence.nonce = in.fixed<32>("eat_nonce");
    in.key("ueid", ueid);
    id = in.fixed<33>("ueid");
    in.key("oemid", oemid);
    if (in.fixed<16>("oemid") != oem) in.refuse("oemid", "not Verikiosk's");
    in.key("hwmodel", hwmodel);
    const ByteView model = in.bytes("hwmodel", 1, max_hw_model);
    evidence.hw_model.assign(model.begin(), model.end());
    in.key("eat_profile", profile);
    if (in.text("eat_profile", 1, 128) != eat_profile) {
        in.refuse("eat_profile", "not " + std::string(eat_profile));
    }
    in.key("bootcount", bootcount);
    evidence.clock.boot_count = in.number("bootcount");
    in.key("swname", swname);
    if (in.text("swname", 1, 64) != software) in.refuse("swname", "not " + std::string(software));
    in.key("swversion", swversion);
    in.array_of("swversion", 1);
    evidence.sw_version = in.text("swversion", 1, max_sw_version);
}

void read_session_claims(Decoder& in, Evidence& evidence) {
    in.key("kiosk", kiosk);
    evidence.ueid = in.text("kiosk", 1, max_kiosk_name);
    in.key("session", session);
    evidence.session = in.fixed<16>("session");
    in.key("method", method);
    if (in.number("method") != method_selfie) in.refuse("method", "only 1 (selfie) is defined");
    in.key("plan", plan);
    evidence.plan = in.fixed<32>("plan");
    in.key("consent", consent);
    evidence.consent = in.boolean("consent");
    in.key("camera", camera);
    evidence.camera = read_camera(in);
    in.key("clock", clock_claim);
    in.array_of("clock", 3);
    evidence.clock.monotonic = in.moment("clock.monotonic");
    evidence.clock.wall = in.wall_time("clock.wall");
    evidence.clock.wall_trusted = in.boolean("clock.wall_trusted");
}

void read_log(Decoder& in, Evidence& evidence) {
    in.key("oval", oval);
    evidence.oval = read_oval(in);
    in.key("challenges", challenges);
    const std::size_t results = in.array("challenges", 0, max_challenges);
    for (std::size_t i = 0; i < results && in.ok(); ++i) {
        evidence.challenges.push_back(read_challenge_result(in));
    }
    in.key("selfie", selfie);
    in.array_of("selfie", 2);
    evidence.selfie = in.fixed<32>("selfie.digest");
    evidence.selfie_sequence = in.number("selfie.sequence");
    in.key("rows", rows);
    const std::size_t count = in.array("rows", 0, max_rows);
    for (std::size_t i = 0; i < count && in.ok(); ++i)
        evidence.rows.push_back(read_row(in));
    in.key("claimed", claimed);
    in.array_of("claimed", merely_claimed.size());
    for (const std::int64_t key : merely_claimed) {
        if (in.integer("claimed", -100'000, 100'000) != key) in.refuse("claimed", "not the profile's list");
    }
    in.key("shown", shown);
    const std::size_t things = in.array("shown", 0, max_shown);
    for (std::size_t i = 0; i < things && in.ok(); ++i)
        evidence.shown.push_back(read_shown(in));
}

}  // namespace

Result<Bytes> encode_evidence(const Evidence& evidence) {
    cbor::Map map;
    write_registered(map, evidence);
    write_private(map, evidence);
    return proved(cbor::Writer{}.map(map).take(), evidence, decode_evidence);
}

Result<Evidence> decode_evidence(ByteView cbor) {
    Decoder in(cbor, limits);
    Evidence evidence;
    std::array<std::uint8_t, 33> id{};
    in.map("claims", claims);
    read_registered(in, evidence, id);
    read_session_claims(in, evidence);
    if (id != ueid_of(evidence.ueid)) in.refuse("ueid", "not the one of the kiosk's name");
    read_log(in, evidence);
    if (auto done = in.finish("evidence"); !done) return fail(done.error());
    return evidence;
}

}  // namespace verikiosk::net::protocol
