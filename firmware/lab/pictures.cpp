// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/pictures.hpp"

#include <cstdio>
#include <fstream>
#include <string>

#include "drivers/jpeg/jpeg.hpp"
#include "drivers/simulator/simulated_camera.hpp"

namespace verikiosk::lab {
namespace {

constexpr int quality = 92;
constexpr int frames_a_second = 30;
// The slowest reaction to a cue and the way from one face to the other.
constexpr int settling_frames = 2 * frames_a_second;

std::unique_ptr<drivers::SimulatedCamera> camera_of(const PicturesOptions& options, Error& error) {
    drivers::SimulatedCameraOptions camera;
    camera.visitor = simulator::draw_visitor(options.seed);
    camera.visitor.start = {.distance = static_cast<float>(options.distance_cm)};
    camera.behaviour.faultless = true;
    camera.width = options.width;
    camera.height = options.height;
    auto made = drivers::make_simulated_camera(camera);
    if (!made) {
        error = made.error();
        return nullptr;
    }
    return std::move(*made);
}

Result<void> skip(drivers::SimulatedCamera& camera, int frames) {
    for (int i = 0; i < frames; ++i) {
        if (auto frame = camera.next(1s); !frame) return fail(frame.error());
    }
    return {};
}

class Writer {
  public:
    Writer(drivers::SimulatedCamera& camera, const PicturesOptions& options)
        : camera_(camera),
          folder_(options.out),
          gap_(static_cast<int>(options.between_ms * frames_a_second / 1000)) {}

    Result<void> write(simulator::Cue cue, int count) {
        camera_.cue(cue);
        if (auto settled = skip(camera_, settling_frames); !settled) return settled;
        for (int i = 0; i < count; ++i) {
            if (auto waited = skip(camera_, gap_ - 1); !waited) return waited;
            if (auto one = write_next(); !one) return one;
        }
        return {};
    }

  private:
    Result<void> write_next() {
        auto frame = camera_.next(1s);
        if (!frame) return fail(frame.error());
        const auto jpeg = drivers::encode_jpeg(*frame, quality);
        if (!jpeg) return fail(jpeg.error());
        const auto file = folder_ / (std::to_string(number_++) + ".jpg");
        std::ofstream out(file, std::ios::binary);
        out.write(reinterpret_cast<const char*>(jpeg->data()), static_cast<std::streamsize>(jpeg->size()));
        if (!out.flush()) return fail(Errc::full, file.string() + " can't be written: is the disk full?");
        return {};
    }

    drivers::SimulatedCamera& camera_;
    std::filesystem::path folder_;
    int gap_;
    int number_ = 0;
};

Result<void> write_pictures(const PicturesOptions& options) {
    std::error_code made;
    std::filesystem::create_directories(options.out, made);
    if (made) return fail(Errc::full, options.out.string() + " can't be made: " + made.message());
    Error error;
    const auto camera = camera_of(options, error);
    if (!camera) return fail(error);
    if (auto started = camera->start(); !started) return started;
    Writer writer(*camera, options);
    if (auto neutral = writer.write(simulator::Cue::look_here, options.neutral); !neutral) return neutral;
    return writer.write(simulator::Cue::smile, options.smiling);
}

}  // namespace

int run_pictures(const PicturesOptions& options) {
    if (const auto written = write_pictures(options); !written) {
        std::fprintf(stderr, "kiosk-lab: %s\n", written.error().what.c_str());
        return 3;
    }
    std::printf("%d pictures of a simulated visitor, seed %llu: %s\n", options.neutral + options.smiling,
                static_cast<unsigned long long>(options.seed), options.out.c_str());
    return 0;
}

}  // namespace verikiosk::lab
