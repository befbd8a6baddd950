// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/calibration_card.hpp"

#include <fstream>
#include <ostream>
#include <sstream>

#include "firmware/kioskctl/selftest.hpp"
#include "vision/code/card.hpp"

namespace verikiosk::kioskctl {
namespace {

constexpr double page_width = 210;  // mm, A4
constexpr double page_height = 297;
constexpr double code_top = 40;
constexpr double ruler_mm = 100;
constexpr double ruler_top = code_top + card_side_mm + 40;

/// Each row's dark modules, neighbours together, so that no seam shows between them.
void modules(const QrCode& code, std::ostream& svg) {
    for (int y = 0; y < code.side; ++y) {
        for (int x = 0; x < code.side; ++x) {
            if (!code.at(x, y)) continue;
            const int from = x;
            while (x + 1 < code.side && code.at(x + 1, y))
                ++x;
            svg << 'M' << from << ' ' << y << 'h' << x + 1 - from << "v1H" << from << 'z';
        }
    }
}

void line_of_text(double y, const char* words, std::ostream& svg) {
    svg << "<text x=\"" << page_width / 2 << "\" y=\"" << y << "\">" << words << "</text>\n";
}

}  // namespace

std::string calibration_card(const QrCode& code) {
    std::ostringstream svg;
    svg << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" << page_width << "mm\" height=\""
        << page_height << "mm\" viewBox=\"0 0 " << page_width << ' ' << page_height
        << "\" font-family=\"sans-serif\" font-size=\"4.5\" text-anchor=\"middle\">\n"
        << "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        << "<path shape-rendering=\"crispEdges\" transform=\"translate(" << (page_width - card_side_mm) / 2
        << ' ' << code_top << ") scale(" << card_side_mm / code.side << ")\" d=\"";
    modules(code, svg);
    const double left = (page_width - ruler_mm) / 2;
    svg << "\"/>\n<path fill=\"none\" stroke=\"black\" stroke-width=\"0.3\" d=\"M" << left << ' ' << ruler_top
        << "v6m0 -3h" << ruler_mm << "m0 -3v6\"/>\n";
    line_of_text(ruler_top + 12, "100 mm, if it was printed at full size (100 %, not fitted to the page).",
                 svg);
    line_of_text(ruler_top + 19, "If it is not: measure the side of the code above and say --side-mm.", svg);
    line_of_text(ruler_top + 30, "Fix the page to something flat. Then, at the kiosk in service mode:", svg);
    line_of_text(ruler_top + 37, "kioskctl calibrate --card --distance-cm 60", svg);
    svg << "</svg>\n";
    return svg.str();
}

int run_print_card(const std::filesystem::path& file, std::ostream& out, std::ostream& problems) {
    const auto code = make_qr_code(vision::card_content);
    if (!code) {
        problems << code.error().what << '\n';
        return could_not;
    }
    std::ofstream page(file, std::ios::trunc);
    page << calibration_card(*code);
    page.close();
    if (!page) {
        problems << file.string() << " can't be written: name a file in a folder that is yours\n";
        return could_not;
    }
    out << file.string() << ": print it at full size (100 %), measure the line on it, and fix the page to "
        << "something flat\n";
    return all_passed;
}

}  // namespace verikiosk::kioskctl
