// SPDX-License-Identifier: Apache-2.0
#include "tests/faces/accuracy/clip_golden.hpp"

#include <algorithm>
#include <set>

#include "tests/faces/golden/golden.hpp"

namespace verikiosk::tests {
namespace {

// What two builds of the libraries may tell differently at the edge of a threshold.
const std::vector<Column> columns{{"frames", 0},     {"followed_percent", 1}, {"tracks", 1},
                                  {"most_faces", 1}, {"smiles", 1},           {"blinks", 2}};

// From here on it is a smile (firmware/domain/observation.hpp).
constexpr float smiling = 0.5F;

GoldenRow row_of(const MeasuredClip& clip) {
    int followed = 0;
    std::set<std::uint32_t> tracks;
    int most_faces = 0;
    int smiles = 0;
    int blinks = 0;
    bool before = false;
    for (const Observation& frame : clip.frames) {
        const bool smiles_now = frame.row.has_face() && frame.expression.smile >= smiling;
        if (smiles_now && !before) ++smiles;
        before = smiles_now;
        if (!frame.row.has_face()) continue;
        ++followed;
        tracks.insert(frame.row.track);
        most_faces = std::max<int>(most_faces, frame.row.faces);
        if (frame.expression.blinked) ++blinks;
    }
    const auto frames = static_cast<double>(clip.frames.size());
    return {clip.picture.file,
            {frames, 100.0 * followed / std::max(frames, 1.0), static_cast<double>(tracks.size()),
             static_cast<double>(most_faces), static_cast<double>(smiles), static_cast<double>(blinks)}};
}

}  // namespace

std::string against_clip_golden(const std::string& name, const Measured& measured) {
    const std::string file = "recordings." + name + ".tsv";
    std::vector<GoldenRow> rows;
    for (const MeasuredClip& clip : measured.clips)
        rows.push_back(row_of(clip));
    const auto differences = against_golden(file, "clip", columns, rows);
    return differences.empty() ? "" : golden_words(file, differences);
}

}  // namespace verikiosk::tests
