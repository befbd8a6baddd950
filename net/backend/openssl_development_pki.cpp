// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "net/backend/development_pki.hpp"
#include "net/backend/openssl_handles.hpp"
#include "net/backend/openssl_random.hpp"

namespace verikiosk::backend {
namespace {

namespace fs = std::filesystem;

// The key usage of RFC 9336 marks the certificates that sign records, so that none of them passes as a TLS
// client or server.
constexpr const char* signs_documents = "1.3.6.1.5.5.7.3.36";
constexpr long lifetime_s = 2L * 365 * 24 * 3600;

struct Pair {
    openssl::Key key;
    openssl::Cert certificate;
};

struct Request {
    std::string common_name;
    const char* basic_constraints;
    const char* key_usage;
    const char* extended_key_usage;  ///< null: none
    const char* alternative_names;   ///< null: none
};

tl::unexpected<Error> library_failed(const std::string& doing) {
    return fail(Errc::internal, doing + " failed: " + openssl::last_error());
}

bool add_extension(X509* certificate, X509* issuer, int nid, const char* value) {
    if (value == nullptr) return true;
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const openssl::Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool set_name(X509_NAME* name, const std::string& common_name) {
    const auto add = [name](const char* field, const std::string& value) {
        const auto* text = reinterpret_cast<const unsigned char*>(value.c_str());
        return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, text, -1, -1, 0) == 1;
    };
    return add("O", "Verikiosk development") && add("CN", common_name);
}

Result<void> set_serial(X509* certificate) {
    std::array<std::uint8_t, 16> serial{};
    if (const auto drawn = draw_random(serial); !drawn) return fail(drawn.error());
    serial[0] &= 0x7FU;  // positive, as RFC 5280 wants it
    BIGNUM* number = BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr);
    const bool done =
        number != nullptr && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
    BN_free(number);
    if (!done) return library_failed("numbering a certificate");
    return {};
}

/// A key and its certificate; signed by `issuer`, by itself when there is none.
Result<Pair> issue(const Request& request, const Pair* issuer) {
    Pair pair{openssl::Key(EVP_EC_gen("P-256")), openssl::Cert(X509_new())};
    if (!pair.key || !pair.certificate) return library_failed("making a key");
    X509* certificate = pair.certificate.get();
    X509* signed_by = issuer != nullptr ? issuer->certificate.get() : certificate;
    if (const auto numbered = set_serial(certificate); !numbered) return fail(numbered.error());
    // An hour back, for kiosks and servers whose clocks are a little apart.
    const bool filled =
        X509_set_version(certificate, X509_VERSION_3) == 1 &&
        X509_gmtime_adj(X509_getm_notBefore(certificate), -3600) != nullptr &&
        X509_gmtime_adj(X509_getm_notAfter(certificate), lifetime_s) != nullptr &&
        set_name(X509_get_subject_name(certificate), request.common_name) &&
        X509_set_issuer_name(certificate, X509_get_subject_name(signed_by)) == 1 &&
        X509_set_pubkey(certificate, pair.key.get()) == 1 &&
        add_extension(certificate, signed_by, NID_basic_constraints, request.basic_constraints) &&
        add_extension(certificate, signed_by, NID_key_usage, request.key_usage) &&
        add_extension(certificate, signed_by, NID_ext_key_usage, request.extended_key_usage) &&
        add_extension(certificate, signed_by, NID_subject_alt_name, request.alternative_names) &&
        add_extension(certificate, signed_by, NID_subject_key_identifier, "hash") &&
        // Of itself OpenSSL would write an empty one, which Mbed TLS 3.6 takes for damage.
        (issuer == nullptr || add_extension(certificate, signed_by, NID_authority_key_identifier, "keyid"));
    EVP_PKEY* key = issuer != nullptr ? issuer->key.get() : pair.key.get();
    if (!filled || X509_sign(certificate, key, EVP_sha256()) == 0)
        return library_failed("making a certificate");
    return pair;
}

Result<void> write_file(const fs::path& file, BIO* memory, unsigned mode) {
    char* data = nullptr;
    const auto size = static_cast<std::size_t>(BIO_get_mem_data(memory, &data));
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor < 0)
        return fail(Errc::unavailable, file.string() + " can't be made: " + std::strerror(errno));
    const bool written =
        ::write(descriptor, data, size) == static_cast<ssize_t>(size) && ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!written) return fail(Errc::full, file.string() + " can't be written: is the disk full?");
    return {};
}

Result<void> write_pair(const Pair& pair, const fs::path& certificate, const fs::path& key) {
    const openssl::Bio cert_pem(BIO_new(BIO_s_mem()));
    const openssl::Bio key_pem(BIO_new(BIO_s_mem()));
    const bool encoded = PEM_write_bio_X509(cert_pem.get(), pair.certificate.get()) == 1 &&
                         PEM_write_bio_PKCS8PrivateKey(key_pem.get(), pair.key.get(), nullptr, nullptr, 0,
                                                       nullptr, nullptr) == 1;
    if (!encoded) return library_failed("writing a certificate");
    auto written = write_file(certificate, cert_pem.get(), 0644);
    if (!written) return written;
    return write_file(key, key_pem.get(), 0600);
}

Result<void> make_all(const PkiFiles& files) {
    const auto ca = issue({"Verikiosk development CA", "critical,CA:TRUE,pathlen:0",
                           "critical,keyCertSign,cRLSign", nullptr, nullptr},
                          nullptr);
    if (!ca) return fail(ca.error());
    if (auto written = write_pair(*ca, files.ca, files.ca_key); !written) return written;

    const std::string server(server_name);
    const std::string kiosk(development_kiosk);
    const std::string names = "DNS:" + server + ",DNS:localhost";
    constexpr const char* leaf = "critical,CA:FALSE";
    constexpr const char* usage = "critical,digitalSignature";
    struct Wanted {
        Request request;
        const fs::path& certificate;
        const fs::path& key;
    };
    const Wanted wanted[] = {
        {{server, leaf, usage, "serverAuth", names.c_str()}, files.server, files.server_key},
        {{"Verikiosk development signer", leaf, usage, signs_documents, nullptr},
         files.signer,
         files.signer_key},
        {{kiosk, leaf, usage, "clientAuth", nullptr}, files.kiosk_tls, files.kiosk_tls_key},
        {{kiosk, leaf, usage, signs_documents, nullptr}, files.kiosk_evidence, files.kiosk_evidence_key},
    };
    for (const Wanted& each : wanted) {
        const auto pair = issue(each.request, &*ca);
        if (!pair) return fail(pair.error());
        if (auto written = write_pair(*pair, each.certificate, each.key); !written) return written;
    }
    return {};
}

PkiFiles files_in(const fs::path& folder) {
    return {folder / "ca.crt",
            folder / "ca.key",
            folder / "server.crt",
            folder / "server.key",
            folder / "signer.crt",
            folder / "signer.key",
            folder / "kiosk-tls.crt",
            folder / "kiosk-tls.key",
            folder / "kiosk-evidence.crt",
            folder / "kiosk-evidence.key"};
}

std::string missing_among(const std::vector<fs::path>& files) {
    std::string missing;
    for (const fs::path& file : files) {
        std::error_code ignored;
        if (!fs::exists(file, ignored)) missing += (missing.empty() ? "" : ", ") + file.filename().string();
    }
    return missing;
}

Result<PkiFiles> existing_development_pki(const fs::path& folder) {
    const PkiFiles files = files_in(folder);
    const std::string missing =
        missing_among({files.ca, files.ca_key, files.server, files.server_key, files.signer, files.signer_key,
                       files.kiosk_tls, files.kiosk_tls_key, files.kiosk_evidence, files.kiosk_evidence_key});
    if (missing.empty()) return files;
    return fail(Errc::conflict,
                folder.string() + " is there but lacks " + missing +
                    ": put the files back, or delete the whole folder and the database beside it to "
                    "start anew (nothing is overwritten)");
}

}  // namespace

PkiFiles pki_files(const fs::path& data) {
    return files_in(data / "pki");
}

Result<PkiFiles> make_development_pki(const fs::path& data) {
    const fs::path folder = data / "pki";
    std::error_code error;
    if (fs::exists(folder, error)) return existing_development_pki(folder);
    fs::create_directories(data, error);
    std::string pattern = (data / "pki.new-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        return fail(Errc::unavailable,
                    "no folder can be made in " + data.string() + ": " + std::strerror(errno));
    }
    const auto made = make_all(files_in(pattern));
    // The rename is what makes it all or nothing; it fails when another process was quicker.
    if (made) fs::rename(pattern, folder, error);
    if (!made || error) fs::remove_all(pattern, error);
    if (!made) return fail(made.error(), "making the development certificates");
    return existing_development_pki(folder);
}

Result<PkiFiles> find_pki(const fs::path& data) {
    const PkiFiles files = pki_files(data);
    const std::string missing =
        missing_among({files.ca, files.server, files.server_key, files.signer, files.signer_key});
    if (missing.empty()) return files;
    return fail(Errc::not_found,
                (data / "pki").string() + " lacks " + missing +
                    ": put the certificates of this server there; for a try-out, start it once with "
                    "--development, which makes them");
}

}  // namespace verikiosk::backend
