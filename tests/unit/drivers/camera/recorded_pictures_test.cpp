// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>

#include "drivers/jpeg/jpeg.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/drivers/clips.hpp"
#include "tests/unit/drivers/memory_frame.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using drivers::Frame;
using drivers::RecordingOptions;

GROUP("recorded_pictures");

namespace {

/// A JPEG of four gray quarters (left to right, top to bottom) that says how it was held: orientation 1..8
/// of EXIF, in a TIFF header of one entry behind the start of image.
std::string photo_held(const std::array<int, 4>& quarters, char orientation) {
    constexpr int width = 64;
    constexpr int height = 32;
    auto buffer = std::make_shared<MemoryBuffer>();
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            buffer->y.push_back(static_cast<std::uint8_t>(
                quarters[static_cast<std::size_t>((y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1))]));
    }
    buffer->u.assign(std::size_t{width} / 2 * height / 2, 128);
    buffer->v = buffer->u;
    drivers::FrameInfo info;
    info.width = width;
    info.height = height;
    info.format = drivers::PixelFormat::i420;
    info.full_range = true;
    const std::array<drivers::Plane, 3> planes{
        {{buffer->y.data(), width}, {buffer->u.data(), width / 2}, {buffer->v.data(), width / 2}}};
    const Bytes jpeg = must(drivers::encode_jpeg(Frame(info, planes, buffer, 0), 95));
    using namespace std::string_literals;
    const std::string tiff =
        "MM\0\x2a\0\0\0\x08\0\x01"s + "\x01\x12\0\x03\0\0\0\x01\0"s + orientation + "\0\0\0\0\0\0"s;
    const std::string exif = "Exif\0\0"s + tiff;
    const std::string segment = "\xff\xe1\0"s + static_cast<char>(exif.size() + 2) + exif;
    return std::string(jpeg.begin(), jpeg.begin() + 2) + segment + std::string(jpeg.begin() + 2, jpeg.end());
}

}  // namespace

STORY(a_folder_of_pictures_plays_in_the_natural_order_of_names) {
    const TemporaryFolder folder;
    must(drivers::write_png(folder / "10.png", Pattern(200).picture()));
    must(drivers::write_png(folder / "9.png", Pattern(100).picture()));
    must(drivers::write_png(folder / "001.png", Pattern(50).picture()));
    write_file(folder / "notes.txt", "not a picture");
    const auto camera = started(folder.path(), {.picture_rate = 10});
    CHECK_EQUAL(camera->info().frames_per_second, 10.0);
    int i = 0;
    for (const int level : {50, 100, 200}) {
        const Frame frame = must(camera->next(1s));
        CHECK(near(halves(frame).left, level));  // RGB becomes full-range I420
        CHECK(near(halves(frame).right, 0));
        CHECK(frame.info().sensor_time == RecordingOptions{}.origin + i++ * 100ms);
    }
    CHECK(camera->next(1s).error().code == Errc::ended);
}

STORY(a_folder_of_jpegs_hands_out_their_planes_as_they_are) {
    const TemporaryFolder folder;
    film(folder / "clip.mp4", 1);
    const auto clip = started(folder / "clip.mp4");
    const Frame original = must(clip->next(1s));
    const Bytes jpeg = must(drivers::encode_jpeg(original, 95));
    std::filesystem::create_directory(folder / "pictures");
    write_file(folder / "pictures/a.JPG", std::string(jpeg.begin(), jpeg.end()));
    const auto camera = started(folder / "pictures");
    const Frame frame = must(camera->next(1s));
    // The film has video's range, the JPEG all of it.
    CHECK(!original.info().full_range);
    CHECK(frame.info().full_range);
    const auto stretched = [](int luma) { return std::clamp((luma - 16) * 255 / 219, 0, 255); };
    CHECK(near(halves(frame).left, stretched(halves(original).left)));
    CHECK(near(halves(frame).right, stretched(halves(original).right)));
}

STORY(a_picture_of_another_size_is_refused_by_its_number) {
    const TemporaryFolder folder;
    must(drivers::write_png(folder / "1.png", Pattern(50).picture()));
    must(drivers::write_png(folder / "2.png", Pattern(50, 32, 32).picture()));
    const auto camera = started(folder.path());
    (void)must(camera->next(1s));
    const auto second = camera->next(1s);
    CHECK(second.error().code == Errc::invalid);
    CHECK_CONTAINS(second.error().what, "picture 1 is 32x32, the first one is 64x48");
}

STORY(an_unreadable_picture_among_others_is_counted_as_torn) {
    const TemporaryFolder folder;
    must(drivers::write_png(folder / "1.png", Pattern(50).picture()));
    write_file(folder / "2.png", read_whole(folder / "1.png").substr(0, 30));
    must(drivers::write_png(folder / "3.png", Pattern(90).picture()));
    const auto camera = started(folder.path());
    const auto played = play(*camera);
    CHECK_EQUAL(played.frames.size(), 2U);
    CHECK_EQUAL(played.frames[1].sequence, 2U);
    CHECK_EQUAL(camera->counters().torn, 1U);
}

STORY(a_photo_is_seen_upright_however_the_telephone_was_held) {
    const TemporaryFolder folder;
    constexpr std::array stored{220, 160, 100, 40};
    // Which of the stored quarters comes to lie where (EXIF 2.32, 4.6.5.1, "Orientation").
    constexpr std::array<std::array<std::size_t, 4>, 8> upright{{{0, 1, 2, 3},
                                                                 {1, 0, 3, 2},
                                                                 {3, 2, 1, 0},
                                                                 {2, 3, 0, 1},
                                                                 {0, 2, 1, 3},
                                                                 {2, 0, 3, 1},
                                                                 {3, 1, 2, 0},
                                                                 {1, 3, 0, 2}}};
    for (std::size_t i = 0; i < upright.size(); ++i) {
        const auto file = folder.path() / ("photo" + std::to_string(i + 1) + ".jpg");
        write_file(file, photo_held(stored, static_cast<char>(i + 1)));
        const auto camera = started(file);
        const Frame frame = must(camera->next(1s));
        const bool tall = i >= 4;
        CHECK_EQUAL(frame.info().width, tall ? 32 : 64);
        CHECK_EQUAL(frame.info().height, tall ? 64 : 32);
        CHECK_EQUAL(camera->info().width, frame.info().width);
        for (std::size_t quarter = 0; quarter < 4; ++quarter) {
            const auto x = static_cast<std::size_t>(frame.info().width) * (quarter % 2 == 0 ? 1 : 3) / 4;
            const auto y = static_cast<std::size_t>(frame.info().height) * (quarter < 2 ? 1 : 3) / 4;
            CHECK(near(frame.plane(0).data[y * frame.plane(0).stride + x], stored[upright[i][quarter]]));
        }
    }
}
