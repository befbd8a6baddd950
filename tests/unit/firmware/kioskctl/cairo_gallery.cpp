// SPDX-License-Identifier: Apache-2.0
#include <cairo.h>

#include <cstdio>
#include <filesystem>

#include "firmware/kioskctl/page.hpp"
#include "tests/unit/firmware/kioskctl/sample_reports.hpp"

using namespace verikiosk;

namespace {

bool write(const std::filesystem::path& file, const kioskctl::Page& page, int width, int height) {
    const auto painter = kioskctl::PagePainter::create(width, height);
    if (!painter) {
        std::fprintf(stderr, "%s\n", painter.error().what.c_str());
        return false;
    }
    const drivers::Picture picture = (*painter)->paint(page);
    cairo_surface_t* surface =
        cairo_image_surface_create_for_data(const_cast<std::uint8_t*>(picture.data), CAIRO_FORMAT_RGB24,
                                            picture.width, picture.height, static_cast<int>(picture.stride));
    const cairo_status_t status = cairo_surface_write_to_png(surface, file.c_str());
    cairo_surface_destroy(surface);
    std::printf("%s: %s\n", file.c_str(), cairo_status_to_string(status));
    return status == CAIRO_STATUS_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: kioskctl_gallery FOLDER\n");
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    std::filesystem::create_directories(folder);
    const auto names = tests::names_in(tests::good_report());
    kioskctl::Report begun = tests::bad_report();
    begun.findings.resize(4);
    const std::pair<const char*, kioskctl::Report> reports[] = {{"running", begun},
                                                                {"good", tests::good_report()},
                                                                {"bad", tests::bad_report()},
                                                                {"worst", tests::worst_report()}};
    bool good = true;
    for (const auto& [name, report] : reports) {
        const auto page = kioskctl::page_of(report, names, 118s);
        good = write(folder / (std::string(name) + ".png"), page, 1280, 720) && good;
        good = write(folder / (std::string(name) + "-upright.png"), page, 800, 1280) && good;
        good = write(folder / (std::string(name) + "-small.png"), page, 800, 480) && good;
    }
    return good ? 0 : 3;
}
