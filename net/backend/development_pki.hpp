// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

#include "firmware/domain/error.hpp"

namespace verikiosk::backend {

inline constexpr std::string_view server_name = "backend.verikiosk.test";
inline constexpr std::string_view development_kiosk = "kiosk-development-1";

/// Where certificates and keys lie (PEM, P-256). The kiosk's are there in development only.
struct PkiFiles {
    std::filesystem::path ca;  ///< signs all others; what each side trusts
    std::filesystem::path ca_key;
    std::filesystem::path server;  ///< TLS, for server_name and localhost
    std::filesystem::path server_key;
    std::filesystem::path signer;  ///< plans and receipts
    std::filesystem::path signer_key;
    std::filesystem::path kiosk_tls;  ///< the development kiosk's TLS client certificate
    std::filesystem::path kiosk_tls_key;
    std::filesystem::path kiosk_evidence;  ///< what the development kiosk signs evidence with
    std::filesystem::path kiosk_evidence_key;
};

/// The names of the files under `data`/pki, whether they are there or not.
[[nodiscard]] PkiFiles pki_files(const std::filesystem::path& data);

/// Makes `data`/pki for development, all of it or nothing. What is there already is used and never
/// overwritten; a folder in which files are missing is an error that names them.
[[nodiscard]] Result<PkiFiles> make_development_pki(const std::filesystem::path& data);

/// The files that a server needs (CA, its own certificate, its signer), or an error that names what is
/// missing.
[[nodiscard]] Result<PkiFiles> find_pki(const std::filesystem::path& data);

}  // namespace verikiosk::backend
