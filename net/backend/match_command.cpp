// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdio>
#include <fstream>

#include "net/backend/commands.hpp"
#include "net/backend/json.hpp"
#include "net/backend/photo_match.hpp"

namespace verikiosk::backend::commands {
namespace {

constexpr std::size_t largest_file = std::size_t{64} << 20U;

/// What is wrong with the pictures, file by file.
std::vector<std::pair<std::string, Reason>> shortcomings(const Photos& photos, const Comparison& comparison) {
    std::vector<std::pair<std::string, Reason>> all;
    const std::array files{photos.first.string(), photos.second.string()};
    for (std::size_t i = 0; i < files.size(); ++i) {
        for (const Reason reason : comparison.reasons[i].list())
            all.emplace_back(files[i], reason);
    }
    return all;
}

std::string as_json(const Photos& photos, const Comparison& comparison) {
    std::vector<std::string> reasons;
    for (const auto& [file, reason] : shortcomings(photos, comparison))
        reasons.push_back(JsonObject().text("file", file).text("reason", name_of(reason)).str());
    std::array<char, 16> cosine{"null"};
    if (comparison.cosine)
        std::snprintf(cosine.data(), cosine.size(), "%.4f", static_cast<double>(*comparison.cosine));
    return JsonObject()
        .text("decision", name_of(comparison.decision))
        .raw("cosine", cosine.data())
        .raw("reasons", json_array(reasons))
        .str();
}

std::string in_words(Reason reason) {
    switch (reason) {
        case Reason::no_face:
            return "no face is found in it";
        case Reason::several_faces:
            return "it shows several people: use one that shows one";
        case Reason::low_resolution:
            return "its face is too small: use a larger picture";
        default:
            return std::string(name_of(reason));
    }
}

std::string as_text(const Photos& photos, const Comparison& comparison) {
    std::string text(name_of(comparison.decision));
    if (comparison.cosine) {
        std::array<char, 32> cosine{};
        std::snprintf(cosine.data(), cosine.size(), ", cosine %.2f", static_cast<double>(*comparison.cosine));
        text += cosine.data();
    }
    for (const auto& [file, reason] : shortcomings(photos, comparison))
        text += "\n" + file + ": " + in_words(reason);
    return text;
}

}  // namespace

Result<Bytes> read_photo(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::error_code ignored;
    if (!in || std::filesystem::is_directory(file, ignored))
        return fail(Errc::not_found, file.string() + " can't be read: check that it is there and readable");
    Bytes bytes(largest_file + 1);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > largest_file)
        return fail(Errc::too_large, file.string() + " has more than 64 MiB: make it smaller");
    if (const auto checked = check_photo(bytes); !checked) return fail(checked.error(), file.string());
    return bytes;
}

int match_photos(const Common& common, const Photos& photos, const std::filesystem::path& models) {
    const auto first = read_photo(photos.first);
    if (!first) return report(first.error());
    const auto second = read_photo(photos.second);
    if (!second) return report(second.error());
    if (models.empty()) {
        return report({Errc::not_found,
                       "faces are compared by an optional model: name its folder with --models or "
                       "VERIKIOSK_MODELS (./kiosk models installs one)"});
    }
    const auto match = load_match(models);
    if (!match) {
        return report(match.error().in("faces can't be compared"));
    }
    const auto comparison = match->photos(*first, *second);
    if (!comparison) return report(comparison.error());
    print(common.json ? as_json(photos, *comparison) : as_text(photos, *comparison));
    return comparison->decision == MatchDecision::same ? done : refused;
}

}  // namespace verikiosk::backend::commands
