// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <iterator>

#include "drivers/camera/recording_camera.hpp"
#include "drivers/display/video_display.hpp"
#include "drivers/input/scripted_input.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/drivers/clips.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using drivers::open_video_file;

GROUP("video");

namespace {

std::ptrdiff_t files_in(const std::filesystem::path& folder) {
    return std::distance(std::filesystem::directory_iterator(folder), {});
}

}  // namespace

STORY(pictures_keep_the_times_at_which_they_were_shown) {
    const TemporaryFolder folder;
    const int milliseconds[] = {0, 33, 100, 1100, 1101};
    const auto video = must(open_video_file(folder / "v.mp4", clip_width, clip_height, 30));
    CHECK_EQUAL(video->width(), clip_width);
    CHECK_EQUAL(video->height(), clip_height);
    for (const int ms : milliseconds) {
        const TimePoint now = from_nanoseconds(5'000'000'000) + ms * 1ms;
        CHECK(must(video->show(Pattern(100).picture(), now)) == now);
    }
    must(video->finish());
    const auto camera = must(drivers::open_recording(folder / "v.mp4", {.origin = TimePoint{}}));
    must(camera->start());
    const auto played = play(*camera);
    CHECK_EQUAL(played.frames.size(), std::size(milliseconds));
    for (std::size_t i = 0; i < played.frames.size(); ++i) {
        CHECK(played.frames[i].sensor_time == TimePoint{} + milliseconds[i] * 1ms);
    }
}

STORY(pictures_shown_at_one_moment_are_all_kept_in_order) {
    const TemporaryFolder folder;
    const auto video = must(open_video_file(folder / "v.mp4", clip_width, clip_height, 30));
    for (int i = 0; i < 3; ++i)
        (void)must(video->show(Pattern(50 * i).picture(), TimePoint{}));
    must(video->finish());
    const auto camera = must(drivers::open_recording(folder / "v.mp4"));
    must(camera->start());
    CHECK_EQUAL(play(*camera).frames.size(), 3U);
}

STORY(a_video_that_was_not_finished_leaves_no_file) {
    const TemporaryFolder folder;
    {
        const auto video = must(open_video_file(folder / "v.mp4", clip_width, clip_height, 30));
        (void)must(video->show(Pattern(9).picture(), TimePoint{}));
        CHECK(!std::filesystem::exists(folder / "v.mp4"));
    }
    CHECK_EQUAL(files_in(folder.path()), 0);
    const auto empty = must(open_video_file(folder / "v.mp4", clip_width, clip_height, 30));
    CHECK(empty->finish().error().code == Errc::invalid);
    CHECK_EQUAL(files_in(folder.path()), 0);
}

STORY(nothing_can_be_shown_after_the_end) {
    const TemporaryFolder folder;
    const auto video = must(open_video_file(folder / "v.mp4", clip_width, clip_height, 30));
    (void)must(video->show(Pattern(9).picture(), TimePoint{}));
    must(video->finish());
    CHECK(video->show(Pattern(9).picture(), TimePoint{}).error().code == Errc::invalid);
    CHECK(video->finish().error().code == Errc::invalid);
    CHECK_EQUAL(files_in(folder.path()), 1);
}

STORY(a_place_that_cannot_be_written_is_named) {
    const TemporaryFolder folder;
    const auto missing = folder.path() / "no/such/folder";
    CHECK_CONTAINS(open_video_file(missing / "v.mp4", 64, 48, 30).error().what, "no/such/folder/v.mp4");
    CHECK_CONTAINS(drivers::write_png(missing / "p.png", Pattern(1).picture()).error().what,
                   "no/such/folder/p.png");
    CHECK(open_video_file(folder / "v.mp4", 63, 48, 30).error().code == Errc::invalid);
    CHECK(open_video_file(folder / "v.mp4", 64, 48, 0).error().code == Errc::invalid);
    CHECK(drivers::write_png(folder / "p.png", {}).error().code == Errc::invalid);
    CHECK_EQUAL(files_in(folder.path()), 0);
}

STORY(a_png_is_whole_and_has_the_very_pixels) {
    const TemporaryFolder folder;
    must(drivers::write_png(folder / "p.png", Pattern(77).picture()));
    CHECK_EQUAL(files_in(folder.path()), 1);
    const auto camera = must(drivers::open_recording(folder / "p.png"));
    must(camera->start());
    const auto frame = must(camera->next(1s));
    CHECK_EQUAL(halves(frame).left, 77);
    CHECK_EQUAL(halves(frame).right, 0);
}

STORY(scripted_input_comes_in_the_order_in_which_it_was_given) {
    drivers::ScriptedInput input;
    CHECK(!input.poll());
    input.type("7A");
    input.press(drivers::Key::enter);
    input.touch(3, 4);
    input.quit();
    CHECK(input.poll()->character == U'7');
    CHECK(input.poll()->character == U'A');
    CHECK(input.poll()->key == drivers::Key::enter);
    const auto touch = input.poll();
    CHECK(touch->kind == drivers::InputEvent::Kind::touch && touch->x == 3 && touch->y == 4);
    CHECK(input.poll()->kind == drivers::InputEvent::Kind::quit);
    CHECK(!input.poll());
}
