// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdlib>
#include <utility>

#include "firmware/kioskctl/calibrate.hpp"
#include "firmware/kioskctl/words.hpp"

namespace verikiosk::kioskctl {
namespace {

// A head turned by five degrees: the eyes look nearer to each other by less than half a percent.
constexpr int frontal_asymmetry_milli = 150;
// Of the picture's height, around its middle: farther out lenses bend straight lines.
constexpr float middle_reach = 0.2F;
// Of a card: corners are whole pixels, which then are one percent. Modules of four pixels are read easily.
constexpr float smallest_side_px = 84;
// 14 degrees. About an axis along one of its sides a tilt does no harm, about a diagonal 1.5 % at most.
constexpr float least_squareness = 0.97F;

bool in_the_middle(float x, float y) {
    return std::abs(x) <= middle_reach && std::abs(y - 0.5F) <= middle_reach;
}

vision::GrayView luma_of(const drivers::Frame& frame) {
    return {frame.plane(0).data, frame.plane(0).stride, frame.info().width, frame.info().height};
}

class FaceSight final : public Sight {
  public:
    FaceSight(std::unique_ptr<vision::Analyser> analyser, std::unique_ptr<vision::Detector> detector)
        : analyser_(std::move(analyser)), detector_(std::move(detector)) {}

    Sighted look(const drivers::Frame& frame) override {
        const vision::FrameStamp stamp{frame.info().sequence, frame.info().sensor_time, frame.info().exposure,
                                       frame.info().gain};
        if (analyser_->wants_detection(luma_of(frame), stamp, request_)) {
            analyser_->land(detector_->detect(request_));
        }
        return sight_eyes(analyser_->analyse(luma_of(frame), stamp).row);
    }
    [[nodiscard]] std::size_t wanted() const override { return 60; }  // two seconds
    [[nodiscard]] std::string wish(double cm) const override {
        return "Keep your eyes " + with_one_decimal(cm) + " cm from the lens and look into it";
    }
    [[nodiscard]] std::string_view hint() const override {
        return "nobody stood still before the lens long enough: have one adult stand there, their face in "
               "the middle of the picture and lit from the front, and try again";
    }

  private:
    std::unique_ptr<vision::Analyser> analyser_;
    std::unique_ptr<vision::Detector> detector_;
    vision::DetectionRequest request_;
};

class CardSight final : public Sight {
  public:
    explicit CardSight(std::unique_ptr<vision::CodeScanner> scanner) : scanner_(std::move(scanner)) {}

    Sighted look(const drivers::Frame& frame) override {
        if (!vision::pack_for_codes(luma_of(frame), picture_)) return {0, "the picture is too small"};
        // What is larger was reduced by a whole factor.
        const int factor = frame.info().width / picture_.width;
        Sighted sighted = sight_card(scanner_->scan(picture_), picture_.width, picture_.height);
        sighted.px *= factor;
        return sighted;
    }
    [[nodiscard]] std::size_t wanted() const override { return 20; }  // some seconds: each takes long
    [[nodiscard]] std::string wish(double cm) const override {
        return "Keep the card " + with_one_decimal(cm) + " cm from the lens, flat and facing it";
    }
    [[nodiscard]] std::string_view hint() const override {
        return "no card was held still before the lens long enough: print one (kioskctl calibrate "
               "--print-card FILE), fix it to something flat, and hold it facing the lens, in the middle of "
               "the picture and without a shine on it";
    }

  private:
    std::unique_ptr<vision::CodeScanner> scanner_;
    vision::PackedGray picture_;
};

}  // namespace

Sighted sight_eyes(const ObservationRow& row) {
    if (!row.has_face()) return {0, "nobody is seen"};
    if (row.faces > 1) return {0, "somebody else is in the picture"};
    const vision::FaceInFrame face = vision::face_in_frame(row);
    if (!in_the_middle(face.centre_x, face.centre_y)) {
        return {0, "move your face into the middle of the picture"};
    }
    if (std::abs(row.asymmetry_milli) > frontal_asymmetry_milli) return {0, "look straight into the lens"};
    return {row.iod_decipx / 10.0};
}

Sighted sight_card(const std::vector<vision::SeenCode>& codes, int width, int height) {
    const auto card = vision::card_in(codes);
    if (!card) return {0, "no card is seen"};
    const auto tall = static_cast<float>(height);
    if (!in_the_middle((card->middle.x - static_cast<float>(width) / 2) / tall, card->middle.y / tall)) {
        return {0, "move the card into the middle of the picture"};
    }
    if (card->side < smallest_side_px) {
        return {0, "the card is too small in the picture: hold it nearer, and say how near"};
    }
    if (card->squareness < least_squareness) return {0, "the card is tilted: turn it to face the lens"};
    return {double{card->side}};
}

Result<std::unique_ptr<Sight>> make_face_sight(const vision::ModelFiles& files) {
    auto analyser = vision::make_analyser(files);
    if (!analyser) return fail(analyser.error());
    auto detector = vision::make_detector(files);
    if (!detector) return fail(detector.error());
    return std::make_unique<FaceSight>(std::move(*analyser), std::move(*detector));
}

Result<std::unique_ptr<Sight>> make_card_sight() {
    auto scanner = vision::make_code_scanner();
    if (!scanner) return fail(scanner.error());
    return std::make_unique<CardSight>(std::move(*scanner));
}

}  // namespace verikiosk::kioskctl
