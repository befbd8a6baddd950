// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/observation_json.hpp"

#include <spdlog/fmt/fmt.h>

#include <cstdio>

#include "firmware/lab/evidence_json.hpp"

namespace verikiosk::lab {
namespace {

std::string box_json(const Box& box) {
    return fmt::format("[{:.1f},{:.1f},{:.1f},{:.1f}]", box.x, box.y, box.width, box.height);
}

std::string quality_json(const Observation& face) {
    const QualityComponents& c = face.components;
    return fmt::format(
        R"({{"sharpness":{:.3f},"illumination_uniformity":{:.3f},"median_luma":{:.0f},"over_exposure":{:.3f},)"
        R"("dynamic_range":{:.0f},"reasons":{}}})",
        c.sharpness, c.illumination_uniformity, c.median_luma, c.over_exposure, c.dynamic_range,
        reasons_json(face.row.quality));
}

/// In the order of PointName; x, y and, where the source has it, depth.
std::string points_json(const Points& points) {
    std::string list;
    for (std::size_t i = 0; i < Points::count; ++i) {
        list += list.empty() ? "" : ",";
        list += fmt::format("[{:.2f},{:.2f}", points.at[i].x, points.at[i].y);
        list += points.has_depth ? fmt::format(",{:.2f}]", points.depth[i]) : "]";
    }
    return "[" + list + "]";
}

std::string face_json(const AnalysedFace& analysed, bool points) {
    const Observation& face = analysed.seen;
    const ObservationRow& row = face.row;
    const Expression& e = face.expression;
    return fmt::format(
        R"({{"box":{},"score":{:.3f},"track":{},"iod":{:.1f},"yaw":{:.1f},"pitch":{:.1f},"roll":{:.1f},)"
        R"("asymmetry":{:.3f},"smile":{:.3f},"own_neutral":{},"mouth_ratio":{:.3f},"mouth_gap":{:.3f},)"
        R"("corner_rise":{:.3f},"mouth_open":{},"eye_left":{:.3f},"eye_right":{:.3f},"eye_left_open":{:.3f},)"
        R"("eye_right_open":{:.3f},"blink":{},"gaze":[{:.2f},{:.2f}],"quality":{}{},"live":{}}})",
        box_json(face.box), face.seen[0].score, row.track, row.iod_decipx / 10.0, row.yaw_decideg / 10.0,
        row.pitch_decideg / 10.0, row.roll_decideg / 10.0, row.asymmetry_milli / 1000.0, e.smile,
        e.own_neutral, row.mouth_width_milli / 1000.0, row.mouth_open_milli / 1000.0,
        row.corner_rise_milli / 1000.0, e.mouth_open, row.eye_left_milli / 1000.0,
        row.eye_right_milli / 1000.0, e.eye_left_open, e.eye_right_open, e.blinked, e.gaze.x, e.gaze.y,
        quality_json(face), points ? ",\"points\":" + points_json(face.points) : "",
        analysed.live ? fmt::format("{:.3f}", *analysed.live) : "null");
}

std::string seen_json(const SeenFace& face) {
    return fmt::format(
        R"({{"box":{},"score":{:.3f},"iod":null,"yaw":null,"pitch":null,"roll":null,"smile":null,)"
        R"("mouth_ratio":null,"mouth_open":null,"eye_left":null,"eye_right":null,"quality":null,"live":null}})",
        box_json(face.box), face.score);
}

class JsonOutput final : public AnalysisOutput {
  public:
    explicit JsonOutput(bool points) : points_(points) {}
    Result<void> add(const Analysed& analysed) override {
        fmt::print("{}\n", observations_json(analysed, points_));
        return {};
    }
    Result<void> finish_file() override {
        if (std::fflush(stdout) == 0) return {};
        return fail(Errc::full, "standard output takes no more: is the disk full?");
    }

  private:
    bool points_;
};

}  // namespace

std::string observations_json(const Analysed& analysed, bool points) {
    std::string list;
    for (const AnalysedFace& face : analysed.faces)
        list += (list.empty() ? "" : ",") + face_json(face, points);
    for (const SeenFace& face : analysed.others)
        list += (list.empty() ? "" : ",") + seen_json(face);
    return fmt::format(R"({{"file":{},"frame":{},"t":{:.6f},"faces":[{}]}})",
                       json_string(analysed.file.string()), analysed.frame, analysed.seconds, list);
}

std::unique_ptr<AnalysisOutput> make_json_output(bool points) {
    return std::make_unique<JsonOutput>(points);
}

}  // namespace verikiosk::lab
