// SPDX-License-Identifier: Apache-2.0
#include <cairo.h>

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>

#include "firmware/screens/painter.hpp"
#include "firmware/screens/ui.hpp"
#include "tests/unit/firmware/screens/drawn_frame.hpp"
#include "tests/unit/firmware/screens/stage_states.hpp"

/// screens_gallery FOLDER CATALOGUES: writes every stage as a PNG, in every language and three sizes, for
/// people to look at.
namespace {

using namespace verikiosk;

int complain(const Error& error) {
    std::fprintf(stderr, "%s\n", error.what.c_str());
    return 3;
}

/// All pictures of one language and size, small, side by side.
class ContactSheet {
  public:
    ContactSheet(screens::ScreenSize size, int count) : size_(size) {
        columns_ = size.width > size.height ? 4 : 8;
        wide_ = size.width > size.height ? 470 : 230;
        tall_ = wide_ * size.height / size.width;
        const int rows = (count + columns_ - 1) / columns_;
        sheet_ = cairo_image_surface_create(CAIRO_FORMAT_RGB24, columns_ * (wide_ + gap) + gap,
                                            rows * (tall_ + gap) + gap);
        cairo_ = cairo_create(sheet_);
        cairo_set_source_rgb(cairo_, 0.4, 0.4, 0.4);
        cairo_paint(cairo_);
    }
    ~ContactSheet() {
        cairo_destroy(cairo_);
        cairo_surface_destroy(sheet_);
    }
    ContactSheet(const ContactSheet&) = delete;
    ContactSheet& operator=(const ContactSheet&) = delete;

    void add(cairo_surface_t* picture) {
        cairo_save(cairo_);
        const int column = at_ % columns_;
        const int row = at_ / columns_;
        cairo_translate(cairo_, gap + column * (wide_ + gap), gap + row * (tall_ + gap));
        const double scale = static_cast<double>(wide_) / size_.width;
        cairo_scale(cairo_, scale, scale);
        cairo_set_source_surface(cairo_, picture, 0, 0);
        cairo_pattern_set_filter(cairo_get_source(cairo_), CAIRO_FILTER_BEST);
        cairo_paint(cairo_);
        cairo_restore(cairo_);
        ++at_;
    }
    [[nodiscard]] bool write(const std::filesystem::path& file) const {
        return cairo_surface_write_to_png(sheet_, file.c_str()) == CAIRO_STATUS_SUCCESS;
    }

  private:
    static constexpr int gap = 8;
    screens::ScreenSize size_;
    int columns_ = 0;
    int wide_ = 0;
    int tall_ = 0;
    int at_ = 0;
    cairo_surface_t* sheet_ = nullptr;
    cairo_t* cairo_ = nullptr;
};

/// Cairo takes a writable pointer and does not write through it here.
cairo_surface_t* surface_of(const drivers::Picture& picture) {
    return cairo_image_surface_create_for_data(const_cast<std::uint8_t*>(picture.data), CAIRO_FORMAT_RGB24,
                                               picture.width, picture.height,
                                               static_cast<int>(picture.stride));
}

int write_all(const std::filesystem::path& folder, const screens::Texts& texts, screens::ScreenSize size) {
    auto painter = screens::Painter::create(size.width, size.height);
    if (!painter) return complain(painter.error());
    const auto states = tests::states_of_every_stage();
    const auto faults = tests::faults_of_every_kind();
    ContactSheet sheet(size, static_cast<int>(states.size() + faults.size() + 1));
    const std::string prefix =
        texts.language() + "_" + std::to_string(size.width) + "x" + std::to_string(size.height);
    bool written = true;
    const auto keep = [&](const std::string& name, const drivers::Picture& picture) {
        cairo_surface_t* surface = surface_of(picture);
        const std::filesystem::path file =
            folder / std::string(prefix).append("_").append(name).append(".png");
        written = cairo_surface_write_to_png(surface, file.c_str()) == CAIRO_STATUS_SUCCESS && written;
        sheet.add(surface);
        cairo_surface_destroy(surface);
    };
    for (const auto& [name, state] : states) {
        screens::ScreenModel model = screens::model_of(state, tests::scene_time, texts, tests::scene_limits);
        const tests::DrawnFrame frame(1280, 720, state.oval);
        const screens::LiveFrame source = frame.live();
        if (name == "code") model.focus = 12;  // to see the keyboard's focus once
        keep(name, (*painter)->paint(model, &source));
    }
    keep("starting",
         (*painter)->paint(screens::starting(tests::scene_time, tests::scene_time, texts), nullptr));
    for (const auto& [name, fault] : faults)
        keep(name, (*painter)->paint(screens::model_of(fault, tests::scene_time, texts), nullptr));
    written = sheet.write(folder / ("sheet_" + prefix + ".png")) && written;
    if (!written) return complain({Errc::unavailable, "can't write all pictures to " + folder.string()});
    return 0;
}

/// What a frame costs once the layer is there. For people; nothing is asserted.
int time_frames(const screens::Texts& texts, screens::ScreenSize size) {
    auto painter = screens::Painter::create(size.width, size.height);
    if (!painter) return complain(painter.error());
    for (const auto& [name, state] : tests::states_of_every_stage()) {
        if (name != "hold") continue;
        const tests::DrawnFrame frame(1280, 720, state.oval);
        const screens::LiveFrame source = frame.live();
        screens::ScreenModel model = screens::model_of(state, tests::scene_time, texts);
        constexpr int frames = 200;
        const std::clock_t start = std::clock();
        for (int i = 0; i < frames; ++i) {
            model.progress = static_cast<float>(i) / frames;
            (void)(*painter)->paint(model, &source);
        }
        const double taken = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        std::printf("%dx%d: %.2f ms CPU a frame, layer painted %zu times\n", size.width, size.height,
                    taken / frames, (*painter)->layer_paints());
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: screens_gallery FOLDER CATALOGUES\n");
        return 2;
    }
    std::error_code error;
    std::filesystem::create_directories(argv[1], error);
    for (const char* language : {"en", "ar"}) {
        const auto texts = screens::Texts::open(argv[2], language);
        if (!texts) return complain(texts.error());
        for (const screens::ScreenSize size : {screens::ScreenSize{1280, 720}, {720, 1280}, {1920, 1080}}) {
            if (const int code = write_all(argv[1], *texts, size); code != 0) return code;
            if (const int code = time_frames(*texts, size); code != 0) return code;
        }
    }
    return 0;
}
