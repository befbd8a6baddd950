// SPDX-License-Identifier: Apache-2.0
#include "tests/faces/accuracy/measured.hpp"

#include <algorithm>

#include "drivers/camera/recording_camera.hpp"
#include "firmware/runner/station.hpp"
#include "tests/support/check.hpp"

namespace verikiosk::tests {
namespace {

constexpr std::uint64_t franck_labelled = 1440;
constexpr std::uint64_t fresh_interval = 10;
// Points' boxes and detectors' differ: brows to chin, or forehead to throat.
constexpr float same_face = 0.25F;

std::unique_ptr<drivers::Camera> opened(const std::filesystem::path& file) {
    auto camera = must(drivers::open_recording(file, {.max_pixels = std::size_t{16384} * 16384}));
    must(camera->start());
    return camera;
}

/// Looks at single frames.
class FreshEye {
  public:
    explicit FreshEye(const vision::ModelFiles& files)
        : shrinker_(must(vision::make_analyser(files))),
          detector_(must(vision::make_detector(files))),
          photos_(must(vision::make_photo_analyser(files))) {}

    Fresh look(const vision::GrayView& luma, const vision::FrameStamp& stamp, const Box& followed) {
        shrinker_->reset();
        CHECK(shrinker_->wants_detection(luma, stamp, request_));
        request_.thorough = true;
        std::vector<Box> seen;
        for (const vision::DetectedFace& face : detector_->detect(request_).faces)
            seen.push_back(face.box);
        if (there(seen, followed)) return Fresh::agrees;
        // The thorough look, where the quick one does not settle it.
        for (const Observation& face : photos_->analyse(luma))
            seen.push_back(face.box);
        if (there(seen, followed)) return Fresh::agrees;
        return seen.empty() ? Fresh::sees_none : Fresh::elsewhere;
    }

  private:
    static bool there(const std::vector<Box>& seen, const Box& followed) {
        return std::any_of(seen.begin(), seen.end(),
                           [&](const Box& box) { return overlap(box, followed) >= same_face; });
    }
    std::unique_ptr<vision::Analyser> shrinker_;
    std::unique_ptr<vision::Detector> detector_;
    std::unique_ptr<vision::PhotoAnalyser> photos_;
    vision::DetectionRequest request_;
};

class Follower {
  public:
    Follower(const vision::ModelFiles& files, FreshEye& eye)
        : analyser_(must(vision::make_analyser(files))),
          detector_(must(vision::make_detector(files))),
          eye_(eye) {}

    MeasuredClip follow(const std::filesystem::path& file, const Picture& picture) {
        analyser_->reset();
        MeasuredClip clip;
        clip.picture = picture;
        const auto camera = opened(file);
        clip.frames_per_second = camera->info().frames_per_second;
        const bool franck = file.string().find("franck") != std::string::npos;
        while (!franck || clip.frames.size() < franck_labelled) {
            const auto frame = camera->next(10s);
            if (!frame) {
                CHECK(frame.error().code == Errc::ended);
                break;
            }
            see(*frame, clip);
        }
        return clip;
    }

  private:
    void see(const drivers::Frame& frame, MeasuredClip& clip) {
        const auto& info = frame.info();
        const vision::GrayView luma = runner::luma_of(frame);
        const vision::FrameStamp stamp{info.sequence, info.sensor_time, info.exposure, info.gain};
        if (analyser_->wants_detection(luma, stamp, request_)) analyser_->land(detector_->detect(request_));
        clip.frames.push_back(analyser_->analyse(luma, stamp));
        const Observation& seen = clip.frames.back();
        if (seen.row.has_face() && info.sequence % fresh_interval == 0)
            clip.fresh[info.sequence] = eye_.look(luma, stamp, seen.box);
    }

    std::unique_ptr<vision::Analyser> analyser_;
    std::unique_ptr<vision::Detector> detector_;
    vision::DetectionRequest request_;
    FreshEye& eye_;
};

}  // namespace

const MeasuredClip& Measured::clip(std::string_view file) const {
    const auto found = std::find_if(clips.begin(), clips.end(),
                                    [&](const MeasuredClip& clip) { return clip.picture.file == file; });
    if (found == clips.end()) check_failed("no clip " + std::string(file), std::source_location::current());
    return *found;
}

Measured measure_photos(const Labels& labels, const vision::ModelFiles& files) {
    Measured measured;
    const auto photos = must(vision::make_photo_analyser(files));
    for (const Picture& picture : labels.pictures) {
        if (picture.kind == "video") continue;
        const auto frame = must(opened(labels.folder / picture.file)->next(10s));
        measured.photos.push_back({picture, frame.info().height, photos->analyse(runner::luma_of(frame))});
    }
    return measured;
}

Measured measure(const Labels& labels, const vision::ModelFiles& files, const vision::ModelFiles& fresh) {
    Measured measured = measure_photos(labels, files);
    FreshEye eye(fresh);
    Follower follower(files, eye);
    for (const Picture& picture : labels.pictures) {
        if (picture.kind == "video")
            measured.clips.push_back(follower.follow(labels.folder / picture.file, picture));
    }
    return measured;
}

}  // namespace verikiosk::tests
