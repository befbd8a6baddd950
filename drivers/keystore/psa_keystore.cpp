// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <mbedtls/error.h>
#include <mbedtls/pk.h>
#include <mbedtls/platform_util.h>
#include <mbedtls/version.h>
#include <mbedtls/x509_crt.h>
#include <psa/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "drivers/keystore/keystore.hpp"

namespace verikiosk::drivers {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t largest_file = 65536;

/// SubjectPublicKeyInfo of every P-256 key up to its 64 bytes of point (RFC 5480): id-ecPublicKey,
/// prime256v1, an uncompressed point. What follows is the point.
constexpr std::array<std::uint8_t, 27> p256_info{0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48,
                                                 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
                                                 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};

/// Bytes that are wiped when they go.
struct Secret {
    Bytes bytes;
    Secret() = default;
    explicit Secret(std::size_t size) : bytes(size) {}
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept : bytes(std::exchange(other.bytes, {})) {}
    Secret& operator=(Secret&&) = delete;
    ~Secret() { mbedtls_platform_zeroize(bytes.data(), bytes.size()); }
};

struct Descriptor {
    int fd;
    explicit Descriptor(int opened) : fd(opened) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd >= 0) close(fd);
    }
};

struct Pk {
    mbedtls_pk_context at{};
    Pk() { mbedtls_pk_init(&at); }
    Pk(const Pk&) = delete;
    Pk& operator=(const Pk&) = delete;
    ~Pk() { mbedtls_pk_free(&at); }
};

struct Certificate {
    mbedtls_x509_crt at{};
    Certificate() { mbedtls_x509_crt_init(&at); }
    Certificate(const Certificate&) = delete;
    Certificate& operator=(const Certificate&) = delete;
    ~Certificate() { mbedtls_x509_crt_free(&at); }
};

std::string mbedtls_text(int code) {
    char text[128] = {};
    mbedtls_strerror(code, text, sizeof text);
    return text;
}

/// The file with a zero behind it, as Mbed TLS wants PEM. A private one must be ours alone; that is asked of
/// the open file, so nobody can exchange it in between.
Result<Secret> read_pem(const fs::path& path, bool is_private) {
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status {};
    if (file.fd < 0 || fstat(file.fd, &status) != 0) {
        return fail(errno == ENOENT ? Errc::not_found : Errc::unavailable,
                    path.string() + ": " + std::generic_category().message(errno));
    }
    if (!S_ISREG(status.st_mode)) return fail(Errc::invalid, path.string() + ": it is not a file");
    if (is_private && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fail(Errc::invalid,
                    path.string() + ": others may read this key; run: chmod 600 " + path.string());
    }
    // Root reads every file anyway; a technician's selftest as root shall not fail on the kiosk's own key.
    if (is_private && geteuid() != 0 && status.st_uid != geteuid() && status.st_uid != 0) {
        return fail(Errc::invalid, path.string() + ": this key belongs to another user; run: chown " +
                                       std::to_string(geteuid()) + " " + path.string());
    }
    Secret text(largest_file);
    std::size_t size = 0;
    while (size < largest_file) {
        const ssize_t got = read(file.fd, text.bytes.data() + size, largest_file - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            return fail(Errc::unavailable, path.string() + ": " + std::generic_category().message(errno));
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    if (size >= largest_file)
        return fail(Errc::too_large, path.string() + ": more than 64 KiB is no PEM of ours");
    text.bytes[size] = 0;
    text.bytes.resize(size + 1);
    return text;
}

#if MBEDTLS_VERSION_MAJOR >= 3
int psa_random(void*, unsigned char* out, size_t size) {
    return psa_generate_random(out, size) == PSA_SUCCESS ? 0 : -1;
}
#endif

int parse_key(mbedtls_pk_context& key, const Bytes& pem) {
#if MBEDTLS_VERSION_MAJOR >= 3
    return mbedtls_pk_parse_key(&key, pem.data(), pem.size(), nullptr, 0, psa_random, nullptr);
#else
    return mbedtls_pk_parse_key(&key, pem.data(), pem.size(), nullptr, 0);
#endif
}

/// SubjectPublicKeyInfo, DER; empty when it can't be written.
Bytes public_info(mbedtls_pk_context& key) {
    Bytes der(256);
    const int size = mbedtls_pk_write_pubkey_der(&key, der.data(), der.size());
    if (size <= 0) return {};
    return Bytes(der.end() - size, der.end());
}

/// The private number, 32 bytes: in ECPrivateKey (RFC 5915) it stands behind SEQUENCE, INTEGER 1 and the
/// OCTET STRING's tag and length. Written out and read here because the two releases of Mbed TLS we build
/// with agree on nothing but this.
Result<psa_key_id_t> import_key(mbedtls_pk_context& key) {
    Secret der(512);
    const int size = mbedtls_pk_write_key_der(&key, der.bytes.data(), der.bytes.size());
    if (size < 39) return fail(Errc::internal, "the key can't be written as DER");
    const std::uint8_t* at = der.bytes.data() + der.bytes.size() - static_cast<std::size_t>(size);
    constexpr std::array<std::uint8_t, 5> behind_length{0x02, 0x01, 0x01, 0x04, 0x20};
    const std::size_t header = (at[1] & 0x80U) != 0 ? 3 : 2;
    if (at[0] != 0x30 || !std::equal(behind_length.begin(), behind_length.end(), at + header)) {
        return fail(Errc::internal, "the key's DER is not that of a P-256 key");
    }
    psa_key_attributes_t attributes = psa_key_attributes_init();
    psa_set_key_type(&attributes, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1));
    psa_set_key_bits(&attributes, 256);
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_SIGN_MESSAGE);
    psa_set_key_algorithm(&attributes, PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_256));
    psa_key_id_t id = 0;
    const psa_status_t status = psa_import_key(&attributes, at + header + behind_length.size(), 32, &id);
    if (status != PSA_SUCCESS) return fail(Errc::internal, "PSA refused the key: " + std::to_string(status));
    return id;
}

class PsaKeystore final : public Keystore {
  public:
    PsaKeystore(psa_key_id_t key, Bytes certificate) : key_(key), certificate_(std::move(certificate)) {}
    PsaKeystore(const PsaKeystore&) = delete;
    PsaKeystore& operator=(const PsaKeystore&) = delete;
    ~PsaKeystore() override { psa_destroy_key(key_); }

    [[nodiscard]] const Bytes& certificate() const override { return certificate_; }

    [[nodiscard]] Result<Signature> sign(ByteView message) override {
        Signature signature{};
        std::size_t size = 0;
        const psa_status_t status =
            psa_sign_message(key_, PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_256), message.data(),
                             message.size(), signature.data(), signature.size(), &size);
        if (status != PSA_SUCCESS || size != signature.size()) {
            return fail(Errc::internal, "PSA could not sign: " + std::to_string(status));
        }
        return signature;
    }

  private:
    psa_key_id_t key_;
    Bytes certificate_;
};

}  // namespace

Result<std::unique_ptr<Keystore>> open_file_keystore(const fs::path& key_pem, const fs::path& cert_pem) {
    if (const psa_status_t status = psa_crypto_init(); status != PSA_SUCCESS) {
        return fail(Errc::internal, "PSA could not start: " + std::to_string(status));
    }
    auto key_text = read_pem(key_pem, true);
    if (!key_text) return fail(key_text.error(), "signing key");
    auto certificate_text = read_pem(cert_pem, false);
    if (!certificate_text) return fail(certificate_text.error(), "signing certificate");

    Pk key;
    if (const int got = parse_key(key.at, key_text->bytes); got != 0) {
        return fail(Errc::corrupt,
                    "signing key " + key_pem.string() + ": no private key in PEM: " + mbedtls_text(got));
    }
    Certificate certificate;
    const Bytes& pem = certificate_text->bytes;
    if (const int got = mbedtls_x509_crt_parse(&certificate.at, pem.data(), pem.size()); got != 0) {
        return fail(Errc::corrupt, "signing certificate " + cert_pem.string() + ": no certificate in PEM" +
                                       (got < 0 ? ": " + mbedtls_text(got) : ""));
    }
    const Bytes info = public_info(key.at);
    if (info.size() != p256_info.size() + 64 ||
        !std::equal(p256_info.begin(), p256_info.end(), info.begin())) {
        return fail(Errc::unsupported, "signing key " + key_pem.string() + ": ES256 needs a P-256 key");
    }
    if (info != public_info(certificate.at.pk)) {
        return fail(Errc::invalid, "signing key " + key_pem.string() + " and certificate " +
                                       cert_pem.string() + " do not belong together; enrol this kiosk again");
    }
    auto imported = import_key(key.at);
    if (!imported) return fail(imported.error(), "signing key " + key_pem.string());
    return std::make_unique<PsaKeystore>(
        *imported, Bytes(certificate.at.raw.p, certificate.at.raw.p + certificate.at.raw.len));
}

}  // namespace verikiosk::drivers
