// SPDX-License-Identifier: Apache-2.0
#include <cairo.h>

#include <system_error>
#include <utility>

#include "drivers/display/video_display.hpp"

namespace verikiosk::drivers {
namespace {

struct FreeSurface {
    void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};

}  // namespace

Result<void> write_png(const std::filesystem::path& path, const Picture& picture) {
    if (picture.data == nullptr || picture.width <= 0 || picture.height <= 0) {
        return fail(Errc::invalid, path.string() + ": there is no picture to write");
    }
    // Cairo only reads it, though its type does not say so.
    const std::unique_ptr<cairo_surface_t, FreeSurface> surface(
        cairo_image_surface_create_for_data(const_cast<std::uint8_t*>(picture.data), CAIRO_FORMAT_RGB24,
                                            picture.width, picture.height, static_cast<int>(picture.stride)));
    std::filesystem::path part = path;
    part += ".part";
    const cairo_status_t status = cairo_surface_write_to_png(surface.get(), part.c_str());
    std::error_code error;
    if (status != CAIRO_STATUS_SUCCESS) {
        std::filesystem::remove(part, error);
        return fail(Errc::unavailable,
                    path.string() + ": the picture can't be written: " + cairo_status_to_string(status));
    }
    std::filesystem::rename(part, path, error);
    if (!error) return {};
    const std::string why = error.message();
    std::filesystem::remove(part, error);
    return fail(Errc::unavailable, path.string() + ": " + why);
}

}  // namespace verikiosk::drivers
