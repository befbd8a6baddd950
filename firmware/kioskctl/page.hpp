// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "drivers/display/display.hpp"
#include "firmware/kioskctl/finding.hpp"
#include "firmware/kioskctl/qr_code.hpp"
#include "firmware/kioskctl/report.hpp"
#include "firmware/screens/layout.hpp"
#include "firmware/screens/painter.hpp"

/// The selftest on the kiosk's own screen.
namespace verikiosk::kioskctl {

struct PageRow {
    std::string name;
    std::optional<Finding> finding;  ///< none: not done yet
    bool running = false;
};

/// Everything that the page shows, in words.
struct Page {
    std::string title;
    std::string about;  ///< which kiosk, which software, when
    std::vector<PageRow> rows;
    std::optional<QrCode> code;  ///< once all is done
    std::string code_says;
    std::string footer;
};

/// The page of a report that may be under way: `names` are all its checks in their order. `closes_in` is
/// how long the page will stay; none while checks run.
[[nodiscard]] Page page_of(const Report& report, const std::vector<std::string>& names,
                           std::optional<Duration> closes_in);

/// Where everything goes, in pixels. `places` has panels, pictograms and texts; the code is drawn last.
struct PageLayout {
    screens::Layout places;
    std::optional<Box> code;  ///< square, with the quiet zone, white
};
/// Pure. Beside the rows is the code, or below them on an upright screen. Words get smaller where there are
/// many of them.
[[nodiscard]] PageLayout layout_of(const Page& page, screens::ScreenSize screen,
                                   const screens::Measure& measure);

/// Turns pages into pictures. One thread, the main thread.
class PagePainter {
  public:
    /// 480..3840 pixels each way; not_found names a missing font's package.
    [[nodiscard]] static Result<std::unique_ptr<PagePainter>> create(int width, int height,
                                                                     const screens::Fonts& fonts = {});
    ~PagePainter();
    PagePainter(const PagePainter&) = delete;
    PagePainter& operator=(const PagePainter&) = delete;
    PagePainter(PagePainter&&) = delete;
    PagePainter& operator=(PagePainter&&) = delete;

    /// Valid until the next call.
    [[nodiscard]] drivers::Picture paint(const Page& page);
    /// Each text of the page against its box.
    [[nodiscard]] std::vector<screens::TextFit> fits(const Page& page) const;

  private:
    struct Parts;
    explicit PagePainter(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace verikiosk::kioskctl
