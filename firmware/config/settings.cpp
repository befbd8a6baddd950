// SPDX-License-Identifier: Apache-2.0
#include "firmware/config/settings.hpp"

#include "firmware/config/schema.hpp"

namespace verikiosk::config {
namespace {

constexpr std::size_t largest_file = std::size_t{64} * 1024;

/// What is wrong in a file comes before what is missing from all: a misspelt key is both.
std::vector<Error> errors_of(const Gathered& gathered) {
    std::vector<Error> errors;
    for (const Fault& fault : gathered.faults)
        errors.push_back({Errc::invalid, fault.sentence()});
    for (const Fault& fault : missing(gathered))
        errors.push_back({Errc::invalid, fault.sentence()});
    return errors;
}

Result<Source> load(const std::filesystem::path& file) {
    auto text = read_file(file, largest_file);
    if (!text) return fail(text.error().code, "the settings file " + text.error().what);
    return Source{file, std::move(*text)};
}

Result<Settings> settled(std::span<const Source> sources) {
    Settings settings;
    const auto errors = errors_of(gather(sources, settings));
    if (!errors.empty()) return fail(errors.front());
    return settings;
}

}  // namespace

Result<Settings> load_settings(std::span<const std::filesystem::path> files) {
    std::vector<Source> sources;
    for (const auto& file : files) {
        auto source = load(file);
        if (!source) return fail(source.error());
        sources.push_back(std::move(*source));
    }
    return settled(sources);
}

Result<Settings> load_settings(const std::filesystem::path& file) {
    return load_settings(std::span(&file, 1));
}

Result<Settings> parse_settings(std::span<const SettingsText> texts) {
    std::vector<Source> sources;
    for (const SettingsText& text : texts)
        sources.push_back({text.file, std::string(text.text)});
    return settled(sources);
}

Result<Settings> parse_settings(std::string_view text, const std::filesystem::path& file) {
    const SettingsText one{file, text};
    return parse_settings(std::span(&one, 1));
}

SettingsFound look_at_settings(std::span<const std::filesystem::path> files) {
    SettingsFound found;
    std::vector<Source> sources;
    for (const auto& file : files) {
        if (auto source = load(file)) {
            sources.push_back(std::move(*source));
        } else {
            found.errors.push_back(source.error());
        }
    }
    const auto errors = errors_of(gather(sources, found.settings));
    found.errors.insert(found.errors.end(), errors.begin(), errors.end());
    return found;
}

}  // namespace verikiosk::config
