// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "tests/unit/net/backend/visit.hpp"

/// What selfie and profile photo do to a decision; what compares them is a stand-in.
namespace verikiosk::tests {
namespace {

GROUP("backend_match");

const Bytes photo{0xFF, 0xD8, 0xFF, 0xE0, 'p', 'h', 'o', 't', 'o'};

Comparison comparison_of(MatchDecision decision, float cosine) {
    Comparison comparison;
    comparison.decision = decision;
    comparison.cosine = cosine;
    return comparison;
}

/// Always comes to the same, and remembers what it was shown.
struct Eye {
    Result<Comparison> sees = Comparison{};
    std::vector<std::pair<Bytes, Bytes>> shown;
    backend::MatchFaces match() {
        return [this](ByteView selfie, ByteView profile) {
            shown.push_back({{selfie.begin(), selfie.end()}, {profile.begin(), profile.end()}});
            return sees;
        };
    }
};

/// One visit of one account, with a profile photo unless said otherwise.
struct Compared {
    explicit Compared(Result<Comparison> sees, bool development = false, bool with_photo = true) {
        eye.sees = std::move(sees);
        world.restart(development, eye.match());
        account = world.account();
        if (with_photo) must(world.store().set_profile_photo(account, photo));
    }

    Receipt visit_as(Behaviour behaviour = Behaviour::does_what_is_asked,
                     CameraKind camera = CameraKind::device) {
        opened = world.open(account, camera);
        made = tests::visit(opened, behaviour);
        return world.send(opened.id, seal(made, world.kiosk_signer()));
    }
    std::string detail() { return must(world.store().receipt(opened.id))->detail; }
    Hold hold() { return must(world.store().account(account)).hold; }

    Eye eye;
    World world;
    std::string account;
    Opened opened;
    Visit made;
};

STORY(the_selfie_is_compared_with_the_accounts_own_photo) {
    Compared one(comparison_of(MatchDecision::same, 0.7F));
    const Receipt receipt = one.visit_as();
    CHECK_EQUAL(one.eye.shown.size(), 1U);
    CHECK(one.eye.shown[0].first == one.made.selfie);
    CHECK(one.eye.shown[0].second == photo);
    CHECK(receipt.decision == Decision::verified);
    CHECK(receipt.reasons.empty());
    CHECK(!receipt.development);
    CHECK(one.hold() == Hold::none);
    CHECK_CONTAINS(one.detail(), "same (0.70)");
}

STORY(a_face_that_matches_does_not_make_up_for_a_challenge) {
    Compared one(comparison_of(MatchDecision::same, 0.9F), true);
    const Receipt receipt = one.visit_as(Behaviour::never_smiles, CameraKind::simulated);
    CHECK(receipt.decision == Decision::retry);
    CHECK(one.eye.shown.empty());
    CHECK(one.hold() == Hold::until_verified);
}

STORY(a_face_that_matches_does_not_make_up_for_lights_that_were_declined) {
    Compared one(comparison_of(MatchDecision::same, 0.9F));
    const Receipt receipt = one.visit_as(Behaviour::declines_the_lights);
    CHECK(receipt.decision == Decision::refer);
    CHECK(receipt.reasons == (std::vector{Reason::declined, Reason::liveness_not_concluded}));
    CHECK(one.hold() == Hold::until_verified);
}

STORY(another_persons_face_is_never_verified_whatever_the_policy) {
    for (const bool development : {false, true}) {
        Compared one(comparison_of(MatchDecision::different, 0.12F), development);
        const Receipt receipt = one.visit_as();
        CHECK(receipt.decision == Decision::refer);
        CHECK(has(receipt, Reason::faces_differ));
        CHECK(one.hold() == Hold::until_verified);
        CHECK_CONTAINS(one.detail(), "different (0.12)");
    }
}

STORY(five_strangers_close_the_selfie) {
    Compared one(comparison_of(MatchDecision::different, 0.0F));
    for (int i = 0; i < backend::max_failed_attempts; ++i)
        CHECK(one.visit_as().decision == Decision::refer);
    CHECK(must(one.world.store().account(one.account)).selfie_closed);
}

STORY(where_nobody_can_say_a_call_does) {
    Comparison group = comparison_of(MatchDecision::undecided, 0.35F);
    Comparison crowd;
    crowd.reasons[1].add(Reason::several_faces);
    const std::vector<std::pair<Result<Comparison>, std::string>> eyes{
        {group, "undecided (0.35)"},
        {crowd, "profile photo several_faces"},
        {fail(Errc::corrupt, "the profile photo: it can't be read"), "it can't be read"}};
    for (const auto& [sees, words] : eyes) {
        Compared one(sees);
        const Receipt receipt = one.visit_as();
        CHECK(receipt.decision == Decision::refer);
        CHECK(receipt.reasons == std::vector{Reason::match_not_concluded});
        CHECK_CONTAINS(one.detail(), words);
        CHECK(!must(one.world.store().account(one.account)).selfie_closed);

        Compared weaker(sees, true);
        const Receipt referred = weaker.visit_as(Behaviour::does_what_is_asked, CameraKind::simulated);
        CHECK(referred.decision == Decision::refer);
        CHECK(has(referred, Reason::match_not_concluded));
        CHECK(weaker.hold() == Hold::until_verified);
    }
}

STORY(in_development_the_receipt_says_that_nothing_was_compared) {
    Compared without(comparison_of(MatchDecision::same, 0.9F), true, false);
    const Receipt receipt = without.visit_as(Behaviour::does_what_is_asked, CameraKind::simulated);
    CHECK(receipt.decision == Decision::verified);
    CHECK(has(receipt, Reason::match_not_concluded));
    CHECK(without.eye.shown.empty());
    CHECK_CONTAINS(without.detail(), "has no photo");

    Compared same(comparison_of(MatchDecision::same, 0.9F), true);
    CHECK(!has(same.visit_as(Behaviour::does_what_is_asked, CameraKind::simulated),
               Reason::match_not_concluded));
}

STORY(a_backend_without_a_model_says_so_to_its_own_people_only) {
    Compared one(Comparison{});
    one.world.restart(false);
    CHECK(has(one.visit_as(), Reason::match_not_concluded));
    CHECK_CONTAINS(one.detail(), "no model");
}

STORY(a_profile_photo_is_a_jpeg_of_bounded_size_of_an_account_there_is) {
    World world;
    const std::string account = world.account();
    backend::Store& store = world.store();
    CHECK(must(store.profile_photo(account)).empty());
    CHECK_EQUAL(store.set_profile_photo(account, Bytes{'G', 'I', 'F', '8'}).error().code, Errc::invalid);
    CHECK_EQUAL(store.set_profile_photo("A9999", photo).error().code, Errc::not_found);
    Bytes large = photo;
    large.resize(backend::max_profile_photo_bytes + 1);
    CHECK_EQUAL(store.set_profile_photo(account, large).error().code, Errc::too_large);
    CHECK(!must(store.account(account)).has_photo);

    must(store.set_profile_photo(account, photo));
    Bytes other = photo;
    other.push_back(1);
    must(store.set_profile_photo(account, other));
    CHECK(must(store.profile_photo(account)) == other);
    CHECK(must(store.account(account)).has_photo);
    must(store.set_profile_photo(account, {}));
    CHECK(must(store.profile_photo(account)).empty());
    CHECK(!must(store.account(account)).has_photo);
}

}  // namespace
}  // namespace verikiosk::tests
