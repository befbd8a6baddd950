// SPDX-License-Identifier: Apache-2.0
#include <zbar.h>

#include <utility>

#include "vision/code/scanner.hpp"

namespace verikiosk::vision {
namespace {

struct Destroy {
    void operator()(zbar::zbar_image_scanner_t* scanner) const { zbar::zbar_image_scanner_destroy(scanner); }
    void operator()(zbar::zbar_image_t* image) const { zbar::zbar_image_destroy(image); }
};
using Scanner = std::unique_ptr<zbar::zbar_image_scanner_t, Destroy>;
using Image = std::unique_ptr<zbar::zbar_image_t, Destroy>;

SeenCode seen(const zbar::zbar_symbol_t* symbol) {
    SeenCode code{{zbar::zbar_symbol_get_data(symbol), zbar::zbar_symbol_get_data_length(symbol)}, {}};
    const unsigned count = zbar::zbar_symbol_get_loc_size(symbol);
    for (unsigned i = 0; i < count; ++i) {
        code.outline.push_back({static_cast<float>(zbar::zbar_symbol_get_loc_x(symbol, i)),
                                static_cast<float>(zbar::zbar_symbol_get_loc_y(symbol, i))});
    }
    return code;
}

class ZbarScanner final : public CodeScanner {
  public:
    ZbarScanner(Scanner scanner, Image image) : scanner_(std::move(scanner)), image_(std::move(image)) {}

    std::vector<SeenCode> scan(const PackedGray& picture) override {
        zbar::zbar_image_set_size(image_.get(), static_cast<unsigned>(picture.width),
                                  static_cast<unsigned>(picture.height));
        // It is only read: without a handler zbar neither frees nor writes what it is given.
        zbar::zbar_image_set_data(image_.get(), picture.pixels.data(), picture.pixels.size(), nullptr);
        std::vector<SeenCode> codes;
        if (zbar::zbar_scan_image(scanner_.get(), image_.get()) > 0) {
            const auto* symbol = zbar::zbar_image_first_symbol(image_.get());
            for (; symbol != nullptr; symbol = zbar::zbar_symbol_next(symbol))
                codes.push_back(seen(symbol));
        }
        zbar::zbar_image_set_data(image_.get(), nullptr, 0, nullptr);
        return codes;
    }

  private:
    Scanner scanner_;
    Image image_;
};

}  // namespace

Result<std::unique_ptr<CodeScanner>> make_code_scanner() {
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
    return std::unique_ptr<CodeScanner>(std::make_unique<ZbarScanner>(std::move(scanner), std::move(image)));
}

}  // namespace verikiosk::vision
