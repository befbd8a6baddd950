// SPDX-License-Identifier: Apache-2.0
#include "tests/faces/recordings.hpp"

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "drivers/camera/recording_camera.hpp"
#include "tests/support/check.hpp"
#include "vision/face/analyser.hpp"
#include "vision/face/oval.hpp"

namespace verikiosk::tests {
namespace {

std::filesystem::path faces_folder() {
    if (const char* named = std::getenv("VERIKIOSK_FACES")) return named;
    const char* source = std::getenv("VERIKIOSK_SOURCE");
    return std::filesystem::path(source != nullptr ? source : ".") / ".." / "shared" / "faces";
}

}  // namespace

std::filesystem::path recording(const std::string& video) {
    const auto path = faces_folder() / video;
    if (!std::filesystem::exists(path)) {
        skip_story("no recording " + path.string() + ": VERIKIOSK_FACES names the folder of recordings");
    }
    return path;
}

namespace {

/// Loaded once.
struct Models {
    std::unique_ptr<vision::Analyser> analyser = must(vision::make_analyser({}));
    std::unique_ptr<vision::Detector> detector = must(vision::make_detector({}));
};
Models& models() {
    static Models loaded;
    return loaded;
}

/// Analyser and detector as a lockstep runner uses them.
class Watcher {
  public:
    explicit Watcher(std::size_t latency) : latency_(latency) { models_.analyser->reset(); }

    ObservationRow see(const drivers::Frame& frame) {
        const auto& info = frame.info();
        const vision::GrayView luma{frame.plane(0).data, frame.plane(0).stride, info.width, info.height};
        const vision::FrameStamp stamp{info.sequence, info.sensor_time, info.exposure, info.gain};
        if (models_.analyser->wants_detection(luma, stamp, request_)) {
            landings_.emplace_back(seen_ + latency_, models_.detector->detect(request_));
        }
        while (!landings_.empty() && landings_.front().first <= seen_) {
            models_.analyser->land(landings_.front().second);
            landings_.pop_front();
        }
        ++seen_;
        return models_.analyser->analyse(luma, stamp).row;
    }

  private:
    Models& models_ = models();
    vision::DetectionRequest request_;
    std::deque<std::pair<std::size_t, vision::DetectionResult>> landings_;
    std::size_t latency_;
    std::size_t seen_ = 0;
};

/// Feeds rows from `at` on until the judge is over; leaves `at` on the row at which it was.
judge::Standing judged(judge::ChallengeJudge& judge, const std::vector<ObservationRow>& rows,
                       std::size_t& at) {
    judge::Standing standing;
    for (; at < rows.size(); ++at) {
        standing = judge.add(rows[at]);
        if (standing.over) break;
    }
    return standing;
}

}  // namespace

namespace {

std::vector<ObservationRow> watched(const std::string& video, std::size_t most_frames, std::size_t latency) {
    const auto camera = must(drivers::open_recording(recording(video)));
    must(camera->start());
    Watcher watcher(latency);
    std::vector<ObservationRow> rows;
    while (rows.size() < most_frames) {
        const auto frame = camera->next(10s);
        if (!frame && frame.error().code == Errc::ended) break;
        if (!frame) check_failed(frame.error().what, std::source_location::current());
        rows.push_back(watcher.see(*frame));
    }
    return rows;
}

}  // namespace

const std::vector<ObservationRow>& watch(std::string_view video, std::size_t most_frames,
                                         std::size_t latency) {
    // Several stories look at the same recording.
    static std::map<std::tuple<std::string, std::size_t, std::size_t>, std::vector<ObservationRow>> known;
    const auto key = std::tuple(std::string(video), most_frames, latency);
    auto found = known.find(key);
    if (found == known.end())
        found = known.emplace(key, watched(std::string(video), most_frames, latency)).first;
    return found->second;
}

Visit visit(const std::vector<ObservationRow>& rows, std::uint64_t first_frame, std::uint64_t smile_frame) {
    Visit result;
    std::size_t at = 0;
    while (at < rows.size() && (rows[at].sequence < first_frame || !rows[at].has_face()))
        ++at;
    if (at == rows.size()) return result;
    judge::Context context;
    context.challenge = {.kind = ChallengeKind::centre, .hold = 480ms, .time_limit = 60s};
    context.prompted = rows[at].time;
    context.oval = result.oval = vision::oval_for(rows[at], 40);
    context.min_iod_px = 40;
    const auto centre = judge::make_judge(context);
    result.centre = judged(*centre, rows, at);
    if (at == rows.size()) return result;
    result.centre_frame = rows[at].sequence;
    if (result.centre.judgement.outcome != Outcome::pass) return result;

    while (at < rows.size() && rows[at].sequence + 1 < smile_frame)
        ++at;
    if (at == rows.size()) return result;
    centre->carry_to(context);
    context.challenge = {.kind = ChallengeKind::smile, .hold = smile_hold, .time_limit = 60s};
    context.prompted = rows[at].time;
    const auto smile = judge::make_judge(context);
    result.smile = judged(*smile, rows, at);
    result.smile_frame = at < rows.size() ? rows[at].sequence : 0;
    return result;
}

std::vector<ObservationRow> frames(const std::vector<ObservationRow>& rows, std::uint64_t first,
                                   std::uint64_t last) {
    std::vector<ObservationRow> chosen;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(chosen),
                 [&](const ObservationRow& row) { return row.sequence >= first && row.sequence <= last; });
    return chosen;
}

int followed_milli(const std::vector<ObservationRow>& rows) {
    const auto followed =
        std::count_if(rows.begin(), rows.end(), [](const ObservationRow& row) { return row.has_face(); });
    return rows.empty() ? 0 : static_cast<int>(followed * 1000 / static_cast<std::ptrdiff_t>(rows.size()));
}

}  // namespace verikiosk::tests
