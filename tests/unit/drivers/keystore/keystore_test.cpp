// SPDX-License-Identifier: Apache-2.0
#include "drivers/keystore/keystore.hpp"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using drivers::open_file_keystore;
using drivers::Signature;

GROUP("keystore");

namespace {

template <auto release>
struct Free {
    template <class T>
    void operator()(T* value) const noexcept {
        release(value);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using File = std::unique_ptr<std::FILE, Free<std::fclose>>;

Key new_key(const char* curve = "P-256") {
    return Key(EVP_EC_gen(curve));
}

Certificate certificate_of(EVP_PKEY* key) {
    Certificate certificate(X509_new());
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("kiosk"), -1,
                               -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_set_version(certificate.get(), X509_VERSION_3);
    X509_set_pubkey(certificate.get(), key);
    CHECK(X509_sign(certificate.get(), key, EVP_sha256()) > 0);
    return certificate;
}

void write_key(const std::filesystem::path& path, EVP_PKEY* key, mode_t mode = 0600) {
    const File file(std::fopen(path.c_str(), "w"));
    CHECK(PEM_write_PrivateKey(file.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
    CHECK(chmod(path.c_str(), mode) == 0);
}

void write_certificate(const std::filesystem::path& path, X509* certificate) {
    const File file(std::fopen(path.c_str(), "w"));
    CHECK(PEM_write_X509(file.get(), certificate) == 1);
}

ByteView bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

bool verifies(EVP_PKEY* key, std::string_view message, const Signature& signature) {
    const std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>> pair(ECDSA_SIG_new());
    ECDSA_SIG_set0(pair.get(), BN_bin2bn(signature.data(), 32, nullptr),
                   BN_bin2bn(signature.data() + 32, 32, nullptr));
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(pair.get(), &der);
    const std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key);
    const int good = EVP_DigestVerify(context.get(), der, static_cast<std::size_t>(size),
                                      reinterpret_cast<const unsigned char*>(message.data()), message.size());
    OPENSSL_free(der);
    return good == 1;
}

Bytes from_hex(std::string_view text) {
    Bytes bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16)));
    }
    return bytes;
}

/// The key of RFC 6979, A.2.5.
Key rfc6979_key() {
    const Bytes secret = from_hex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
    const Bytes point = from_hex(
        "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
        "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299");
    const std::unique_ptr<BIGNUM, Free<BN_free>> number(
        BN_bin2bn(secret.data(), static_cast<int>(secret.size()), nullptr));
    const std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>> builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, number.get());
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
    const std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>> parameters(
        OSSL_PARAM_BLD_to_param(builder.get()));
    const std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>> context(
        EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY_fromdata_init(context.get());
    EVP_PKEY* key = nullptr;
    CHECK(EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, parameters.get()) == 1);
    return Key(key);
}

}  // namespace

STORY(what_is_signed_verifies_and_nothing_else_does) {
    const TemporaryFolder folder;
    const Key key = new_key();
    write_key(folder / "key.pem", key.get());
    write_certificate(folder / "cert.pem", certificate_of(key.get()).get());
    const auto store = must(open_file_keystore(folder / "key.pem", folder / "cert.pem"));
    Signature signature = must(store->sign(bytes_of("the record")));
    CHECK(verifies(key.get(), "the record", signature));
    CHECK(!verifies(key.get(), "another record", signature));
    CHECK(!verifies(new_key().get(), "the record", signature));
    signature[40] ^= 1;
    CHECK(!verifies(key.get(), "the record", signature));
}

STORY(signatures_are_those_of_rfc_6979) {
    const TemporaryFolder folder;
    const Key key = rfc6979_key();
    write_key(folder / "key.pem", key.get());
    write_certificate(folder / "cert.pem", certificate_of(key.get()).get());
    const auto store = must(open_file_keystore(folder / "key.pem", folder / "cert.pem"));
    CHECK_EQUAL(hex(must(store->sign(bytes_of("sample")))),
                "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
}

STORY(two_stores_keep_their_own_keys) {
    const TemporaryFolder folder;
    const Key first = new_key();
    const Key second = new_key();
    write_key(folder / "1.pem", first.get());
    write_certificate(folder / "1.crt", certificate_of(first.get()).get());
    write_key(folder / "2.pem", second.get());
    write_certificate(folder / "2.crt", certificate_of(second.get()).get());
    const auto one = must(open_file_keystore(folder / "1.pem", folder / "1.crt"));
    {
        const auto two = must(open_file_keystore(folder / "2.pem", folder / "2.crt"));
        CHECK(verifies(second.get(), "x", must(two->sign(bytes_of("x")))));
    }
    CHECK(verifies(first.get(), "x", must(one->sign(bytes_of("x")))));
}

STORY(the_certificate_is_handed_out_as_der) {
    const TemporaryFolder folder;
    const Key key = new_key();
    const Certificate certificate = certificate_of(key.get());
    write_key(folder / "key.pem", key.get());
    write_certificate(folder / "cert.pem", certificate.get());
    const auto store = must(open_file_keystore(folder / "key.pem", folder / "cert.pem"));
    unsigned char* der = nullptr;
    const int size = i2d_X509(certificate.get(), &der);
    CHECK(store->certificate() == Bytes(der, der + size));
    OPENSSL_free(der);
}

STORY(a_key_that_others_may_read_is_refused_with_the_remedy) {
    const TemporaryFolder folder;
    const Key key = new_key();
    write_certificate(folder / "cert.pem", certificate_of(key.get()).get());
    for (const mode_t mode : {0640U, 0604U, 0610U, 0666U}) {
        write_key(folder / "key.pem", key.get(), mode);
        const auto error = open_file_keystore(folder / "key.pem", folder / "cert.pem").error();
        CHECK(error.code == Errc::invalid);
        CHECK_CONTAINS(error.what, "chmod 600 " + (folder / "key.pem").string());
    }
    write_key(folder / "key.pem", key.get(), 0400);
    CHECK(open_file_keystore(folder / "key.pem", folder / "cert.pem").has_value());
}

STORY(a_key_and_another_keys_certificate_are_refused) {
    const TemporaryFolder folder;
    write_key(folder / "key.pem", new_key().get());
    write_certificate(folder / "cert.pem", certificate_of(new_key().get()).get());
    const auto error = open_file_keystore(folder / "key.pem", folder / "cert.pem").error();
    CHECK(error.code == Errc::invalid);
    CHECK_CONTAINS(error.what, "do not belong together");
}

STORY(only_p256_signs_es256) {
    const TemporaryFolder folder;
    for (const char* curve : {"P-384", "secp256k1"}) {
        const Key key = new_key(curve);
        write_key(folder / "key.pem", key.get());
        write_certificate(folder / "cert.pem", certificate_of(key.get()).get());
        const auto error = open_file_keystore(folder / "key.pem", folder / "cert.pem").error();
        CHECK(error.code == Errc::unsupported);
        CHECK_CONTAINS(error.what, "P-256");
    }
}

STORY(missing_and_broken_files_are_told_apart_by_name) {
    const TemporaryFolder folder;
    const Key key = new_key();
    write_key(folder / "key.pem", key.get());
    write_certificate(folder / "cert.pem", certificate_of(key.get()).get());
    write_file(folder / "text.pem", "no key at all");
    CHECK(chmod((folder / "text.pem").c_str(), 0600) == 0);
    write_file(folder / "big.pem", std::string(70'000, 'x'));

    const auto no_key = open_file_keystore(folder / "nothing.pem", folder / "cert.pem").error();
    CHECK(no_key.code == Errc::not_found);
    CHECK_CONTAINS(no_key.what, "nothing.pem");
    CHECK(open_file_keystore(folder / "key.pem", folder / "nothing.pem").error().code == Errc::not_found);
    CHECK(open_file_keystore(folder / "text.pem", folder / "cert.pem").error().code == Errc::corrupt);
    CHECK(open_file_keystore(folder / "key.pem", folder / "text.pem").error().code == Errc::corrupt);
    CHECK(open_file_keystore(folder / "key.pem", folder / "big.pem").error().code == Errc::too_large);
    CHECK(open_file_keystore(folder.path(), folder / "cert.pem").error().code == Errc::invalid);
}
