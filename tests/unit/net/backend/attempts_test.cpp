// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/net/backend/visit.hpp"
#include "tests/unit/net/backend/world.hpp"

namespace verikiosk::tests {
namespace {

GROUP("backend_attempts");

using namespace std::chrono_literals;

STORY(five_failed_attempts_close_the_selfie_until_a_call) {
    World world;
    const std::string account = world.account();
    for (int attempt = 1; attempt <= 5; ++attempt) {
        const Opened opened = world.open(account);
        CHECK(opened.answer.eligible);
        const Receipt receipt =
            world.send(opened.id, seal(visit(opened, Behaviour::never_smiles), world.kiosk_signer()));
        CHECK(receipt.decision == (attempt < 5 ? Decision::retry : Decision::refer));
        CHECK_EQUAL(has(receipt, Reason::attempts_exhausted), attempt == 5);
        world.now += 1h;
    }
    const Opened sixth = world.open(account);
    CHECK(!sixth.answer.eligible);
    // A kiosk that goes on all the same gets nothing by it.
    const Receipt receipt = world.send(sixth.id, seal(visit(sixth), world.kiosk_signer()));
    CHECK(receipt.decision == Decision::refer);
    CHECK(has(receipt, Reason::attempts_exhausted));
    CHECK(must(world.store().account(account)).hold == Hold::until_verified);
    // It stays closed when the day is over; only a call opens it.
    world.now += 48h;
    CHECK(!world.open(account).answer.eligible);
    must(world.store().reopen_selfie(account));
    const Opened again = world.open(account);
    CHECK(again.answer.eligible);
    CHECK(world.send(again.id, seal(visit(again), world.kiosk_signer())).decision == Decision::verified);
}

STORY(failed_attempts_count_over_all_kiosks) {
    World world;
    const std::string account = world.account();
    const Identity elsewhere = self_signed({.name = "kiosk-2"});
    must(world.store().register_kiosk("kiosk-2", elsewhere.der()));
    const auto its_signer = make_signer(elsewhere);
    for (int attempt = 1; attempt <= 5; ++attempt) {
        const bool here = attempt % 2 == 1;
        world.kiosk = here ? std::string(backend::development_kiosk) : "kiosk-2";
        const Opened opened = world.open(account);
        CHECK(opened.answer.eligible);
        Visit made = visit(opened, attempt % 3 == 0 ? Behaviour::frozen : Behaviour::never_smiles);
        made.evidence.ueid = world.kiosk;
        const Receipt receipt = world.send(opened.id, seal(made, here ? world.kiosk_signer() : *its_signer));
        CHECK_EQUAL(has(receipt, Reason::attempts_exhausted), attempt == 5);
    }
    CHECK(must(world.store().account(account)).selfie_closed);
}

STORY(failed_attempts_older_than_a_day_do_not_count) {
    World world;
    const std::string account = world.account();
    for (int attempt = 1; attempt <= 8; ++attempt) {
        const Opened opened = world.open(account);
        const Receipt receipt =
            world.send(opened.id, seal(visit(opened, Behaviour::nobody_there), world.kiosk_signer()));
        CHECK(receipt.decision == Decision::retry);
        world.now += 6h;
    }
    CHECK(!must(world.store().account(account)).selfie_closed);
}

STORY(ten_visits_that_prove_nothing_close_the_selfie_until_a_call) {
    World world;
    const std::string account = world.account();
    for (int visits = 1; visits <= 10; ++visits) {
        const Opened opened = world.open(account);
        CHECK(opened.answer.eligible);
        // Every second one leaves before there is any evidence.
        if (visits % 2 == 0) continue;
        const Receipt receipt =
            world.send(opened.id, seal(visit(opened, Behaviour::declines_the_lights), world.kiosk_signer()));
        CHECK(receipt.decision == Decision::refer);
        CHECK(!has(receipt, Reason::attempts_exhausted));
    }
    const Opened eleventh = world.open(account);
    CHECK(!eleventh.answer.eligible);
    CHECK(has(world.send(eleventh.id, seal(visit(eleventh), world.kiosk_signer())),
              Reason::attempts_exhausted));
    // It stays closed when the day is over; only a call opens it.
    world.now += 48h;
    CHECK(!world.open(account).answer.eligible);
    must(world.store().reopen_selfie(account));
    CHECK(world.open(account).answer.eligible);
}

STORY(after_a_call_visits_count_anew) {
    World world;
    const std::string account = world.account();
    for (int visits = 1; visits <= 9; ++visits)
        CHECK(world.open(account).answer.eligible);
    must(world.store().reopen_selfie(account));
    for (int visits = 1; visits <= 10; ++visits)
        CHECK(world.open(account).answer.eligible);
    CHECK(!world.open(account).answer.eligible);
}

STORY(visits_that_verify_and_those_of_the_day_before_do_not_count) {
    World world;
    const std::string account = world.account();
    for (int visits = 1; visits <= 12; ++visits) {
        const Opened opened = world.open(account);
        CHECK(world.send(opened.id, seal(visit(opened), world.kiosk_signer())).decision ==
              Decision::verified);
    }
    const std::string patient = world.account();
    for (int visits = 1; visits <= 20; ++visits) {
        CHECK(world.open(patient).answer.eligible);
        world.now += 3h;
    }
}

}  // namespace
}  // namespace verikiosk::tests
