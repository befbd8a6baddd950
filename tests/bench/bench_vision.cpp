// SPDX-License-Identifier: Apache-2.0
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "drivers/simulator/simulated_camera.hpp"
#include "tests/bench/contender.hpp"
#include "tests/bench/stages.hpp"

/// One contender over one clip: a JSON object with the CPU time of each frame. tests/bench/vision.py runs
/// them in turn and makes the table.
namespace verikiosk::bench {
namespace {

constexpr int width = 1280;
constexpr int height = 720;
constexpr std::size_t frame_bytes = std::size_t{width} * height * 3 / 2;
// Somebody is there for three seconds, nobody for one and a half, and then the same person again.
constexpr int present = 90;
constexpr int absent = 45;

std::vector<Named> contenders() {
    std::vector<Named> all = ours();
    for (auto&& more : {dlib_peers(), opencv_peers()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// CPU time of the process, all threads.
double cpu_ms() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

bool write_frames(std::ofstream& out, simulator::ActKind act, int count) {
    drivers::SimulatedCameraOptions options;
    options.act = act;
    auto camera = drivers::make_simulated_camera(options);
    if (!camera || !(*camera)->start()) return false;
    (*camera)->cue(simulator::Cue::look_here);
    for (int i = 0; i < count; ++i) {
        const auto frame = (*camera)->next(std::chrono::seconds(10));
        if (!frame) return false;
        for (const auto& [plane, rows] : {std::pair(0U, height), std::pair(1U, height / 2)}) {
            for (int y = 0; y < rows; ++y) {
                const auto& p = frame->plane(plane);
                out.write(reinterpret_cast<const char*>(p.data + static_cast<std::size_t>(y) * p.stride),
                          width);
            }
        }
    }
    return out.good();
}

int make_clip(const std::string& path) {
    std::ofstream out(path, std::ios::binary);
    const bool done = write_frames(out, simulator::ActKind::visitor, present) &&
                      write_frames(out, simulator::ActKind::nobody, absent) &&
                      write_frames(out, simulator::ActKind::visitor, present);
    if (done) return 0;
    std::fprintf(stderr, "bench: %s can't be written\n", path.c_str());
    return 3;
}

int run(const Named& named, const Files& files, const std::string& clip, std::size_t frames) {
    std::ifstream in(clip, std::ios::binary);
    std::vector<std::uint8_t> pixels(frame_bytes);
    const auto contender = named.make(files);
    std::vector<double> times;
    std::string found;
    while (times.size() < frames && in.read(reinterpret_cast<char*>(pixels.data()), frame_bytes)) {
        const double before = cpu_ms();
        const bool face = contender->look({pixels.data(), width, height, times.size()});
        times.push_back(cpu_ms() - before);
        found += face ? '1' : '0';
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("{\"name\":\"%s\",\"rss_mb\":%ld,\"found\":\"%s\",\"cpu_ms\":[", named.name.data(),
                usage.ru_maxrss / 1024, found.c_str());
    for (std::size_t i = 0; i < times.size(); ++i)
        std::printf("%s%.4f", i > 0 ? "," : "", times[i]);
    std::printf("]}\n");
    return times.empty() ? 3 : 0;
}

}  // namespace
}  // namespace verikiosk::bench

int main(int argc, char** argv) {
    using namespace verikiosk;
    CLI::App app{"One contender of ./kiosk bench vision", "bench_vision"};
    std::string name;
    std::string clip;
    std::string models;
    std::size_t frames = 1'000'000;
    app.add_option("NAME", name, "A contender, `clip` to draw the clip, `list`, or `stages`")->required();
    app.add_option("--clip", clip, "NV12, 1280x720, frame after frame");
    app.add_option("--models", models, "Folder of optional models");
    app.add_option("--frames", frames, "At most so many");
    CLI11_PARSE(app, argc, argv);
    if (name == "clip") return bench::make_clip(clip);
    if (name == "stages") {
        bench::do_stages({models});
        return 0;
    }
    for (const bench::Named& named : bench::contenders()) {
        if (name == "list") {
            std::printf("%s\t%d\t%s\n", named.name.data(), named.needs_models ? 1 : 0, named.says.data());
        } else if (named.name == name) {
            return bench::run(named, {models}, clip, frames);
        }
    }
    return name == "list" ? 0 : 2;
}
