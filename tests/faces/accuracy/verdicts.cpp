// SPDX-License-Identifier: Apache-2.0
#include "tests/faces/accuracy/verdicts.hpp"

#include <cstdlib>
#include <utility>

#include "tests/faces/accuracy/clip_golden.hpp"
#include "tests/faces/accuracy/page.hpp"
#include "tests/support/check.hpp"

namespace verikiosk::tests {
namespace {

namespace fs = std::filesystem;

fs::path source_folder() {
    const char* source = std::getenv("VERIKIOSK_SOURCE");
    return source != nullptr ? source : ".";
}

class Judge {
  public:
    void at_least(Figure figure, double bound) {
        const bool held = figure.value >= bound;
        verdicts.push_back({std::move(figure), "at least " + rounded(bound), held});
    }
    void at_most(Figure figure, double bound) {
        const bool held = figure.value <= bound;
        verdicts.push_back({std::move(figure), "at most " + rounded(bound), held});
    }
    void tell(Figure figure) { verdicts.push_back({std::move(figure), "", true}); }

    std::vector<Verdict> verdicts;

  private:
    static std::string rounded(double value) {
        std::string text = std::to_string(value);
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
        return text;
    }
};

std::vector<Verdict> judged(const Labels& labels, const Measured& measured, const Measured& sizes,
                            const Bounds& bounds) {
    Judge judge;
    judge.at_least(photos_found(measured, sizes), bounds.found_percent);
    judge.tell(small_faces_found(measured, sizes));
    for (Figure& group : photos_found_by_group(measured))
        judge.tell(std::move(group));
    judge.at_most(found_on_nothing(measured), 0);
    judge.tell(found_on_drawings(measured));
    judge.at_least(smile_area(measured), bounds.smile_area);
    judge.at_least(onsets_found(measured, labels), bounds.onsets_percent);
    judge.at_most(hard_negatives_taken(measured, labels), bounds.open_mouths);
    judge.at_most(crying_taken(measured), bounds.crying);
    judge.at_most(false_smiles_a_minute(measured, labels), bounds.false_smiles_a_minute);
    judge.at_least(blinks_found(measured, labels), bounds.blinks_percent);
    judge.at_most(false_blinks_a_minute(measured, labels), bounds.false_blinks_a_minute);
    judge.at_least(turns_to_their_side(measured, labels), bounds.turns_percent);
    judge.at_least(frames_followed(measured, labels, false), bounds.followed_percent);
    judge.at_least(frames_followed(measured, labels, true), bounds.followed_far_percent);
    judge.at_most(followed_on_nothing(measured, labels), 0);
    return std::move(judge.verdicts);
}

}  // namespace

std::filesystem::path models_folder() {
    const char* named = std::getenv("VERIKIOSK_MODELS");
    fs::path folder = named != nullptr ? fs::path(named) : source_folder() / "../shared/models";
    return fs::exists(folder) ? folder : fs::path();
}

void report_accuracy(const std::string& name, const vision::ModelFiles& files, const vision::ModelFiles& best,
                     const Bounds& bounds) {
    const Labels labels = read_labels();
    const Measured measured = measure(labels, files, best);
    const Measured sizes = files.models == best.models ? Measured{} : measure_photos(labels, best);
    const auto verdicts = judged(labels, measured, sizes, bounds);
    write_report(source_folder() / "out/faces" / name, "Accuracy on recordings of people, " + name, labels,
                 measured, verdicts);
    std::string broken;
    for (const auto& [figure, bound, held] : verdicts)
        if (!held) broken += "\n  " + figure.name + ": " + figure.shown + ", held to " + bound;
    if (!broken.empty()) broken = "accuracy has got worse:" + broken + "\n";
    broken += against_clip_golden(name, measured);
    if (!broken.empty()) check_failed(broken, std::source_location::current());
}

}  // namespace verikiosk::tests
