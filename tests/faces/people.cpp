// SPDX-License-Identifier: Apache-2.0
#include "tests/faces/people.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/support/check.hpp"

namespace verikiosk::tests {
namespace {

std::filesystem::path folder(const char* variable, const char* name) {
    if (const char* named = std::getenv(variable)) return named;
    const char* source = std::getenv("VERIKIOSK_SOURCE");
    return std::filesystem::path(source != nullptr ? source : ".") / ".." / "shared" / name;
}

std::filesystem::path folder_with_manifest(const char* variable, const char* name) {
    auto path = folder(variable, name);
    if (!std::filesystem::exists(path / "MANIFEST.tsv"))
        skip_story("no " + (path / "MANIFEST.tsv").string() + ": " + variable + " names the folder");
    return path;
}

std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields;
    std::istringstream in(line);
    for (std::string field; std::getline(in, field, '\t');)
        fields.push_back(field);
    return fields;
}

/// The probability of at most `count` of `of` at this rate.
double at_most(int count, int of, double rate) {
    double sum = 0;
    for (int i = 0; i <= count; ++i) {
        sum += std::exp(std::lgamma(of + 1.0) - std::lgamma(i + 1.0) - std::lgamma(of - i + 1.0) +
                        i * std::log(rate) + (of - i) * std::log1p(-rate));
    }
    return sum;
}

/// The rate at which `falling`, which falls with it, is 2.5 %.
template <class Falling>
double where_unlikely(Falling falling) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; ++i) {
        const double rate = (low + high) / 2;
        (falling(rate) > 0.025 ? low : high) = rate;
    }
    return low;
}

}  // namespace

namespace {

struct Entry {
    PersonPhoto what;
    std::string kind;
    std::string label;
};

std::vector<Entry> manifest() {
    const auto faces = folder_with_manifest("VERIKIOSK_FACES", "faces");
    std::ifstream in(faces / "MANIFEST.tsv");
    std::string line;
    CHECK(std::getline(in, line).good());
    const auto names = fields_of(line);
    const auto column = [&](const char* name) {
        const auto found = std::ranges::find(names, name);
        CHECK(found != names.end());
        return static_cast<std::size_t>(found - names.begin());
    };
    const auto file = column("file");
    const auto source = column("source");
    const auto kind = column("kind");
    const auto person = column("person");
    const auto label = column("label");
    std::vector<Entry> entries;
    while (std::getline(in, line)) {
        auto fields = fields_of(line);
        fields.resize(names.size());
        entries.push_back(
            {{faces / fields[file], fields[person], fields[source].substr(0, fields[source].find('@'))},
             fields[kind],
             fields[label]});
    }
    return entries;
}

template <class Wanted>
std::vector<PersonPhoto> those(Wanted wanted) {
    std::vector<PersonPhoto> chosen;
    for (Entry& entry : manifest())
        if (wanted(entry)) chosen.push_back(std::move(entry.what));
    return chosen;
}

bool one_sure_person(const Entry& entry) {
    const std::string& who = entry.what.person;
    return !who.empty() && !who.starts_with("multi") && !who.ends_with('?');
}

}  // namespace

std::vector<PersonPhoto> photos_of_people() {
    return those([](const Entry& entry) {
        return entry.kind == "image" && entry.label.starts_with("live") && one_sure_person(entry);
    });
}

std::vector<PersonPhoto> clips_of_people() {
    return those([](const Entry& entry) {
        return entry.kind == "video" && (entry.label == "live" || entry.label == "live-distant") &&
               one_sure_person(entry);
    });
}

std::vector<PersonPhoto> photos_of_pictures() {
    return those([](const Entry& entry) {
        return entry.kind == "image" && (entry.label == "print" || entry.label == "replay");
    });
}

bool models_are_there() {
    return std::filesystem::exists(folder("VERIKIOSK_MODELS", "models") / "MANIFEST.tsv");
}

std::filesystem::path models_folder() {
    return folder_with_manifest("VERIKIOSK_MODELS", "models");
}

double Rate::low() const {
    if (count == 0) return 0;
    return 1 - where_unlikely([&](double rate) { return at_most(of - count, of, rate); });
}

double Rate::high() const {
    if (count == of) return 1;
    return where_unlikely([&](double rate) { return at_most(count, of, rate); });
}

std::string Rate::shown() const {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%d of %d (%.1f-%.1f %%)", count, of, 100 * low(), 100 * high());
    if (count == 0 && of > 0)
        std::snprintf(text.data(), text.size(), "0 of %d (under %.1f %%)", of, std::min(100.0, 300.0 / of));
    return text.data();
}

}  // namespace verikiosk::tests
