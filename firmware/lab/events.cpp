// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/events.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace verikiosk::lab {
namespace {

std::vector<std::string> columns_of(const std::string& line) {
    std::vector<std::string> columns;
    std::istringstream in(line);
    for (std::string column; std::getline(in, column, '\t');)
        columns.push_back(column);
    return columns;
}

}  // namespace

std::optional<int> first_smile_frame(const std::filesystem::path& recording) {
    std::error_code error;
    const auto whole = std::filesystem::absolute(recording, error);
    const std::string name = whole.parent_path().filename().string() + "/" + whole.filename().string();
    std::ifstream in(whole.parent_path().parent_path() / "events.tsv");
    std::optional<int> first;
    for (std::string line; std::getline(in, line);) {
        // file, event, start_s, end_s, frame_start, frame_end, confidence, note
        const auto columns = columns_of(line);
        if (columns.size() < 6 || columns[0] != name || columns[1] != "smile") continue;
        const int frame = std::atoi(columns[4].c_str());
        // A smile that is there from the start has no beginning to ask for.
        if (frame > 0 && (!first || frame < *first)) first = frame;
    }
    return first;
}

}  // namespace verikiosk::lab
