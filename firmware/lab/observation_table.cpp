// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/observation_table.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

namespace verikiosk::lab {
namespace {

// From here on it is a smile (firmware/domain/observation.hpp).
constexpr float smiling = 0.5F;

std::string quality_words(Reasons reasons) {
    std::string words;
    for (unsigned number = 1; number < 64; ++number) {
        const auto reason = reason_from(number);
        if (reason && reasons.has(*reason))
            words += (words.empty() ? "" : " ") + std::string(name_of(*reason));
    }
    return words.empty() ? "good" : words;
}

std::string live_words(std::optional<float> live) {
    return live ? fmt::format("{:.2f}", *live) : "?";
}

class TableOutput final : public AnalysisOutput {
  public:
    Result<void> add(const Analysed& analysed) override {
        if (analysed.photo) {
            print(photo_lines(analysed));
        } else {
            if (!video_) video_.emplace(analysed.file.filename().string());
            video_->add(analysed);
        }
        return {};
    }
    Result<void> finish_file() override {
        if (video_) print(video_->line());
        video_.reset();
        if (std::fflush(stdout) == 0) return {};
        return fail(Errc::full, "standard output takes no more: is the disk full?");
    }

  private:
    void print(const std::string& lines) {
        if (!std::exchange(headed_, true)) fmt::print("{}", photo_heading());
        fmt::print("{}", lines);
    }
    bool headed_ = false;
    std::optional<VideoSummary> video_;
};

}  // namespace

std::string photo_heading() {
    return fmt::format("{:<44} {:>5} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>11} {:>5}  {}\n", "file", "face",
                       "eyes px", "yaw", "pitch", "roll", "smile", "mouth", "eyes r/l", "live", "quality");
}

std::string photo_lines(const Analysed& photo) {
    const std::string name = photo.file.filename().string();
    if (photo.faces.empty()) return fmt::format("{:<44} no face\n", name);
    std::string lines;
    for (std::size_t i = 0; i < photo.faces.size(); ++i) {
        const ObservationRow& row = photo.faces[i].seen.row;
        const Expression& expression = photo.faces[i].seen.expression;
        lines += fmt::format(
            "{:<44} {:>5} {:>7.1f} {:>+6.1f} {:>+6.1f} {:>+6.1f} {:>6.2f} {:>6} {:>5.2f} {:>5.2f} {:>5}  "
            "{}\n",
            i == 0 ? name : "", fmt::format("{}/{}", i + 1, photo.faces.size()), row.iod_decipx / 10.0,
            row.yaw_decideg / 10.0, row.pitch_decideg / 10.0, row.roll_decideg / 10.0, expression.smile,
            expression.mouth_open ? "open" : "closed", row.eye_right_milli / 1000.0,
            row.eye_left_milli / 1000.0, live_words(photo.faces[i].live), quality_words(row.quality));
    }
    return lines;
}

void VideoSummary::add(const Analysed& frame) {
    ++frames_;
    seconds_ = frame.seconds;
    most_others_ = std::max(most_others_, frame.others.size());
    if (frame.faces.empty()) {
        smiling_ = false;
        return;
    }
    const Observation& face = frame.faces.front().seen;
    if (const auto live = frame.faces.front().live) least_live_ = std::min(least_live_.value_or(1), *live);
    ++followed_;
    tracks_.insert(face.row.track);
    least_iod_ = followed_ == 1 ? face.row.iod_decipx : std::min(least_iod_, face.row.iod_decipx);
    most_iod_ = std::max(most_iod_, face.row.iod_decipx);
    if (face.expression.blinked) ++blinks_;
    const bool smiles = face.expression.smile >= smiling && !smiling_;
    if (smiles) smiles_at_.push_back(frame.seconds);
    smiling_ = face.expression.smile >= smiling;
}

std::string VideoSummary::line() const {
    std::string line = fmt::format("{:<44} {} frames, {:.1f} s: ", name_, frames_, seconds_);
    if (followed_ == 0) return line + "no face\n";
    line += fmt::format("a face in {:.1f} %, {} track{}, eyes {:.1f}-{:.1f} px apart, {} blink{}, {} smile{}",
                        100.0 * static_cast<double>(followed_) / static_cast<double>(frames_), tracks_.size(),
                        tracks_.size() == 1 ? "" : "s", least_iod_ / 10.0, most_iod_ / 10.0, blinks_,
                        blinks_ == 1 ? "" : "s", smiles_at_.size(), smiles_at_.size() == 1 ? "" : "s");
    for (std::size_t i = 0; i < smiles_at_.size(); ++i)
        line += fmt::format("{}{:.2f} s", i == 0 ? " from " : ", ", smiles_at_[i]);
    line += ", live " + live_words(least_live_);
    if (most_others_ > 0)
        line += fmt::format("; up to {} other{}", most_others_, most_others_ == 1 ? "" : "s");
    return line + "\n";
}

std::unique_ptr<AnalysisOutput> make_table_output() {
    return std::make_unique<TableOutput>();
}

}  // namespace verikiosk::lab
