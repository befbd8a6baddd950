// SPDX-License-Identifier: Apache-2.0
#include "vision/code/code_reader.hpp"

#include <utility>

#include "vision/code/content.hpp"
#include "vision/code/scanner.hpp"

namespace verikiosk::vision {
namespace {

std::optional<std::string> largest_code(const std::vector<SeenCode>& seen) {
    std::optional<std::string> nearest;
    double most = -1;
    for (const SeenCode& each : seen) {
        auto code = session_code_in(each.content);
        const double size = twice_the_area(each.outline);
        if (!code || size <= most) continue;
        most = size;
        nearest = std::move(code);
    }
    return nearest;
}

class TurningCodeReader final : public CodeReader {
  public:
    explicit TurningCodeReader(std::unique_ptr<CodeScanner> scanner) : scanner_(std::move(scanner)) {}

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
        return largest_code(scanner_->scan(halved || inverted ? prepared_ : picture));
    }

  private:
    std::unique_ptr<CodeScanner> scanner_;
    PackedGray prepared_;  ///< kept, so that its memory is
    int turn_ = 0;
};

}  // namespace

Result<std::unique_ptr<CodeReader>> make_code_reader() {
    auto scanner = make_code_scanner();
    if (!scanner) return fail(scanner.error());
    return std::make_unique<TurningCodeReader>(std::move(*scanner));
}

}  // namespace verikiosk::vision
