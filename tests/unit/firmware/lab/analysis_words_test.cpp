// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/observation_json.hpp"
#include "firmware/lab/observation_table.hpp"
#include "firmware/lab/progress.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("analysis_words");

namespace {

lab::AnalysedFace face_at(float x, float smile, std::optional<float> live = std::nullopt) {
    Observation face;
    face.row.track = 1;
    face.row.iod_decipx = 935;
    face.row.yaw_decideg = -123;
    face.row.mouth_width_milli = 870;
    face.row.quality.add(Reason::blurred);
    face.box = {x, 100, 200, 210};
    face.expression.smile = smile;
    face.seen[0] = {face.box, 0.75F};
    face.seen_count = 1;
    return {face, live};
}

const std::filesystem::path file = "folder/a \"clip\".mp4";
const drivers::Frame no_picture;

}  // namespace

STORY(a_line_of_json_says_what_the_readme_says) {
    const std::string line = lab::observations_json(
        {file, false, 7, 0.25, no_picture, {face_at(10, 0.5F, 0.875F)}, {{{500, 80, 90, 91}, 0.5F}}}, false);
    CHECK_CONTAINS(line,
                   R"({"file":"folder/a \"clip\".mp4","frame":7,"t":0.250000,"faces":[{"box":[10.0,100.0,)");
    for (const char* key : {"score", "iod", "yaw", "pitch", "roll", "smile", "mouth_ratio", "mouth_open",
                            "eye_left", "eye_right", "quality", "live"})
        CHECK_CONTAINS(line, '"' + std::string(key) + "\":");
    CHECK_CONTAINS(line, R"("iod":93.5,"yaw":-12.3,)");
    CHECK_CONTAINS(line, R"("reasons":["blurred"])");
    // Who is only seen comes behind, with no more than was seen.
    CHECK_CONTAINS(line,
                   R"("live":0.875},{"box":[500.0,80.0,90.0,91.0],"score":0.500,"iod":null,"yaw":null,)");
    CHECK(line.ends_with(R"("quality":null,"live":null}]})"));
    CHECK(line.find("points") == std::string::npos);
    CHECK(lab::observations_json({file, true, 0, 0, no_picture, {face_at(10, 0)}, {}}, false)
              .ends_with(R"("live":null}]})"));
}

STORY(a_frame_without_a_face_is_a_line_too) {
    CHECK_EQUAL(lab::observations_json({file, false, 0, 0, no_picture, {}, {}}, true),
                R"({"file":"folder/a \"clip\".mp4","frame":0,"t":0.000000,"faces":[]})");
}

STORY(a_photo_is_a_row_of_the_table_for_each_face) {
    CHECK_CONTAINS(lab::photo_lines({file, true, 0, 0, no_picture, {}, {}}), "no face");
    const std::string rows =
        lab::photo_lines({file, true, 0, 0, no_picture, {face_at(10, 0.9F), face_at(400, 0.1F, 0.25F)}, {}});
    CHECK_CONTAINS(rows, "1/2    93.5  -12.3");
    CHECK_CONTAINS(rows, "2/2");
    CHECK_CONTAINS(rows, "    ?  blurred\n");
    CHECK_CONTAINS(rows, " 0.25  blurred\n");
    CHECK_EQUAL(rows.find("clip"), rows.rfind("clip"));
}

STORY(a_video_comes_down_to_a_line) {
    lab::VideoSummary video("clip.mp4");
    for (std::uint64_t i = 0; i < 10; ++i) {
        std::vector<lab::AnalysedFace> faces;
        // Smiles on 2, 3, 4, is gone on 5, and comes back smiling.
        if (i != 5) faces.push_back(face_at(10, i >= 2 && i <= 6 ? 0.8F : 0.1F));
        if (i == 8) faces[0].seen.expression.blinked = true;
        // Nobody can say at first; what is least counts.
        if (i >= 6) faces[0].live = i == 7 ? 0.31F : 0.9F;
        video.add({file, false, i, static_cast<double>(i) / 10, no_picture, faces, {}});
    }
    const std::string line = video.line();
    CHECK_CONTAINS(line, "10 frames, 0.9 s: a face in 90.0 %, 1 track, eyes 93.5-93.5 px apart");
    CHECK_CONTAINS(line, "1 blink, 2 smiles from 0.20 s, 0.60 s, live 0.31\n");
}

STORY(the_progress_bar_fits_its_line) {
    CHECK_EQUAL(lab::progress_line(1, 4, "photo.jpg", 0), "[#####...............] 1 of 4  photo.jpg");
    const std::string longest = lab::progress_line(4, 4, std::string(200, 'x'), 1234);
    CHECK_EQUAL(longest.size(), std::size_t{79});
    CHECK(longest.ends_with("x, frame 1234"));
    // No character is cut in two.
    std::string umlauts;
    for (int i = 0; i < 60; ++i)
        umlauts += "\u00e4";
    const std::string cut = lab::progress_line(4, 4, umlauts, 0);
    CHECK(cut.ends_with("\u00e4"));
}
