// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"
#include "net/cose/cose.hpp"

namespace verikiosk::backend {

/// A signer over a private key and its certificate (PEM, P-256). Errors name the file; the two must belong
/// together.
[[nodiscard]] Result<std::unique_ptr<net::cose::Signer>> load_signer(const std::filesystem::path& certificate,
                                                                     const std::filesystem::path& key);

struct Certificate {
    Bytes der;
    std::string common_name;
};
/// A certificate from a PEM file.
[[nodiscard]] Result<Certificate> load_certificate(const std::filesystem::path& file);

}  // namespace verikiosk::backend
