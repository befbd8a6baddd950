// SPDX-License-Identifier: Apache-2.0
#include <zbar.h>

#include <cmath>

#include "vision/code/code_reader.hpp"
#include "vision/code/content.hpp"

namespace verikiosk::vision {
namespace {

struct Destroy {
    void operator()(zbar::zbar_image_scanner_t* scanner) const { zbar::zbar_image_scanner_destroy(scanner); }
    void operator()(zbar::zbar_image_t* image) const { zbar::zbar_image_destroy(image); }
};
using Scanner = std::unique_ptr<zbar::zbar_image_scanner_t, Destroy>;
using Image = std::unique_ptr<zbar::zbar_image_t, Destroy>;

/// Twice the area of the symbol's outline, in pixels.
double size_of(const zbar::zbar_symbol_t* symbol) {
    const unsigned count = zbar::zbar_symbol_get_loc_size(symbol);
    double sum = 0;
    for (unsigned i = 0; i < count; ++i) {
        const unsigned next = (i + 1) % count;
        const double x = zbar::zbar_symbol_get_loc_x(symbol, i);
        const double y = zbar::zbar_symbol_get_loc_y(symbol, i);
        sum += x * zbar::zbar_symbol_get_loc_y(symbol, next) - zbar::zbar_symbol_get_loc_x(symbol, next) * y;
    }
    return std::abs(sum);
}

class ZbarCodeReader final : public CodeReader {
  public:
    explicit ZbarCodeReader(Scanner scanner, Image image)
        : scanner_(std::move(scanner)), image_(std::move(image)) {}

    std::optional<std::string> look(const PackedGray& picture) override {
        const bool halved = turn_ % 2 == 1;
        const bool inverted = turn_ >= 2;
        turn_ = (turn_ + 1) % code_look_kinds;
        if (halved) reduce(picture.view(), 2, prepared_);
        if (!halved && inverted) prepared_ = picture;
        if (inverted) {
            for (std::uint8_t& pixel : prepared_.pixels)
                pixel = static_cast<std::uint8_t>(255 - pixel);
        }
        return scan(halved || inverted ? prepared_ : picture);
    }

  private:
    std::optional<std::string> scan(const PackedGray& picture) {
        zbar::zbar_image_set_size(image_.get(), static_cast<unsigned>(picture.width),
                                  static_cast<unsigned>(picture.height));
        // It is only read: without a handler zbar neither frees nor writes what it is given.
        zbar::zbar_image_set_data(image_.get(), picture.pixels.data(), picture.pixels.size(), nullptr);
        std::optional<std::string> nearest;
        if (zbar::zbar_scan_image(scanner_.get(), image_.get()) > 0) nearest = largest_code();
        zbar::zbar_image_set_data(image_.get(), nullptr, 0, nullptr);
        return nearest;
    }

    [[nodiscard]] std::optional<std::string> largest_code() const {
        std::optional<std::string> nearest;
        double most = -1;
        const auto* symbol = zbar::zbar_image_first_symbol(image_.get());
        for (; symbol != nullptr; symbol = zbar::zbar_symbol_next(symbol)) {
            const std::string_view content(zbar::zbar_symbol_get_data(symbol),
                                           zbar::zbar_symbol_get_data_length(symbol));
            auto code = session_code_in(content);
            const double size = size_of(symbol);
            if (!code || size <= most) continue;
            most = size;
            nearest = std::move(code);
        }
        return nearest;
    }

    Scanner scanner_;
    Image image_;
    PackedGray prepared_;  ///< kept, so that its memory is
    int turn_ = 0;
};

}  // namespace

Result<std::unique_ptr<CodeReader>> make_code_reader() {
    Scanner scanner(zbar::zbar_image_scanner_create());
    Image image(zbar::zbar_image_create());
    if (!scanner || !image) return fail(Errc::internal, "no memory for reading QR codes");
    const auto set = [&](zbar::zbar_symbol_type_t symbology, zbar::zbar_config_t option, int value) {
        return zbar::zbar_image_scanner_set_config(scanner.get(), symbology, option, value) == 0;
    };
    // Every other symbology would be one more parser in front of strangers. Inverted pictures are our own
    // business: zbar looks at them only where it has read nothing at all, be it a shop's code.
    const bool done = set(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0) &&
                      set(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1) &&
                      set(zbar::ZBAR_NONE, zbar::ZBAR_CFG_TEST_INVERTED, 0) &&
                      // Every row and column: with every second one half of the tilted codes are missed.
                      set(zbar::ZBAR_NONE, zbar::ZBAR_CFG_X_DENSITY, 1) &&
                      set(zbar::ZBAR_NONE, zbar::ZBAR_CFG_Y_DENSITY, 1);
    if (!done) return fail(Errc::internal, "zbar does not take its settings: is it built without QR codes?");
    // It can tell a message bus what it reads. (It answers with an error where it was built without one.)
    (void)zbar::zbar_image_scanner_request_dbus(scanner.get(), 0);
    zbar::zbar_image_set_format(image.get(), zbar_fourcc('Y', '8', '0', '0'));
    return std::unique_ptr<CodeReader>(
        std::make_unique<ZbarCodeReader>(std::move(scanner), std::move(image)));
}

}  // namespace verikiosk::vision
