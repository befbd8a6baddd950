// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/bio.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"

/// OpenSSL's objects with owners; for the openssl_*.cpp files alone.
namespace verikiosk::backend::openssl {

template <auto release>
struct Releaser {
    template <class T>
    void operator()(T* object) const {
        release(object);
    }
};
using Bio = std::unique_ptr<BIO, Releaser<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY_free>>;
using Cert = std::unique_ptr<X509, Releaser<X509_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Releaser<EVP_MD_CTX_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Releaser<ECDSA_SIG_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Releaser<X509_EXTENSION_free>>;

/// The library's own words for what just went wrong; empties its queue.
[[nodiscard]] std::string last_error();
[[nodiscard]] Result<Bytes> der_of(X509* certificate);
[[nodiscard]] std::string common_name_of(X509* certificate);

}  // namespace verikiosk::backend::openssl
