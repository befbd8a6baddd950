// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "net/backend/development_pki.hpp"
#include "net/backend/kiosk_judges.hpp"
#include "net/backend/openssl_keys.hpp"
#include "net/backend/server.hpp"
#include "tests/unit/net/backend/world.hpp"

namespace verikiosk::tests {
namespace {

GROUP("backend_pki");

namespace fs = std::filesystem;

std::string content(const fs::path& file) {
    std::ifstream stream(file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

STORY(the_first_start_makes_everything_and_the_second_changes_nothing) {
    const Folder folder;
    const auto first = must(backend::make_development_pki(folder.path()));
    const std::string ca = content(first.ca);
    const std::string key = content(first.server_key);
    CHECK(!ca.empty());
    const auto second = must(backend::make_development_pki(folder.path()));
    CHECK(second.ca == first.ca);
    CHECK_EQUAL(content(second.ca), ca);
    CHECK_EQUAL(content(second.server_key), key);
}

STORY(keys_are_their_owners_alone) {
    const Folder folder;
    const auto pki = must(backend::make_development_pki(folder.path()));
    for (const fs::path& key :
         {pki.ca_key, pki.server_key, pki.signer_key, pki.kiosk_tls_key, pki.kiosk_evidence_key}) {
        struct stat status {};
        CHECK_EQUAL(::stat(key.c_str(), &status), 0);
        CHECK_EQUAL(status.st_mode & 0777U, 0600U);
    }
}

STORY(a_missing_file_is_named_and_nothing_is_made_anew) {
    const Folder folder;
    const auto pki = must(backend::make_development_pki(folder.path()));
    const std::string ca = content(pki.ca);
    fs::remove(pki.kiosk_tls_key);
    const auto again = backend::make_development_pki(folder.path());
    CHECK(!again);
    CHECK(again.error().code == Errc::conflict);
    CHECK_CONTAINS(again.error().what, "kiosk-tls.key");
    CHECK_EQUAL(content(pki.ca), ca);
}

STORY(a_signer_signs_what_the_certificate_verifies) {
    const Folder folder;
    const auto pki = must(backend::make_development_pki(folder.path()));
    const auto signer = must(backend::load_signer(pki.signer, pki.signer_key));
    const Bytes payload{1, 2, 3};
    // Enough signatures to meet r and s with leading zeros.
    for (int i = 0; i < 600; ++i) {
        const Bytes record = must(net::cose::sign1(payload, "text/plain", *signer));
        CHECK(must(net::cose::verify1(record, "text/plain", signer->certificate())) == payload);
    }
}

STORY(a_key_of_another_certificate_is_refused) {
    const Folder folder;
    const auto pki = must(backend::make_development_pki(folder.path()));
    const auto signer = backend::load_signer(pki.signer, pki.server_key);
    CHECK(!signer);
    CHECK(signer.error().code == Errc::invalid);
    CHECK_CONTAINS(signer.error().what, "server.key");
    CHECK(backend::load_signer(pki.ca_key, pki.ca_key).error().code == Errc::corrupt);
    CHECK(backend::load_signer(folder.path() / "none", pki.ca_key).error().code == Errc::not_found);
}

STORY(a_server_without_development_makes_no_certificates) {
    const Folder folder;
    backend::ServerOptions options;
    options.data = folder.path();
    options.judges = backend::kiosk_judges();
    const auto server = backend::Server::open(options);
    CHECK(!server);
    CHECK(server.error().code == Errc::not_found);
    CHECK_CONTAINS(server.error().what, "server.crt");
    CHECK(!fs::exists(folder.path() / "pki"));
}

}  // namespace
}  // namespace verikiosk::tests
