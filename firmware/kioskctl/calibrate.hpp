// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "firmware/domain/field_of_view.hpp"
#include "firmware/domain/observation.hpp"
#include "firmware/kioskctl/camera_command.hpp"
#include "vision/code/card.hpp"
#include "vision/face/oval.hpp"

/// kioskctl calibrate: the camera's field of view, from something of known size at a distance that somebody
/// measured: a face, or a printed card.
namespace verikiosk::kioskctl {

/// Something across the line of sight, and what a tape said. Millimetres.
struct KnownLength {
    double distance = 600;  ///< from the lens
    double length = vision::eyes_mm;
    double error = 0;  ///< one standard deviation of the length
};

/// Between the pupils: an adult's mean, who differ by 3.6 mm (Dodgson 2004), until somebody measured theirs.
[[nodiscard]] KnownLength known_eyes(double distance);
[[nodiscard]] KnownLength measured_eyes(double distance, double eyes);
/// The printed code's side. Its error is a ruler's and a printer's millimetre, and the 1 % by which a card
/// tilted as far as it may be about a diagonal looks smaller.
[[nodiscard]] KnownLength known_card(double distance, double side);

/// A field of view in which such a length has so many pixels. `px` and `frame_height` are over zero. By
/// similar triangles: focal / height = px * distance / (length * height).
[[nodiscard]] FieldOfView field_of_view(const KnownLength& known, double px, int frame_height);

/// The relative error of its focal length (one standard deviation): 1 cm of the distance, and the length's.
[[nodiscard]] double focal_error(const KnownLength& known);

/// What one picture shows of the length: how many pixels, or why it does not count.
struct Sighted {
    double px = 0;
    std::string obstacle{};
};
[[nodiscard]] Sighted sight_eyes(const ObservationRow& row);
[[nodiscard]] Sighted sight_card(const std::vector<vision::SeenCode>& codes, int width, int height);

/// Gathers what is seen of something that keeps still.
class Gauge {
  public:
    /// `wanted`: over so many pictures their noise averages out.
    explicit Gauge(std::size_t wanted) : wanted_(wanted) { px_.reserve(wanted); }

    /// What to say about it; nothing when this one counted.
    std::string add(const Sighted& sighted);
    [[nodiscard]] bool full() const { return px_.size() == wanted_; }
    [[nodiscard]] std::size_t count() const { return px_.size(); }
    [[nodiscard]] std::size_t wanted() const { return wanted_; }
    /// Pixels. Only when full.
    [[nodiscard]] double median() const { return quantile(0.5); }
    /// How far apart the middle half of them are, over the median. Only when full.
    [[nodiscard]] double spread() const { return (quantile(0.75) - quantile(0.25)) / median(); }

  private:
    [[nodiscard]] double quantile(double share) const;

    std::size_t wanted_;
    std::vector<double> px_;
};

/// Looks at pictures for one kind of length.
class Sight {
  public:
    virtual ~Sight() = default;
    [[nodiscard]] virtual Sighted look(const drivers::Frame& frame) = 0;
    [[nodiscard]] virtual std::size_t wanted() const = 0;         ///< pictures
    [[nodiscard]] virtual std::string wish(double cm) const = 0;  ///< what to do, as a beginning of a line
    [[nodiscard]] virtual std::string_view hint() const = 0;      ///< what to do when it was never seen
};
/// not_found, corrupt: the data of vision.
[[nodiscard]] Result<std::unique_ptr<Sight>> make_face_sight(const vision::ModelFiles& files);
/// internal: no memory.
[[nodiscard]] Result<std::unique_ptr<Sight>> make_card_sight();

struct CalibrateOptions {
    KnownLength known = known_eyes(600);
    bool json = false;
    bool without_screen = false;
    Duration limit = std::chrono::seconds(60);
    std::filesystem::path status = status::default_file;
};
/// Says what belongs into the settings; changes none. something_failed: nothing was seen as asked in time.
/// could_not as run_camera, or without a sight.
[[nodiscard]] int run_calibrate(const CalibrateOptions& options, const config::Settings::Camera& camera,
                                const CameraAccess& access,
                                const std::function<Result<std::unique_ptr<Sight>>()>& open_sight,
                                const std::function<Result<std::unique_ptr<CameraSign>>()>& sign,
                                const drivers::Clock& clock, std::ostream& out, std::ostream& problems);

}  // namespace verikiosk::kioskctl
