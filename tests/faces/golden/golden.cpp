// SPDX-License-Identifier: Apache-2.0
#include "tests/faces/golden/golden.hpp"

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

std::filesystem::path path_of(const std::string& file) {
    const char* source = std::getenv("VERIKIOSK_SOURCE");
    return std::filesystem::path(source != nullptr ? source : ".") / "tests/faces/golden" / file;
}

std::string text_of(double value) {
    std::array<char, 32> text{};
    (void)std::snprintf(text.data(), text.size(), "%.3f", value);
    std::string shown = text.data();
    shown.erase(shown.find_last_not_of('0') + 1);
    if (shown.back() == '.') shown.pop_back();
    return shown == "-0" ? "0" : shown;
}

void write(const std::filesystem::path& path, const std::string& key_name, const std::vector<Column>& columns,
           const std::vector<GoldenRow>& rows) {
    std::ofstream out(path);
    out << key_name;
    for (const Column& column : columns)
        out << '\t' << column.name;
    out << '\n';
    for (const GoldenRow& row : rows) {
        out << row.key;
        for (const double value : row.values)
            out << '\t' << text_of(value);
        out << '\n';
    }
    CHECK(out.flush().good());
}

std::vector<GoldenRow> read(const std::filesystem::path& path, std::size_t columns) {
    std::ifstream in(path);
    std::string line;
    if (!std::getline(in, line)) {
        check_failed(path.string() + " is not there: VERIKIOSK_UPDATE_GOLDENS=yes makes it",
                     std::source_location::current());
    }
    std::vector<GoldenRow> rows;
    while (std::getline(in, line)) {
        std::istringstream fields(line);
        GoldenRow row;
        CHECK(std::getline(fields, row.key, '\t'));
        for (std::string field; std::getline(fields, field, '\t');)
            row.values.push_back(std::stod(field));
        CHECK_EQUAL(row.values.size(), columns);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

std::vector<Difference> against_golden(const std::string& file, const std::string& key_name,
                                       const std::vector<Column>& columns,
                                       const std::vector<GoldenRow>& rows) {
    const auto path = path_of(file);
    if (const char* update = std::getenv("VERIKIOSK_UPDATE_GOLDENS");
        update != nullptr && std::string(update) == "yes") {
        write(path, key_name, columns, rows);
        std::fprintf(stderr, "written: %s\n", path.c_str());
        return {};
    }
    const auto golden = read(path, columns.size());
    std::vector<Difference> differences;
    for (std::size_t i = 0; i < std::min(rows.size(), golden.size()); ++i) {
        if (rows[i].key != golden[i].key)
            differences.push_back(
                {i, key_name + " " + rows[i].key + " stands where " + golden[i].key + " was"});
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const double was = golden[i].values[c];
            const double is = rows[i].values[c];
            // Half a thousandth is lost in the file.
            if (std::abs(is - was) <= columns[c].tolerance + 0.0006) continue;
            differences.push_back({i, key_name + " " + rows[i].key + ": " + columns[c].name + " was " +
                                          text_of(was) + " and is " + text_of(is) + " (" +
                                          text_of(columns[c].tolerance) + " may differ)"});
        }
    }
    if (rows.size() != golden.size()) {
        differences.push_back(
            {std::min(rows.size(), golden.size()),
             "there were " + std::to_string(golden.size()) + " rows and are " + std::to_string(rows.size())});
    }
    return differences;
}

std::string golden_words(const std::string& file, const std::vector<Difference>& differences) {
    constexpr std::size_t told = 5;
    std::string words = file + " differs in " + std::to_string(differences.size()) + " places:";
    for (std::size_t i = 0; i < std::min(told, differences.size()); ++i)
        words += "\n  " + differences[i].words;
    return words + "\n  If that is right, VERIKIOSK_UPDATE_GOLDENS=yes writes it anew.";
}

}  // namespace verikiosk::tests
