// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "net/cose/cose.hpp"
#include "tests/support/temporary_folder.hpp"

/// Keys and certificates for tests, made with OpenSSL: another implementation than the Mbed TLS under test.
namespace verikiosk::tests {

/// A P-256 key with its certificate, both PEM.
struct Identity {
    std::string key;
    std::string certificate;

    [[nodiscard]] Bytes der() const;
};

struct CertificateWish {
    std::string name;              ///< common name, and the DNS name it is valid for
    std::chrono::hours from{-24};  ///< validity, counted from now
    std::chrono::hours until{24 * 30};
    int curve = 0;  ///< OpenSSL's NID; 0: P-256
};

[[nodiscard]] Identity make_authority(const std::string& name);
[[nodiscard]] Identity issue(const Identity& authority, const CertificateWish& wish);
/// Signed by its own key, as the backend's signing certificate.
[[nodiscard]] Identity self_signed(const CertificateWish& wish);

[[nodiscard]] std::unique_ptr<net::cose::Signer> make_signer(const Identity& identity);

/// OpenSSL's own answer to whether an ES256 signature (r and s) is good.
[[nodiscard]] bool openssl_verifies(ByteView certificate_der, ByteView signed_bytes, ByteView signature);

/// A folder of the story's own that files are put into by name.
class Folder : public TemporaryFolder {
  public:
    std::filesystem::path write(const std::string& name, std::string_view content) const;
};

}  // namespace verikiosk::tests
