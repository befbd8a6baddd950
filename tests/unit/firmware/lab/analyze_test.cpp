// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/analyze.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <utility>

#include "drivers/camera/recording_camera.hpp"
#include "drivers/display/video_display.hpp"
#include "drivers/jpeg/jpeg.hpp"
#include "drivers/simulator/simulated_camera.hpp"
#include "firmware/screens/live_picture.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("analyze");

namespace {

namespace fs = std::filesystem;

/// What goes to a stream while this is there, in a file.
class Caught {
  public:
    Caught(std::FILE* stream, const fs::path& file) : stream_(stream), before_(dup(fileno(stream))) {
        std::fflush(stream_);
        const int to = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        CHECK(to >= 0 && dup2(to, fileno(stream_)) >= 0);
        close(to);
    }
    Caught(const Caught&) = delete;
    Caught& operator=(const Caught&) = delete;
    ~Caught() {
        std::fflush(stream_);
        dup2(before_, fileno(stream_));
        close(before_);
    }

  private:
    std::FILE* stream_;
    int before_;
};

struct Ran {
    int code = 0;
    std::string out;
    std::string err;
};
Ran analyze(const lab::AnalyzeOptions& options) {
    const TemporaryFolder folder;
    Ran ran;
    {
        const Caught out(stdout, folder / "out");
        const Caught err(stderr, folder / "err");
        ran.code = lab::run_analyze(options);
    }
    ran.out = read_whole(folder / "out");
    ran.err = read_whole(folder / "err");
    return ran;
}

std::size_t lines_of(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// The number behind the key's first appearance.
double number(const std::string& text, const std::string& key) {
    const auto at = text.find('"' + key + "\":");
    CHECK(at != std::string::npos);
    return std::strtod(text.c_str() + at + key.size() + 3, nullptr);
}

std::unique_ptr<drivers::SimulatedCamera> visitor() {
    drivers::SimulatedCameraOptions options;
    options.visitor = simulator::draw_visitor(1);
    options.visitor.start = {.distance = 45};
    options.behaviour.faultless = true;
    options.width = 640;
    options.height = 480;
    auto camera = must(drivers::make_simulated_camera(options));
    must(camera->start());
    return camera;
}

drivers::Frame settled(drivers::SimulatedCamera& camera) {
    for (int i = 0; i < 20; ++i)
        (void)must(camera.next(1s));
    return must(camera.next(1s));
}

void write_photo(const fs::path& file) {
    fs::create_directories(file.parent_path());
    const Bytes jpeg = must(drivers::encode_jpeg(settled(*visitor()), 92));
    write_file(file, std::string(jpeg.begin(), jpeg.end()));
}

constexpr int asked_at = 50;

/// The visitor, filmed, and asked for something after a while.
void write_video(const fs::path& file, int frames, simulator::Cue asked = simulator::Cue::none) {
    const auto camera = visitor();
    const auto video = must(drivers::open_video_file(file, 640, 480, 30));
    screens::LivePicture live;
    std::vector<std::uint8_t> pixels(std::size_t{640} * 480 * 4);
    for (int i = 0; i < frames; ++i) {
        if (i == asked_at) camera->cue(asked);
        const drivers::Frame frame = must(camera->next(1s));
        live.convert(screens::live(frame), {0, 0, 640, 480, 1}, false, {pixels.data(), 640 * 4, 640, 480});
        (void)must(video->show({pixels.data(), 640 * 4, 640, 480}, frame.info().sensor_time));
    }
    must(video->finish());
}

/// The visitor with stripes of 3.2 pixels' period over everything, as a screen's pixels leave them.
void write_with_raster(const fs::path& file) {
    const drivers::Frame frame = settled(*visitor());
    std::vector<std::uint8_t> pixels(std::size_t{640} * 480 * 4);
    screens::LivePicture live;
    live.convert(screens::live(frame), {0, 0, 640, 480, 1}, false, {pixels.data(), 640 * 4, 640, 480});
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const auto x = static_cast<double>(i / 4 % 640);
        const auto y = static_cast<double>(i / 4 / 640);
        const double stripe = 8 * std::sin(2 * std::numbers::pi * (x + 0.3 * y) / 3.2);
        pixels[i] = static_cast<std::uint8_t>(std::clamp(pixels[i] + stripe, 0.0, 255.0));
    }
    must(drivers::write_png(file, {pixels.data(), 640 * 4, 640, 480}));
}

/// The photo stored lying on its side, with an EXIF orientation that says how to turn it: 6, a quarter turn
/// clockwise.
void write_lying(const fs::path& upright, const fs::path& file) {
    const std::string bytes = read_whole(upright);
    const Bytes jpeg(bytes.begin(), bytes.end());
    const auto picture = must(drivers::decode_jpeg(jpeg, std::size_t{640} * 480));
    struct Memory final : drivers::BufferOwner {
        void requeue(std::uint32_t /*buffer*/) noexcept override {}
        std::vector<std::uint8_t> luma;
        std::vector<std::uint8_t> gray;
    };
    const auto memory = std::make_shared<Memory>();
    for (int y = 0; y < picture.width; ++y) {
        for (int x = 0; x < picture.height; ++x)
            memory->luma.push_back(
                picture.y[static_cast<std::size_t>(x) * static_cast<std::size_t>(picture.width) +
                          static_cast<std::size_t>(picture.width - 1 - y)]);
    }
    memory->gray.assign(memory->luma.size() / 4, 128);
    drivers::FrameInfo info;
    info.width = picture.height;
    info.height = picture.width;
    info.format = drivers::PixelFormat::i420;
    info.full_range = true;
    const auto stride = static_cast<std::size_t>(info.width);
    const std::array<drivers::Plane, 3> planes{{{memory->luma.data(), stride},
                                                {memory->gray.data(), stride / 2},
                                                {memory->gray.data(), stride / 2}}};
    const Bytes lying = must(drivers::encode_jpeg(drivers::Frame(info, planes, memory, 0), 92));
    using namespace std::string_literals;
    const std::string exif = "\xff\xe1\0\x22"s + "Exif\0\0"s + "MM\0\x2a\0\0\0\x08\0\x01"s +
                             "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"s;
    write_file(file, std::string(lying.begin(), lying.begin() + 2) + exif +
                         std::string(lying.begin() + 2, lying.end()));
}

}  // namespace

STORY(a_photo_is_measured_upright_whichever_way_it_was_stored) {
    const TemporaryFolder folder;
    write_photo(folder / "1.jpg");
    write_lying(folder / "1.jpg", folder / "2.jpg");
    const Ran ran = analyze({.files = {folder.path()}, .json = true});
    CHECK_EQUAL(ran.code, 0);
    CHECK_EQUAL(ran.err, "");
    CHECK_EQUAL(lines_of(ran.out), std::size_t{2});
    const std::string first = ran.out.substr(0, ran.out.find('\n'));
    const std::string second = ran.out.substr(first.size() + 1);
    CHECK(number(first, "iod") > 60);
    CHECK(std::abs(number(first, "iod") / number(second, "iod") - 1) < 0.03);
    CHECK(std::abs(number(first, "roll") - number(second, "roll")) < 3);
}

STORY(a_broken_file_is_named_and_left_out_and_the_others_are_done) {
    const TemporaryFolder folder;
    write_photo(folder / "3.jpg");
    write_file(folder / "1.jpg", "this is no photo");
    write_file(folder / "2.mp4", "nor is this a video");
    const Ran ran = analyze({.files = {folder.path(), folder / "gone.png"}, .json = true});
    CHECK_EQUAL(ran.code, 3);
    for (const char* name : {"1.jpg", "2.mp4", "gone.png"})
        CHECK_CONTAINS(ran.err, name);
    CHECK_EQUAL(lines_of(ran.err), std::size_t{3});
    CHECK_EQUAL(lines_of(ran.out), std::size_t{1});
    CHECK_CONTAINS(ran.out, "3.jpg\",\"frame\":0");
}

STORY(of_a_video_every_so_many_frames_are_told) {
    const TemporaryFolder folder;
    write_video(folder / "clip.mp4", 20);
    const Ran ran = analyze({.files = {folder / "clip.mp4"}, .every = 8, .json = true, .points = true});
    CHECK_EQUAL(ran.code, 0);
    CHECK_EQUAL(lines_of(ran.out), std::size_t{3});
    for (const char* part :
         {"\"frame\":0,\"t\":0.000000", "\"frame\":8,\"t\":0.26", "\"frame\":16,\"t\":0.53", "\"points\":[["})
        CHECK_CONTAINS(ran.out, part);
}

STORY(people_read_a_table_and_see_the_points_in_pictures) {
    const TemporaryFolder folder;
    write_photo(folder / "photos/1.jpg");
    write_video(folder / "photos/2.mp4", 12);
    const Ran ran = analyze({.files = {folder / "photos"}, .every = 3, .overlay = folder / "seen"});
    CHECK_EQUAL(ran.code, 0);
    CHECK_CONTAINS(ran.out, "1.jpg                                          1/1");
    CHECK_CONTAINS(
        ran.out, "2.mp4                                        4 frames, 0.3 s: a face in 100.0 %, 1 track");
    CHECK_EQUAL(lines_of(ran.out), std::size_t{3});
    const auto picture = must(drivers::open_recording(folder / "seen/1.jpg.png"));
    CHECK_EQUAL(picture->info().width, 640);
    const auto video = must(drivers::open_recording(folder / "seen/2.mp4.mp4"));
    must(video->start());
    for (int i = 0; i < 4; ++i)
        CHECK_EQUAL(must(video->next(1s)).info().height, 480);
    CHECK(video->next(1s).error().code == Errc::ended);
}

STORY(two_photos_of_one_name_leave_two_pictures) {
    const TemporaryFolder folder;
    fs::create_directories(folder / "a");
    fs::create_directories(folder / "b");
    write_photo(folder / "a/1.jpg");
    fs::copy_file(folder / "a/1.jpg", folder / "b/1.jpg");
    CHECK_EQUAL(analyze({.files = {folder / "a", folder / "b"}, .overlay = folder / "seen"}).code, 0);
    CHECK(fs::exists(folder / "seen/1.jpg.png"));
    CHECK(fs::exists(folder / "seen/1.jpg-2.png"));
}

STORY(where_pictures_can_not_be_written_nothing_is_pretended) {
    const TemporaryFolder folder;
    write_photo(folder / "1.jpg");
    write_file(folder / "file", "");
    const Ran ran = analyze({.files = {folder / "1.jpg"}, .overlay = folder / "file"});
    CHECK_EQUAL(ran.code, 3);
    CHECK_CONTAINS(ran.err, "can't be made");
}

STORY(a_living_face_is_told_from_one_with_a_raster) {
    const TemporaryFolder folder;
    write_photo(folder / "1.jpg");
    write_with_raster(folder / "2.png");
    const Ran photo = analyze({.files = {folder / "1.jpg"}, .json = true});
    CHECK(number(photo.out, "live") >= 0.5);
    const Ran raster = analyze({.files = {folder / "2.png"}, .json = true});
    CHECK(number(raster.out, "live") < 0.5);
}

STORY(of_a_video_nobody_can_say_before_enough_was_seen) {
    const TemporaryFolder folder;
    write_video(folder / "clip.mp4", 25);
    const Ran ran = analyze({.files = {folder / "clip.mp4"}, .json = true});
    CHECK_CONTAINS(ran.out.substr(0, ran.out.find('\n')), "\"live\":null");
    CHECK(number(ran.out.substr(ran.out.rfind("{\"file\"")), "live") >= 0.5);
}

STORY(a_photo_held_up_is_filmed_for_two_seconds) {
    const TemporaryFolder folder;
    write_photo(folder / "1.jpg");
    const Ran ran = analyze({.files = {folder / "1.jpg"},
                             .json = true,
                             .through = lab::ThroughOptions{.medium = simulator::Medium::tablet}});
    CHECK_EQUAL(ran.code, 0);
    CHECK_EQUAL(ran.err, "");
    CHECK_EQUAL(lines_of(ran.out), std::size_t{60});
    const std::string last = ran.out.substr(ran.out.rfind("{\"file\""));
    CHECK_CONTAINS(last, "\"frame\":59,");
    CHECK(number(last, "iod") > 60);
}

STORY(a_video_held_up_lasts_as_long_as_it_does) {
    const TemporaryFolder folder;
    write_video(folder / "clip.mp4", 30);
    for (const auto medium : {simulator::Medium::print, simulator::Medium::monitor}) {
        const Ran ran = analyze(
            {.files = {folder / "clip.mp4"}, .json = true, .through = lab::ThroughOptions{.medium = medium}});
        CHECK_EQUAL(ran.code, 0);
        CHECK(lines_of(ran.out) >= 29 && lines_of(ran.out) <= 31);
        // The camera's picture, not the clip's, and the same face in it.
        CHECK(number(ran.out.substr(ran.out.rfind("{\"file\"")), "iod") > 60);
    }
}

STORY(what_shows_nobody_can_not_be_held_up) {
    const TemporaryFolder folder;
    const std::vector<std::uint8_t> gray(std::size_t{320} * 240 * 4, 128);
    must(drivers::write_png(folder / "empty.png", {gray.data(), 320 * 4, 320, 240}));
    const Ran ran = analyze({.files = {folder / "empty.png"}, .through = lab::ThroughOptions{}});
    CHECK_EQUAL(ran.code, 3);
    CHECK_CONTAINS(ran.err, "empty.png: there is no face to hold up");
}

STORY(a_visitor_who_turns_passes_and_a_print_of_him_does_not) {
    const TemporaryFolder folder;
    write_photo(folder / "1.jpg");
    write_video(folder / "2.mp4", 150, simulator::Cue::turn_right);
    const Ran head = analyze({.files = {folder / "2.mp4"}, .json = true, .judge = ChallengeKind::turn});
    CHECK_EQUAL(head.code, 0);
    CHECK_EQUAL(lines_of(head.out), std::size_t{1});
    CHECK_CONTAINS(head.out, R"("judge":"turn","outcome":"pass","reason":"none")");
    CHECK_CONTAINS(head.out, R"("side":"right")");
    const Ran print =
        analyze({.files = {folder / "1.jpg"},
                 .json = true,
                 .judge = ChallengeKind::turn,
                 .through = lab::ThroughOptions{.skill = simulator::knows_the_design, .still = 8s}});
    CHECK_EQUAL(print.code, 0);
    CHECK_EQUAL(lines_of(print.out), std::size_t{1});
    CHECK_EQUAL(print.out.find("\"outcome\":\"pass\""), std::string::npos);
}

STORY(a_photo_has_no_motion_to_judge) {
    const TemporaryFolder folder;
    write_photo(folder / "1.jpg");
    const Ran ran = analyze({.files = {folder / "1.jpg"}, .judge = ChallengeKind::approach});
    CHECK_EQUAL(ran.code, 3);
    CHECK_EQUAL(ran.out, "");
    CHECK_CONTAINS(ran.err, "1.jpg: a photo has no motion");
}

namespace {

/// The program's own words and exit code.
Ran typed(const std::string& arguments) {
    const std::string line = std::string(KIOSK_LAB) + " analyze " + arguments + " 2>&1";
    FILE* pipe = ::popen(line.c_str(), "r");
    CHECK(pipe != nullptr);
    Ran ran;
    std::array<char, 512> part{};
    while (std::fgets(part.data(), static_cast<int>(part.size()), pipe) != nullptr)
        ran.out += part.data();
    const int status = ::pclose(pipe);
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ran;
}

}  // namespace

STORY(options_that_do_not_go_together_are_refused_by_name) {
    const std::pair<const char*, const char*> refused[]{
        {"clip.mp4 --judge turn --every 3", "--every excludes --judge"},
        {"clip.mp4 --judge turn --overlay seen", "--overlay excludes --judge"},
        {"clip.mp4 --judge turn --json --points", "--points excludes --judge"},
        {"clip.mp4 --judge smile", "smile not in {turn,approach}"},
        {"clip.mp4 --points", "--points requires --json"},
        {"clip.mp4 --through paper", "paper not in {print,phone,tablet,monitor}"},
        {"clip.mp4 --through print --skill 5", "5 not in range"},
        {"clip.mp4 --skill 3", "--skill requires --through"},
        {"clip.mp4 --seed 3", "--seed requires --through"},
        {"", "FILE is required"},
    };
    for (const auto& [arguments, words] : refused) {
        const Ran ran = typed(arguments);
        CHECK_EQUAL(ran.code, 2);
        CHECK_CONTAINS(ran.out, words);
    }
    for (const char* word : {"--judge", "--through", "--skill", "--seed"})
        CHECK_CONTAINS(typed("--help").out, word);
}
