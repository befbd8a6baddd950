// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/measure/meter.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "vision/face/face_shape.hpp"
#include "vision/liveness/measure/parallax.hpp"
#include "vision/liveness/measure/passive_model.hpp"
#include "vision/liveness/measure/recapture.hpp"
#include "vision/liveness/measure/samples.hpp"
#include "vision/models/model_folder.hpp"

namespace verikiosk::vision {
namespace {

using Models = std::vector<std::unique_ptr<PassiveModel>>;

/// The models' mean word, each asked once in so many frames: together they take 6 ms, of which a frame has
/// less than one.
class ModelsWord {
  public:
    explicit ModelsWord(Models models) : models_(std::move(models)), words_(models_.size(), -1.0F) {}

    void forget() { words_.assign(words_.size(), -1.0F); }

    std::uint8_t ask(const ColourView& picture, const Box& face) {
        if (models_.empty()) return 0;
        const std::size_t turn = frame_++ % every;
        if (turn % (every / models_.size()) == 0) {
            const std::size_t which = turn / (every / models_.size());
            if (which < models_.size()) words_[which] = models_[which]->look(picture, face);
        }
        float sum = 0;
        for (const float word : words_) {
            if (word < 0) return 0;
            sum += word;
        }
        return static_cast<std::uint8_t>(1 + std::lround(200 * sum / static_cast<float>(words_.size())));
    }

  private:
    static constexpr std::size_t every = 8;
    Models models_;
    std::vector<float> words_;  // negative: has not looked
    std::size_t frame_ = 0;
};

class FrameMeter final : public Meter {
  public:
    explicit FrameMeter(Models models) : recapture_(make_opencv_recapture()), word_(std::move(models)) {}

    LivenessMeasures measure(const ColourView& picture, const Observation& observation,
                             std::uint64_t challenge) override {
        // A face that was lost for a moment and is followed on is compared with what it was before.
        const bool other_face = observation.row.has_face() && observation.row.track != track_;
        if (challenge != challenge_ || other_face) parallax_.begin();
        if (other_face) {
            word_.forget();
            recapture_->forget();
        }
        challenge_ = challenge;
        LivenessMeasures measures;
        if (!observation.row.has_face()) return measures;
        track_ = observation.row.track;
        const FaceAxes axes = axes_of(observation.points);
        measures.regions = region_colours(picture, axes);
        measures.noise_centi = noise_centi(picture.luma, axes);
        measures.parallax_milli = parallax_.add(observation.points, axes);
        measures.recapture_milli = recapture_->look(picture.luma, axes);
        measures.model = word_.ask(picture, face_box(observation.points));
        return measures;
    }

  private:
    std::uint64_t challenge_ = 0;
    std::uint32_t track_ = 0;
    Parallax parallax_;
    std::unique_ptr<Recapture> recapture_;
    ModelsWord word_;
};

/// Those of the folder's that are for this. The numbers are the scales of the models' own names.
Result<Models> load_models(const ModelFiles& files) {
    Models models;
    if (files.models.empty()) return models;
    const auto folder = ModelFolder::open(files.models);
    if (!folder) return fail(folder.error());
    constexpr std::array known{std::pair{ModelKind::minifasnet_v2, 2.7F},
                               std::pair{ModelKind::minifasnet_v1se, 4.0F}};
    for (const auto& [kind, scale] : known) {
        if (!folder->has(kind)) continue;
        const auto bytes = folder->load(kind);
        if (!bytes) return fail(bytes.error());
        auto model = make_opencv_minifasnet(*bytes, scale);
        if (!model) return fail(std::move(model.error()));
        models.push_back(std::move(*model));
    }
    return models;
}

}  // namespace

Result<std::unique_ptr<Meter>> make_meter(const ModelFiles& files) {
    auto models = load_models(files);
    if (!models) return fail(std::move(models.error()));
    return std::make_unique<FrameMeter>(std::move(*models));
}

}  // namespace verikiosk::vision
