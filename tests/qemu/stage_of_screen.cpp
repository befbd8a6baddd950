// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "firmware/screens/painter.hpp"
#include "tests/unit/firmware/screens/drawn_frame.hpp"
#include "tests/unit/firmware/screens/stage_states.hpp"

/// stage_of_screen PICTURE CATALOGUES: which screen a device shows. PICTURE is a screenshot (binary PPM) at
/// the size of the kiosk's pictures; every stage is painted here and the nearest one wins. Prints its name
/// and the mean difference per channel (0..255); "other" where none is near: a console, or a live picture,
/// which nothing painted here can resemble. A selfie and a viewfinder can't either, but are plain around it.
namespace {

using namespace verikiosk;

// Another release's fonts and a code half typed wrap a line elsewhere: up to 6. The nearest of all wins, so
// this only refuses what is no screen of ours at all.
constexpr double near = 8.0;
// The review's selfie covers a third of the screen and is somebody else here; a live picture is further off.
constexpr double near_review = 28.0;
// The code screen's viewfinder, likewise, covers a ninth.
constexpr double near_code = 16.0;

struct Screenshot {
    int width = 0;
    int height = 0;
    std::vector<unsigned char> rgb;
};

std::optional<Screenshot> read_ppm(const char* path) {
    std::ifstream in(path, std::ios::binary);
    std::string magic;
    int most = 0;
    Screenshot shot;
    in >> magic >> shot.width >> shot.height >> most;
    if (magic != "P6" || most != 255 || shot.width < 16 || shot.width > 8192 || shot.height < 16 ||
        shot.height > 8192) {
        return std::nullopt;
    }
    in.get();
    shot.rgb.resize(static_cast<std::size_t>(shot.width) * static_cast<std::size_t>(shot.height) * 3);
    in.read(reinterpret_cast<char*>(shot.rgb.data()), static_cast<std::streamsize>(shot.rgb.size()));
    if (!in) return std::nullopt;
    return shot;
}

double difference(const Screenshot& shot, const drivers::Picture& picture) {
    double sum = 0;
    for (int y = 0; y < shot.height; ++y) {
        const unsigned char* at = shot.rgb.data() + static_cast<std::ptrdiff_t>(y) * shot.width * 3;
        const std::uint8_t* row = picture.data + static_cast<std::size_t>(y) * picture.stride;
        for (int x = 0; x < shot.width; ++x, at += 3, row += 4)
            sum += std::abs(at[0] - row[2]) + std::abs(at[1] - row[1]) + std::abs(at[2] - row[0]);
    }
    return sum / (3.0 * shot.width * shot.height);
}

int complain(const std::string& what) {
    std::fprintf(stderr, "stage_of_screen: %s\n", what.c_str());
    return 3;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: stage_of_screen PICTURE.ppm CATALOGUES\n");
        return 2;
    }
    const auto shot = read_ppm(argv[1]);
    if (!shot) return complain(std::string(argv[1]) + " is no binary PPM");
    const auto texts = screens::Texts::open(argv[2], "en");
    if (!texts) return complain(texts.error().what);
    auto painter = screens::Painter::create(shot->width, shot->height);
    if (!painter) {  // a console before the kiosk's own mode is set
        std::printf("other - 255\n");
        return 0;
    }

    std::string nearest;
    double least = std::numeric_limits<double>::max();
    for (const auto& [name, state] : tests::states_of_every_stage()) {
        const screens::ScreenModel model =
            screens::model_of(state, tests::scene_time, *texts, tests::scene_limits);
        const tests::DrawnFrame frame(1280, 720, state.oval);
        const screens::LiveFrame source = frame.live();
        const double found = difference(*shot, (*painter)->paint(model, &source));
        if (found >= least) continue;
        least = found;
        nearest = name;
    }
    double limit = near;
    if (nearest.starts_with("review")) limit = near_review;
    if (nearest.starts_with("code")) limit = near_code;
    const bool found = least < limit;
    std::printf("%s %s %.2f\n", found ? nearest.c_str() : "other", nearest.c_str(), least);
    return 0;
}
