// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/net/backend/bench.hpp"

#include <algorithm>

#include "net/backend/kiosk_judges.hpp"
#include "net/cose/cose.hpp"
#include "tests/support/rows.hpp"
#include "tests/unit/net/backend/world.hpp"

namespace verikiosk::tests {
namespace {

constexpr Duration frame_time{33'333'333};

Bytes crop_of(std::uint64_t frame) {
    return Bytes(std::size_t{160} * 160, static_cast<std::uint8_t>(frame % 251));
}

Duration length_of(const Challenge& challenge) {
    const std::size_t steps = challenge.colours.size() + challenge.exposures.size();
    return steps == 0 ? 1s : challenge.hold * static_cast<std::int64_t>(steps);
}

backend::Judges believing_judges() {
    backend::Judges judges = backend::kiosk_judges();
    judges.log = [](const Plan&, const Evidence& evidence) {
        return backend::LogJudgement{evidence.challenges, {Outcome::pass, Reason::none, 1}};
    };
    return judges;
}

}  // namespace

Plan full_plan() {
    Plan plan;
    plan.session[0] = 7;
    plan.nonce[0] = 9;
    plan.policy = "demonstration";
    const std::vector<std::uint32_t> colours{0x000000, 0x00FF00, 0x000000, 0x0000FF, 0x000000};
    plan.challenges = {
        {.kind = ChallengeKind::centre, .hold = 1s, .time_limit = 20s},
        {.kind = ChallengeKind::turn, .hold = 250ms, .time_limit = 10s, .side = Side::left},
        {.kind = ChallengeKind::light, .hold = 450ms, .time_limit = 10s, .colours = colours},
        {.kind = ChallengeKind::exposure,
         .hold = 350ms,
         .time_limit = 10s,
         .exposures = {{-800, 0}, {0, 500}, {-600, 600}, {300, 0}}},
        {.kind = ChallengeKind::smile, .hold = 300ms, .time_limit = 10s},
    };
    Challenge longer = plan.challenges[2];
    longer.colours.insert(longer.colours.end(), {0x00FFFF, 0x000000});
    plan.alternates = {
        {.kind = ChallengeKind::approach, .hold = 250ms, .time_limit = 10s, .grow_milli = 1200},
        longer,
        {.kind = ChallengeKind::open_mouth, .hold = 300ms, .time_limit = 10s},
    };
    plan.classes = {{AttackClass::print, {ChallengeKind::turn, ChallengeKind::approach}},
                    {AttackClass::replay, {ChallengeKind::light}},
                    {AttackClass::mask, {ChallengeKind::smile, ChallengeKind::open_mouth}},
                    {AttackClass::injection, {ChallengeKind::exposure, ChallengeKind::light}}};
    return plan;
}

std::vector<Went> passed() {
    return {{0}, {1}, {2}, {3}, {4}};
}

Bench::Bench(const std::vector<Went>& visit, Plan plan) : judges(believing_judges()) {
    session.id = plan.session;
    session.plan = std::move(plan);
    session.plan_record = {1, 2, 3};
    session.kiosk = kiosk.identity = evidence.ueid = "kiosk-7";
    evidence.camera = camera_of(CameraKind::simulated);
    session.camera_kind = evidence.camera.kind;
    session.camera_id = evidence.camera.id;
    evidence.nonce = session.plan.nonce;
    evidence.session = session.id;
    evidence.plan = net::cose::sha256(session.plan_record);
    evidence.consent = true;
    for (const Went& went : visit)
        go_through(*judges.planned_challenge(session.plan, went.planned), went);
    add_row();
    package.selfie = {0xff, 0xd8, 1, 2, 3};
    evidence.selfie_sequence = evidence.rows.back().sequence;
    prove();
}

void Bench::add_row() {
    now_ += frame_time;
    ObservationRow row = neutral_row(++frame_, now_);
    row.crop = net::cose::sha256(crop_of(frame_));
    evidence.rows.push_back(row);
}

void Bench::go_through(const Challenge& challenge, const Went& went) {
    ChallengeResult result{challenge.kind, static_cast<std::uint8_t>(went.planned), now_, {}, went.judgement};
    TimePoint at = now_;
    for (const std::uint32_t colour : challenge.colours) {
        evidence.shown.push_back({at, ShownKind::colour, colour, {}});
        at += challenge.hold;
    }
    for (const ExposureStep& exposure : challenge.exposures) {
        evidence.shown.push_back({at, ShownKind::exposure, 0, exposure});
        at += challenge.hold;
    }
    const TimePoint end = now_ + length_of(challenge);
    while (now_ < end)
        add_row();
    result.ended = now_;
    package.crops.push_back({frame_, crop_of(frame_)});
    evidence.challenges.push_back(result);
}

void Bench::prove() {
    evidence.selfie = net::cose::sha256(package.selfie);
    for (const Crop& crop : package.crops) {
        for (ObservationRow& row : evidence.rows)
            if (row.sequence == crop.sequence) row.crop = net::cose::sha256(crop.luma);
    }
}

ChallengeResult& Bench::result(ChallengeKind kind) {
    return *std::ranges::find(evidence.challenges, kind, &ChallengeResult::kind);
}

backend::Ruling Bench::examine() const {
    return backend::examine({session, kiosk, evidence, package, {}, session.deadline, development}, judges);
}

}  // namespace verikiosk::tests
