// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

#include "tests/faces/accuracy/figures.hpp"
#include "tests/faces/accuracy/share.hpp"

namespace verikiosk::tests {
namespace {

// At 720p height.
constexpr float large_face = 80;

bool is_single(const Picture& picture) {
    return picture.label == "live" || picture.label == "live-cropped" || picture.label == "live-distant" ||
           picture.label == "live-profile";
}

/// Of the largest face, pixels of a picture of 720 rows; none where nobody is seen.
std::optional<float> face_height(const MeasuredPhoto& photo) {
    if (photo.faces.empty()) return std::nullopt;
    return photo.faces[0].box.height * 720 / static_cast<float>(photo.height);
}

/// Whoever of two sees a face tells its size; where neither does, its label: only "distant" ones are small.
bool is_large(const MeasuredPhoto& photo, const Measured& sizes) {
    std::optional<float> height = face_height(photo);
    for (const MeasuredPhoto& other : sizes.photos)
        if (!height && other.picture.file == photo.picture.file) height = face_height(other);
    return height ? *height >= large_face : photo.picture.label != "live-distant";
}

Figure found_of(const Measured& measured, const Measured& sizes, bool large) {
    Share share;
    Figure figure;
    for (const MeasuredPhoto& photo : measured.photos) {
        if (!is_single(photo.picture) || is_large(photo, sizes) != large) continue;
        share.count(!photo.faces.empty());
        if (photo.faces.empty())
            figure.misses.push_back(
                {photo.picture.file, 0, "the face is not found (" + photo.picture.label + ")"});
    }
    share.tell(figure);
    return figure;
}

Figure seen_on(const Measured& measured, bool drawn) {
    Figure figure;
    int faces = 0;
    int pictures = 0;
    for (const MeasuredPhoto& photo : measured.photos) {
        // A drawn lion, a cheese with eyes.
        const bool drawing = photo.picture.file.find("drawing") != std::string::npos ||
                             photo.picture.file.find("clipart") != std::string::npos;
        if (photo.picture.label != "noface" || drawing != drawn) continue;
        ++pictures;
        if (photo.faces.empty()) continue;
        faces += static_cast<int>(photo.faces.size());
        figure.misses.push_back({photo.picture.file, 0, "a face where there is none"});
    }
    figure.value = faces;
    figure.shown = std::to_string(faces) + " on " + std::to_string(pictures) + " pictures";
    return figure;
}

}  // namespace

Figure photos_found(const Measured& measured, const Measured& sizes) {
    Figure figure = found_of(measured, sizes, true);
    figure.name = "photos of one person, face of 80 px or more at 720p: found";
    figure.target = "at least 99 %";
    return figure;
}

Figure small_faces_found(const Measured& measured, const Measured& sizes) {
    Figure figure = found_of(measured, sizes, false);
    figure.name = "photos of one person, smaller face: found";
    return figure;
}

std::vector<Figure> photos_found_by_group(const Measured& measured) {
    // Words of the labels' notes; that is all they tell of people. Skin, age and sex are not labelled.
    constexpr std::array<std::pair<const char*, const char*>, 8> groups{
        {{"glasses", "glasses"},
         {"beard", "beard"},
         {"older adults (small crops)", "older adults"},
         {"night or dusk", "night / low light"},
         {"hat", "hat"},
         {"dim light", "dim light"},
         {"black and white", "b/w"},
         {"face cut by the picture's edge", "cut by the frame edge"}}};
    std::vector<Figure> figures;
    for (const auto& [words, mark] : groups) {
        Share share;
        Figure figure;
        figure.name = std::string("photos by label: ") + words + ": found";
        for (const MeasuredPhoto& photo : measured.photos) {
            if (!is_single(photo.picture) || photo.picture.note.find(mark) == std::string::npos) continue;
            share.count(!photo.faces.empty());
        }
        share.tell(figure);
        figures.push_back(std::move(figure));
    }
    return figures;
}

Figure found_on_nothing(const Measured& measured) {
    Figure figure = seen_on(measured, false);
    figure.name = "photos without a face: faces found";
    figure.target = "0";
    return figure;
}

Figure found_on_drawings(const Measured& measured) {
    Figure figure = seen_on(measured, true);
    figure.name = "drawings of animals and things: faces found";
    return figure;
}

Figure smile_area(const Measured& measured) {
    struct Scored {
        const MeasuredPhoto* photo;
        float smile;
    };
    std::vector<Scored> smiles;
    std::vector<Scored> others;
    for (const MeasuredPhoto& photo : measured.photos) {
        if (!is_single(photo.picture) || photo.faces.empty()) continue;
        const Scored scored{&photo, photo.faces[0].expression.smile};
        if (photo.picture.smile == "yes") smiles.push_back(scored);
        if (photo.picture.smile == "no") others.push_back(scored);
    }
    // Mann and Whitney: how often a smile scores above a face that does not smile.
    double above = 0;
    for (const Scored& smile : smiles) {
        for (const Scored& other : others)
            above += smile.smile > other.smile ? 1 : smile.smile == other.smile ? 0.5 : 0;
    }
    const double pairs = static_cast<double>(smiles.size() * others.size());
    Figure figure;
    figure.name = "photos: smile against labels, area under the curve";
    figure.target = "at least 0.98";
    figure.value = pairs > 0 ? above / pairs : 0;
    std::array<char, 80> words{};
    (void)std::snprintf(words.data(), words.size(), "%.4f over %zu smiles and %zu others", figure.value,
                        smiles.size(), others.size());
    figure.shown = words.data();
    const auto wrong = [&](const std::vector<Scored>& all, bool smiling, const char* what) {
        for (const Scored& one : all) {
            if ((one.smile >= 0.5F) == smiling) continue;
            (void)std::snprintf(words.data(), words.size(), "%s: %.2f, a half is a smile", what,
                                static_cast<double>(one.smile));
            figure.misses.push_back({one.photo->picture.file, 0, words.data()});
        }
    };
    wrong(smiles, true, "labelled a smile");
    wrong(others, false, "labelled no smile");
    return figure;
}

}  // namespace verikiosk::tests
