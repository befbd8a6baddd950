// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/calibrate.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>
#include <utility>

#include "firmware/kioskctl/selftest.hpp"
#include "firmware/kioskctl/words.hpp"

namespace verikiosk::kioskctl {
namespace {

// Whatever moves by more than this while pictures are gathered is not where the tape said.
constexpr double still_share = 0.03;
constexpr double tape_mm = 10;

/// Frames in, words out, until the gauge is full.
class Look {
  public:
    Look(Sight& sight, const KnownLength& known)
        : sight_(sight), wish_(sight.wish(known.distance / 10)), gauge_(sight.wanted()) {}

    CameraUse::Looked operator()(const drivers::Frame& frame) {
        height_ = frame.info().height;
        obstacle_ = gauge_.add(sight_.look(frame));
        std::string words = wish_ + ": " + std::to_string(gauge_.count()) + " of " +
                            std::to_string(gauge_.wanted()) + " pictures";
        if (!obstacle_.empty()) words += "; " + obstacle_;
        return {gauge_.full(), std::move(words)};
    }

    [[nodiscard]] const Gauge& gauge() const { return gauge_; }
    [[nodiscard]] const std::string& obstacle() const { return obstacle_; }  ///< of the last picture
    [[nodiscard]] int height() const { return height_; }

  private:
    Sight& sight_;
    std::string wish_;
    Gauge gauge_;
    std::string obstacle_;
    int height_ = 0;
};

void print(const CalibrateOptions& options, const Look& look, std::ostream& out) {
    const Gauge& gauge = look.gauge();
    const FieldOfView view = field_of_view(options.known, gauge.median(), look.height());
    // A lens that is longer by the error sees less by as much as this.
    const auto longer = static_cast<float>(1 + focal_error(options.known));
    const double degrees = std::abs(FieldOfView::of_focal(view.focal() * longer).vertical - view.vertical);
    if (options.json) {
        out << R"({"field_of_view":)" << with_one_decimal(view.vertical) << R"(,"plus_minus":)"
            << with_one_decimal(degrees) << R"(,"length_px":)" << with_one_decimal(gauge.median())
            << R"(,"readings":)" << gauge.count() << R"(,"spread_percent":)"
            << with_one_decimal(gauge.spread() * 100) << R"(,"height":)" << look.height() << "}\n";
        return;
    }
    out << with_one_decimal(options.known.length) << " mm are " << with_one_decimal(gauge.median()) << " of "
        << look.height() << " pixels (the median of " << gauge.count()
        << " pictures, the middle half of which are within " << with_one_decimal(gauge.spread() * 100)
        << " %): the camera sees " << with_one_decimal(view.vertical)
        << " degrees from top to bottom, give or take " << with_one_decimal(degrees)
        << ".\nWrite into the site file, and install it:\n\n[camera]\nfield_of_view = "
        << with_one_decimal(view.vertical) << "\n\nAnother camera, height or width wants it anew.\n";
}

bool is_possible(FieldOfView view) {
    return view.vertical >= config::narrowest_view && view.vertical <= config::widest_view;
}

}  // namespace

KnownLength known_eyes(double distance) {
    return {distance, vision::eyes_mm, 3.6};
}

KnownLength measured_eyes(double distance, double eyes) {
    return {distance, eyes, 0};
}

KnownLength known_card(double distance, double side) {
    return {distance, side, std::hypot(1.0, 0.01 * side)};
}

FieldOfView field_of_view(const KnownLength& known, double px, int frame_height) {
    return FieldOfView::of_focal(static_cast<float>(px * known.distance / (known.length * frame_height)));
}

double focal_error(const KnownLength& known) {
    return std::hypot(tape_mm / known.distance, known.error / known.length);
}

std::string Gauge::add(const Sighted& sighted) {
    if (full()) return {};
    if (!sighted.obstacle.empty()) return sighted.obstacle;
    if (!px_.empty() && std::abs(sighted.px - px_.front()) > still_share * px_.front()) {
        px_.clear();
        return "keep still";
    }
    px_.push_back(sighted.px);
    return {};
}

double Gauge::quantile(double share) const {
    auto sorted = px_;
    std::ranges::sort(sorted);
    return sorted.at(static_cast<std::size_t>(share * static_cast<double>(sorted.size())));
}

int run_calibrate(const CalibrateOptions& options, const config::Settings::Camera& camera,
                  const CameraAccess& access,
                  const std::function<Result<std::unique_ptr<Sight>>()>& open_sight,
                  const std::function<Result<std::unique_ptr<CameraSign>>()>& sign,
                  const drivers::Clock& clock, std::ostream& out, std::ostream& problems) {
    const auto sight = open_sight();
    if (!sight) {
        problems << sight.error().what << '\n';
        return could_not;
    }
    Look look(**sight, options.known);
    CameraUse use;
    use.task = CameraUse::Task::look;
    use.limit = options.limit;
    use.status = options.status;
    use.without_screen = options.without_screen;
    use.look = [&look](const drivers::Frame& frame) { return look(frame); };
    // Progress is for people: what a tool reads is the result alone.
    std::ostream& progress = options.json ? problems : out;
    const int used = run_camera(use, camera, access, sign, clock, progress, problems);
    if (used != all_passed) return used;
    if (!look.gauge().full()) {
        problems << (*sight)->hint() << '\n';
        if (!look.obstacle().empty()) problems << "The last picture: " << look.obstacle() << ".\n";
        return something_failed;
    }
    if (!is_possible(field_of_view(options.known, look.gauge().median(), look.height()))) {
        problems << "no camera sees that: measure the distance from the lens, and what is before it, again\n";
        return something_failed;
    }
    print(options, look, out);
    return all_passed;
}

}  // namespace verikiosk::kioskctl
