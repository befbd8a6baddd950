// SPDX-License-Identifier: Apache-2.0
#include "net/backend/openssl_keys.hpp"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <array>
#include <utility>

#include "net/backend/openssl_handles.hpp"

namespace verikiosk::backend {
namespace openssl {

std::string last_error() {
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    if (code == 0) return "no reason given";
    std::array<char, 256> text{};
    ERR_error_string_n(code, text.data(), text.size());
    return text.data();
}

Result<Bytes> der_of(X509* certificate) {
    const int size = i2d_X509(certificate, nullptr);
    if (size <= 0) return fail(Errc::internal, "a certificate can't be encoded: " + last_error());
    Bytes der(static_cast<std::size_t>(size));
    unsigned char* at = der.data();
    i2d_X509(certificate, &at);
    return der;
}

std::string common_name_of(X509* certificate) {
    std::array<char, 256> text{};
    const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName,
                                               text.data(), static_cast<int>(text.size()));
    return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : std::string();
}

}  // namespace openssl

namespace {

class EvpSigner : public net::cose::Signer {
  public:
    EvpSigner(openssl::Key key, Bytes certificate)
        : key_(std::move(key)), certificate_(std::move(certificate)) {}

    Result<net::cose::Signature> sign(ByteView to_be_signed) override;
    const Bytes& certificate() const override { return certificate_; }

  private:
    openssl::Key key_;
    Bytes certificate_;
};

/// OpenSSL signs as DER (a SEQUENCE of two integers); COSE wants r and s side by side, 32 bytes each.
Result<net::cose::Signature> raw_from_der(ByteView der) {
    const unsigned char* at = der.data();
    const openssl::EcdsaSignature parsed(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
    if (!parsed) return fail(Errc::internal, "a new signature does not parse: " + openssl::last_error());
    net::cose::Signature raw{};
    const bool fits = BN_bn2binpad(ECDSA_SIG_get0_r(parsed.get()), raw.data(), 32) == 32 &&
                      BN_bn2binpad(ECDSA_SIG_get0_s(parsed.get()), raw.data() + 32, 32) == 32;
    if (!fits) return fail(Errc::internal, "a new signature is longer than 64 bytes");
    return raw;
}

Result<net::cose::Signature> EvpSigner::sign(ByteView to_be_signed) {
    const openssl::DigestContext context(EVP_MD_CTX_new());
    Bytes der(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())));
    std::size_t size = der.size();
    const bool done =
        context && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
        EVP_DigestSign(context.get(), der.data(), &size, to_be_signed.data(), to_be_signed.size()) == 1;
    if (!done) return fail(Errc::internal, "signing failed: " + openssl::last_error());
    return raw_from_der(ByteView(der).first(size));
}

Result<openssl::Bio> open_file(const std::filesystem::path& file) {
    openssl::Bio bio(BIO_new_file(file.c_str(), "r"));
    if (!bio) return fail(Errc::not_found, file.string() + " can't be read: " + openssl::last_error());
    return bio;
}

Result<openssl::Cert> read_certificate(const std::filesystem::path& file) {
    const auto bio = open_file(file);
    if (!bio) return fail(bio.error());
    openssl::Cert certificate(PEM_read_bio_X509(bio->get(), nullptr, nullptr, nullptr));
    if (!certificate)
        return fail(Errc::corrupt, file.string() + " holds no PEM certificate: " + openssl::last_error());
    return certificate;
}

/// Keys come without a passphrase; a prompt would stop a server at start.
int no_passphrase(char*, int, int, void*) {
    return -1;
}

bool is_p256(const EVP_PKEY* key) {
    std::array<char, 32> group{};
    std::size_t size = 0;
    return EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1 &&
           std::string_view(group.data(), size) == SN_X9_62_prime256v1;
}

}  // namespace

Result<std::unique_ptr<net::cose::Signer>> load_signer(const std::filesystem::path& certificate,
                                                       const std::filesystem::path& key) {
    const auto cert = read_certificate(certificate);
    if (!cert) return fail(cert.error());
    const auto bio = open_file(key);
    if (!bio) return fail(bio.error());
    openssl::Key secret(PEM_read_bio_PrivateKey(bio->get(), nullptr, no_passphrase, nullptr));
    if (!secret) return fail(Errc::corrupt, key.string() + " holds no PEM key: " + openssl::last_error());
    if (!is_p256(secret.get()))
        return fail(Errc::unsupported, key.string() + " is not a P-256 key: ES256 needs one");
    if (X509_check_private_key(cert->get(), secret.get()) != 1) {
        ERR_clear_error();
        return fail(Errc::invalid, key.string() + " is not the key of " + certificate.string());
    }
    auto der = openssl::der_of(cert->get());
    if (!der) return fail(der.error());
    return std::make_unique<EvpSigner>(std::move(secret), std::move(*der));
}

Result<Certificate> load_certificate(const std::filesystem::path& file) {
    const auto cert = read_certificate(file);
    if (!cert) return fail(cert.error());
    auto der = openssl::der_of(cert->get());
    if (!der) return fail(der.error());
    return Certificate{std::move(*der), openssl::common_name_of(cert->get())};
}

}  // namespace verikiosk::backend
