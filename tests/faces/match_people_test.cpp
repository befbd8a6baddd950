// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <optional>

#include "drivers/photo/photo.hpp"
#include "tests/faces/people.hpp"
#include "tests/support/check.hpp"
#include "tests/support/temporary_folder.hpp"
#include "vision/face/crop.hpp"
#include "vision/match/matcher.hpp"

/// The match on photos of real people: all pairs of one person, and of different people within a collection
/// (across collections light and camera alone would tell them apart).
namespace verikiosk::tests {
namespace {

GROUP("people");

constexpr std::size_t max_pixels = std::size_t{64} * 1000 * 1000;

/// What became of the pairs.
struct Counts {
    int same = 0;
    int undecided = 0;
    int different = 0;
    int not_compared = 0;
    double lowest = 1;
    double highest = -1;

    void add(double cosine, MatchDecision decision) {
        lowest = std::min(lowest, cosine);
        highest = std::max(highest, cosine);
        ++(decision == MatchDecision::same        ? same
           : decision == MatchDecision::different ? different
                                                  : undecided);
    }
    [[nodiscard]] int compared() const { return same + undecided + different; }
};

struct Tally {
    Counts one_person;
    Counts two_people;
    int refused_photos = 0;
    int photos = 0;
};

struct LookedAt {
    PersonPhoto photo;
    vision::FaceVector face;  ///< empty: refused
};

drivers::Photo decoded(const std::filesystem::path& photo) {
    const std::string text = read_whole(photo);
    return must(
        drivers::decode_photo({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, max_pixels));
}

/// Empty: refused, which is told.
vision::FaceVector look(vision::Matcher& matcher, const std::filesystem::path& photo) {
    const drivers::Photo picture = decoded(photo);
    Reasons reasons;
    auto face = must(matcher.look(
        {picture.rgb.data(), static_cast<std::size_t>(picture.width) * 3, picture.width, picture.height},
        reasons));
    for (const Reason reason : reasons.list())
        std::printf("  refused: %s %s\n", photo.filename().c_str(), std::string(name_of(reason)).c_str());
    return face;
}

std::vector<LookedAt> look_at_all(const vision::ModelFiles& files) {
    auto matcher = must(vision::Matcher::make(files));
    std::vector<LookedAt> all;
    for (const PersonPhoto& photo : photos_of_people()) {
        all.push_back({photo, look(matcher, photo.file)});
    }
    return all;
}

Tally tally_of(const char* title, const vision::ModelFiles& files) {
    const auto thresholds = vision::known_embeddings().front().thresholds;
    std::printf("%s\n", title);
    const auto all = look_at_all(files);
    Tally tally;
    tally.photos = static_cast<int>(all.size());
    tally.refused_photos =
        static_cast<int>(std::ranges::count_if(all, [](const LookedAt& one) { return one.face.empty(); }));
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = i + 1; j < all.size(); ++j) {
            const bool same = all[i].photo.person == all[j].photo.person;
            if (!same && all[i].photo.source != all[j].photo.source) continue;
            Counts& counts = same ? tally.one_person : tally.two_people;
            if (all[i].face.empty() || all[j].face.empty()) {
                ++counts.not_compared;
                continue;
            }
            const float cosine = vision::cosine(all[i].face, all[j].face);
            const MatchDecision decision = vision::decide(cosine, thresholds);
            counts.add(static_cast<double>(cosine), decision);
            if (decision != (same ? MatchDecision::same : MatchDecision::different)) {
                std::printf("  %s %.3f: %s, %s\n", same ? "one person" : "two people",
                            static_cast<double>(cosine), all[i].photo.file.filename().c_str(),
                            all[j].photo.file.filename().c_str());
            }
        }
    }
    return tally;
}

void print(const Tally& tally) {
    std::printf("  photos refused: %d of %d\n", tally.refused_photos, tally.photos);
    for (const auto& [name, counts] :
         {std::pair("one person", &tally.one_person), std::pair("two people", &tally.two_people)}) {
        const int of = counts->compared();
        std::printf("  %s, %d pairs, cosine %.3f to %.3f: same %s, undecided %s, different %s\n", name, of,
                    counts->lowest, counts->highest, Rate{counts->same, of}.shown().c_str(),
                    Rate{counts->undecided, of}.shown().c_str(), Rate{counts->different, of}.shown().c_str());
    }
    std::fflush(stdout);
}

/// Room: the intervals of what was measured are as wide.
void check_tally(const Tally& tally) {
    print(tally);
    CHECK(tally.refused_photos * 5 <= tally.photos);
    CHECK(tally.one_person.compared() >= 50);
    CHECK(tally.two_people.compared() >= 150);
    CHECK_EQUAL(tally.two_people.same, 0);
    CHECK(Rate(tally.two_people.same, tally.two_people.compared()).high() < 0.03);
    CHECK(tally.one_person.same * 100 >= tally.one_person.compared() * 90);
    CHECK(tally.one_person.different * 100 <= tally.one_person.compared() * 5);
}

STORY(people_are_told_apart_by_face_meshs_points) {
    check_tally(tally_of("YuNet and Face Mesh:", {.models = models_folder()}));
}

STORY(people_are_told_apart_by_dlibs_points) {
    const auto& known = vision::known_model(vision::ModelKind::mobilefacenet);
    const TemporaryFolder alone;
    write_file(alone / "MANIFEST.tsv",
               "file\tsha256\n" + std::string(known.file) + "\t" + std::string(known.sha256) + "\n");
    std::filesystem::create_symlink(std::filesystem::absolute(models_folder() / known.file),
                                    alone.path() / known.file);
    check_tally(tally_of("dlib's detector and points:", {.models = alone.path()}));
}

STORY(a_print_matches_its_original_so_that_a_match_never_stands_alone) {
    const auto faces = photos_of_people().front().file.parent_path().parent_path();
    auto matcher = must(vision::Matcher::make({.models = models_folder()}));
    const auto original = look(matcher, faces / "face/face-anti-spoofing__test_true_003.png");
    const auto print = look(matcher, faces / "spoof/face-anti-spoofing__test_fake_002.jpg");
    const float cosine = vision::cosine(original, print);
    std::printf("a print and its original: %.2f\n", static_cast<double>(cosine));
    CHECK(vision::decide(cosine, vision::known_embeddings().front().thresholds) == MatchDecision::same);
}

/// What kiosks keep of a frame, of the photo's largest face; none where it has none.
std::optional<vision::CropPixels> crop_of(vision::PhotoAnalyser& photos, const std::filesystem::path& file) {
    const drivers::Photo picture = decoded(file);
    std::vector<std::uint8_t> luma;
    for (std::size_t i = 0; i < picture.rgb.size(); i += 3)
        luma.push_back(static_cast<std::uint8_t>(
            (77 * picture.rgb[i] + 150 * picture.rgb[i + 1] + 29 * picture.rgb[i + 2] + 128) >> 8));
    const vision::GrayView view{luma.data(), static_cast<std::size_t>(picture.width), picture.width,
                                picture.height};
    const auto faces = photos.analyse(view);
    if (faces.empty()) return std::nullopt;
    vision::CropPixels crop{};
    vision::cut_crop(view, vision::axes_of(faces.front().points), crop);
    return crop;
}

STORY(a_visits_crops_are_told_from_somebody_elses_selfie_and_taken_for_their_own) {
    const vision::ModelFiles files{.models = models_folder()};
    const auto thresholds = vision::known_embeddings().front().thresholds;
    auto matcher = must(vision::Matcher::make(files));
    const auto photos = must(vision::make_photo_analyser(files));
    const auto all = look_at_all(files);
    Tally tally;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto crop = crop_of(*photos, all[i].photo.file);
        Reasons reasons;
        const auto face = crop ? must(matcher.look_at_crop(*crop, reasons)) : vision::FaceVector{};
        ++tally.photos;
        if (face.empty()) ++tally.refused_photos;
        for (std::size_t j = 0; j < all.size() && !face.empty(); ++j) {
            // A crop and the picture it was cut from: as of one moment, as a selfie and the last crops are.
            const bool same = i == j;
            const bool other =
                all[i].photo.person != all[j].photo.person && all[i].photo.source == all[j].photo.source;
            if (all[j].face.empty() || (!same && !other)) continue;
            const float cosine = vision::cosine(face, all[j].face);
            (same ? tally.one_person : tally.two_people)
                .add(static_cast<double>(cosine), vision::decide(cosine, thresholds));
        }
    }
    print(tally);
    CHECK_EQUAL(tally.one_person.different, 0);
    CHECK_EQUAL(tally.two_people.same, 0);
}

STORY(an_interval_is_clopper_and_pearsons) {
    // From the tables in their paper and any statistics program: 1 of 10, and 0 of 741.
    CHECK(std::abs(Rate{1, 10}.low() - 0.00253) < 1e-4);
    CHECK(std::abs(Rate{1, 10}.high() - 0.44502) < 1e-4);
    CHECK(std::abs(Rate{0, 741}.high() - 0.00497) < 1e-4);
    CHECK_EQUAL(Rate(0, 741).low(), 0.0);
    CHECK(std::abs(Rate{72, 73}.low() - 0.9260) < 1e-3);
}

}  // namespace
}  // namespace verikiosk::tests
