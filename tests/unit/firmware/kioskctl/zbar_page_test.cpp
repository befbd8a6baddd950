// SPDX-License-Identifier: Apache-2.0
#include <zbar.h>

#include <algorithm>
#include <cstring>

#include "firmware/kioskctl/page.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/firmware/kioskctl/sample_reports.hpp"

using namespace verikiosk;
using kioskctl::PagePainter;

GROUP("page");

namespace {

/// What a telephone reads from a picture; empty when there is no code in it.
std::string read_code(const drivers::Picture& picture) {
    std::vector<std::uint8_t> gray(static_cast<std::size_t>(picture.width) *
                                   static_cast<std::size_t>(picture.height));
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const std::uint8_t* pixel =
                picture.data + static_cast<std::size_t>(y) * picture.stride + static_cast<std::size_t>(x) * 4;
            gray[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                 static_cast<std::size_t>(x)] = pixel[1];
        }
    }
    zbar::ImageScanner scanner;
    scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    zbar::Image image(static_cast<unsigned>(picture.width), static_cast<unsigned>(picture.height), "Y800",
                      gray.data(), gray.size());
    scanner.scan(image);
    std::string text;
    for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol)
        text += symbol->get_data();
    return text;
}

std::unique_ptr<PagePainter> painter_of(int width, int height) {
    return tests::must(PagePainter::create(width, height));
}

kioskctl::Page page_of(const kioskctl::Report& report) {
    return kioskctl::page_of(report, tests::names_in(report), 120s);
}

struct Size {
    int width;
    int height;
};
constexpr Size sizes[] = {{1280, 720}, {1920, 1080}, {800, 480}, {800, 1280}};

}  // namespace

STORY(a_telephone_reads_the_result_from_the_screen) {
    for (const Size size : sizes) {
        for (const auto& report : {tests::good_report(), tests::bad_report(), tests::worst_report()}) {
            const auto painter = painter_of(size.width, size.height);
            CHECK_EQUAL(read_code(painter->paint(page_of(report))), kioskctl::code_text_of(report));
        }
    }
}

STORY(the_code_is_large_enough_for_a_telephone) {
    const auto page = page_of(tests::good_report());
    const auto layout =
        kioskctl::layout_of(page, {1280, 720}, [](const std::string&, screens::Type type, float) {
            return screens::Extent{100, type.size};
        });
    const float module = std::floor(layout.code->width / static_cast<float>(page.code->side + 8));
    CHECK(module >= 5);
    CHECK(layout.code->x + layout.code->width <= 1280);
    CHECK(layout.code->y + layout.code->height <= 720);
}

STORY(there_is_no_code_before_everything_is_checked) {
    kioskctl::Report report = tests::good_report();
    const auto names = tests::names_in(report);
    report.findings.pop_back();
    const auto page = kioskctl::page_of(report, names, {});
    CHECK(!page.code.has_value());
    CHECK_EQUAL(page.title, "Checking this kiosk");
    CHECK(page.rows.back().running);
    CHECK_EQUAL(read_code(painter_of(1280, 720)->paint(page)), "");
}

STORY(every_word_fits_where_not_everything_failed) {
    for (const Size size : sizes) {
        for (const auto& report : {tests::good_report(), tests::bad_report()}) {
            for (const auto& fit : painter_of(size.width, size.height)->fits(page_of(report))) {
                if (fit.shortened) CHECK_EQUAL(fit.place.text, "fits");
            }
        }
    }
}

STORY(a_long_list_of_failures_is_counted_in_the_title_and_told_below) {
    CHECK_EQUAL(page_of(tests::bad_report()).title, "3 of 12 checks failed: camera, network, backend");
    CHECK_EQUAL(page_of(tests::worst_report()).title, "12 of 12 checks failed");
}

STORY(rows_stay_on_the_screen_and_do_not_touch_each_other_or_the_code) {
    for (const Size size : sizes) {
        const auto painter = painter_of(size.width, size.height);
        for (const auto& report : {tests::good_report(), tests::worst_report()}) {
            const auto page = page_of(report);
            std::vector<Box> boxes;
            const auto layout =
                kioskctl::layout_of(page, {size.width, size.height},
                                    [](const std::string& text, screens::Type type, float width) {
                                        const float whole = static_cast<float>(text.size()) * type.size / 2;
                                        return screens::Extent{std::min(whole, width),
                                                               std::ceil(whole / width) * type.size * 1.2F};
                                    });
            for (const auto& panel : layout.places.panels)
                boxes.push_back(panel.box);
            boxes.push_back(*layout.code);
            CHECK_EQUAL(boxes.size(), page.rows.size() + 1);
            for (std::size_t i = 0; i < boxes.size(); ++i) {
                CHECK(boxes[i].y + boxes[i].height <= static_cast<float>(size.height));
                CHECK(boxes[i].x + boxes[i].width <= static_cast<float>(size.width));
                for (std::size_t k = 0; k < i; ++k) {
                    const bool apart = boxes[k].x + boxes[k].width <= boxes[i].x ||
                                       boxes[k].y + boxes[k].height <= boxes[i].y;
                    CHECK(apart || (i + 1 == boxes.size() && boxes[i].y + boxes[i].height <= boxes[k].y));
                }
            }
        }
    }
}

STORY(a_code_takes_no_more_than_it_can_hold) {
    CHECK_EQUAL(kioskctl::make_qr_code(std::string(2953, 'x')).has_value(), true);
    CHECK_EQUAL(kioskctl::make_qr_code(std::string(2954, 'x')).error().code, Errc::too_large);
}
