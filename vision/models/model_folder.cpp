// SPDX-License-Identifier: Apache-2.0
#include "vision/models/model_folder.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <vector>

namespace verikiosk::vision {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_model = std::size_t{64} << 20U;
constexpr std::size_t largest_manifest = std::size_t{64} << 10U;
constexpr const char* manifest_name = "MANIFEST.tsv";

Result<Bytes> read(const fs::path& file, std::size_t largest) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    if (!in) return fail(Errc::not_found, file.string() + " is not there, or can't be read");
    const auto size = in.tellg();
    if (size < 0) return fail(Errc::not_found, file.string() + " is no file");
    if (static_cast<std::size_t>(size) > largest) {
        return fail(Errc::too_large, file.string() + " has " + std::to_string(size) +
                                         " bytes, more than the " + std::to_string(largest) +
                                         " that are taken");
    }
    Bytes bytes(static_cast<std::size_t>(size));
    in.seekg(0);
    in.read(reinterpret_cast<char*>(bytes.data()), size);
    if (in.gcount() != size) return fail(Errc::corrupt, file.string() + " can't be read to its end");
    return bytes;
}

std::vector<std::string_view> fields_of(std::string_view line) {
    std::vector<std::string_view> fields;
    for (;;) {
        const std::size_t tab = line.find('\t');
        fields.push_back(line.substr(0, tab));
        if (tab == std::string_view::npos) return fields;
        line.remove_prefix(tab + 1);
    }
}

bool is_digest(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// One file of the manifest; what is wrong with its line, where something is.
struct Columns {
    std::size_t file;
    std::size_t sha256;
};

std::optional<std::string> wrong_in(const std::vector<std::string_view>& fields, Columns columns) {
    if (fields.size() <= std::max(columns.file, columns.sha256)) return "a column is missing";
    const std::string_view file = fields[columns.file];
    if (file.empty() || file.find('/') != std::string_view::npos)
        return "a file's name is expected, without folders";
    if (!is_digest(fields[columns.sha256])) return "sha256: 64 digits are expected, 0-9 and a-f";
    const auto known = std::ranges::find(known_models(), file, &KnownModel::file);
    if (known != known_models().end() && known->sha256 != fields[columns.sha256]) {
        return std::string(file) + " is another version than this program knows (" +
               std::string(known->sha256) + "): put that one there, or install the program that goes with it";
    }
    return std::nullopt;
}

}  // namespace

Result<ModelFolder> ModelFolder::open(const fs::path& folder) {
    const fs::path manifest = folder / manifest_name;
    const auto bytes = read(manifest, largest_manifest);
    if (!bytes) {
        return fail(bytes.error(), "no models in " + folder.string());
    }
    std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    ModelFolder models;
    models.folder_ = folder;
    std::optional<Columns> columns;
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        const auto fields = fields_of(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        const auto where = [&](const std::string& what) {
            return fail(Errc::invalid, manifest.string() + ":" + std::to_string(number) + ": " + what);
        };
        if (!columns) {
            const auto at = [&](std::string_view name) {
                return static_cast<std::size_t>(std::ranges::find(fields, name) - fields.begin());
            };
            columns = Columns{at("file"), at("sha256")};
            if (std::max(columns->file, columns->sha256) == fields.size())
                return where("the columns file and sha256 are expected, separated by tabs");
            continue;
        }
        if (auto wrong = wrong_in(fields, *columns)) return where(*wrong);
        if (!models.digests_.emplace(fields[columns->file], fields[columns->sha256]).second)
            return where(std::string(fields[columns->file]) + " is named twice: leave one of the lines");
    }
    if (!columns) return fail(Errc::invalid, manifest.string() + " is empty: copy the models again");
    return models;
}

bool ModelFolder::has(ModelKind kind) const {
    return digests_.contains(known_model(kind).file);
}

Result<Bytes> ModelFolder::load(ModelKind kind) const {
    const KnownModel& known = known_model(kind);
    if (!has(kind)) {
        return fail(Errc::not_found,
                    std::string(known.file) + " is not in " + (folder_ / manifest_name).string());
    }
    auto bytes = read(folder_ / known.file, largest_model);
    if (!bytes) return bytes;
    if (hex(digest_of(*bytes)) != known.sha256) {
        return fail(Errc::corrupt,
                    (folder_ / known.file).string() +
                        " is damaged (its SHA-256 is not the manifest's): copy the models again");
    }
    return bytes;
}

}  // namespace verikiosk::vision
