// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/net/identity/openssl_identity.hpp"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <fstream>

#include "tests/support/check.hpp"

namespace verikiosk::tests {
namespace {

template <auto release>
struct Release {
    template <class T>
    void operator()(T* held) const {
        release(held);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Cert = std::unique_ptr<X509, Release<X509_free>>;
using Bio = std::unique_ptr<BIO, Release<BIO_free>>;
using EcdsaSig = std::unique_ptr<ECDSA_SIG, Release<ECDSA_SIG_free>>;
using MdCtx = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;

std::string drained(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

Key generate(int curve) {
    Key key(EVP_EC_gen(OBJ_nid2sn(curve == 0 ? NID_X9_62_prime256v1 : curve)));
    CHECK(key != nullptr);
    return key;
}

Key key_of(const Identity& identity) {
    const Bio bio(BIO_new_mem_buf(identity.key.data(), static_cast<int>(identity.key.size())));
    return Key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

Cert certificate_of(const Identity& identity) {
    const Bio bio(
        BIO_new_mem_buf(identity.certificate.data(), static_cast<int>(identity.certificate.size())));
    return Cert(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

void extend(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    CHECK(extension != nullptr);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Cert blank(const CertificateWish& wish, EVP_PKEY* key) {
    Cert certificate(X509_new());
    X509_set_version(certificate.get(), 2);
    std::uint32_t serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), static_cast<long>(serial >> 1U) + 1);
    using std::chrono::seconds;
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), seconds(wish.from).count());
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), seconds(wish.until).count());
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(wish.name.c_str()), -1, -1, 0);
    return certificate;
}

Identity finished(const Cert& certificate, const Key& key, X509* issuer, EVP_PKEY* issuer_key) {
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer));
    CHECK(X509_sign(certificate.get(), issuer_key, EVP_sha256()) > 0);
    const Bio key_pem(BIO_new(BIO_s_mem()));
    const Bio certificate_pem(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(key_pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    PEM_write_bio_X509(certificate_pem.get(), certificate.get());
    return {drained(key_pem.get()), drained(certificate_pem.get())};
}

class OpensslSigner final : public net::cose::Signer {
  public:
    explicit OpensslSigner(const Identity& identity) : key_(key_of(identity)), der_(identity.der()) {}

    Result<net::cose::Signature> sign(ByteView to_be_signed) override {
        const MdCtx context(EVP_MD_CTX_new());
        std::size_t size = 0;
        Bytes der(128);
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get());
        size = der.size();
        if (EVP_DigestSign(context.get(), der.data(), &size, to_be_signed.data(), to_be_signed.size()) != 1) {
            return fail(Errc::internal, "OpenSSL does not sign");
        }
        const unsigned char* at = der.data();
        const EcdsaSig parts(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
        net::cose::Signature signature{};
        BN_bn2binpad(ECDSA_SIG_get0_r(parts.get()), signature.data(), 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(parts.get()), signature.data() + 32, 32);
        return signature;
    }
    const Bytes& certificate() const override { return der_; }

  private:
    Key key_;
    Bytes der_;
};

}  // namespace

Bytes Identity::der() const {
    const Cert parsed = certificate_of(*this);
    unsigned char* encoded = nullptr;
    const int size = i2d_X509(parsed.get(), &encoded);
    Bytes bytes(encoded, encoded + size);
    OPENSSL_free(encoded);
    return bytes;
}

Identity make_authority(const std::string& name) {
    const Key key = generate(0);
    const Cert certificate = blank({.name = name}, key.get());
    extend(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    extend(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    return finished(certificate, key, certificate.get(), key.get());
}

Identity issue(const Identity& authority, const CertificateWish& wish) {
    const Key key = generate(wish.curve);
    const Cert issuer = certificate_of(authority);
    const Cert certificate = blank(wish, key.get());
    extend(certificate.get(), issuer.get(), NID_basic_constraints, "critical,CA:FALSE");
    extend(certificate.get(), issuer.get(), NID_subject_alt_name, "DNS:" + wish.name);
    return finished(certificate, key, issuer.get(), key_of(authority).get());
}

Identity self_signed(const CertificateWish& wish) {
    const Key key = generate(wish.curve);
    const Cert certificate = blank(wish, key.get());
    return finished(certificate, key, certificate.get(), key.get());
}

std::unique_ptr<net::cose::Signer> make_signer(const Identity& identity) {
    return std::make_unique<OpensslSigner>(identity);
}

bool openssl_verifies(ByteView certificate_der, ByteView signed_bytes, ByteView signature) {
    const unsigned char* at = certificate_der.data();
    const Cert certificate(d2i_X509(nullptr, &at, static_cast<long>(certificate_der.size())));
    const EcdsaSig parts(ECDSA_SIG_new());
    ECDSA_SIG_set0(parts.get(), BN_bin2bn(signature.data(), 32, nullptr),
                   BN_bin2bn(signature.data() + 32, 32, nullptr));
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(parts.get(), &der);
    const MdCtx context(EVP_MD_CTX_new());
    EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, X509_get0_pubkey(certificate.get()));
    const int good = EVP_DigestVerify(context.get(), der, static_cast<std::size_t>(size), signed_bytes.data(),
                                      signed_bytes.size());
    OPENSSL_free(der);
    return good == 1;
}

std::filesystem::path Folder::write(const std::string& name, std::string_view content) const {
    std::filesystem::path file = path() / name;
    std::ofstream(file, std::ios::binary) << content;
    return file;
}

}  // namespace verikiosk::tests
