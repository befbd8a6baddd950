// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"

namespace verikiosk::vision {

/// What the optional models are for. Each kind is one file; a better file of a kind is another row of
/// known_models().
enum class ModelKind : std::uint8_t {
    yunet,
    face_mesh,
    minifasnet_v2,
    minifasnet_v1se,
    mobilefacenet,
};

struct KnownModel {
    ModelKind kind;
    std::string_view file;
    std::string_view adds;  ///< what is better with it, for people
    std::string_view licence;
    std::string_view origin;
    std::string_view sha256;  ///< lower-case hexadecimal: these bytes and no others
};

[[nodiscard]] std::span<const KnownModel> known_models();
[[nodiscard]] const KnownModel& known_model(ModelKind kind);

/// A folder of models with its manifest, MANIFEST.tsv: tab-separated, a line of column names first; the
/// columns `file` and `sha256` are read, others are for people. Bytes are read once and their digest is
/// checked before anybody sees them, so what was checked is what is used. May be copied; not thread-safe
/// while it loads.
class ModelFolder {
  public:
    /// not_found: no such folder, or no manifest in it. invalid: the manifest's line and what is wrong with
    /// it, also where it names another digest for a model than this program knows.
    [[nodiscard]] static Result<ModelFolder> open(const std::filesystem::path& folder);

    /// Whether the manifest names it.
    [[nodiscard]] bool has(ModelKind kind) const;

    /// not_found: it is not in the manifest, or its file is not there. corrupt: its bytes have another
    /// digest. too_large: over 64 MiB.
    [[nodiscard]] Result<Bytes> load(ModelKind kind) const;

    [[nodiscard]] const std::filesystem::path& path() const { return folder_; }

  private:
    std::filesystem::path folder_;
    std::map<std::string, std::string, std::less<>> digests_;  // by file
};

/// SHA-256.
[[nodiscard]] Digest digest_of(ByteView bytes);

}  // namespace verikiosk::vision
