// SPDX-License-Identifier: Apache-2.0
// encode_landmarks MODEL FILE: turns dlib's landmark model into the file that the kiosk maps (see
// forest_format.hpp). Same model, same bytes, on whatever machine.
#include <dlib/image_processing/shape_predictor.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <vector>

#include "vision/face/forest_format.hpp"

namespace {

using namespace verikiosk::vision::forest;

/// What dlib::shape_predictor holds and does not show, in the order in which it writes it.
struct Model {
    dlib::matrix<float, 0, 1> mean;
    std::vector<std::vector<dlib::impl::regression_tree>> forests;
    std::vector<std::vector<unsigned long>> anchors;
    std::vector<std::vector<dlib::vector<float, 2>>> deltas;
};

void require(bool good, const char* what) {
    if (!good) throw std::runtime_error(what);
}

Model read_model(const char* path) {
    std::ifstream in(path, std::ios::binary);
    require(in.good(), "the model can't be opened: install the package libdlib-data");
    int layout = 0;
    dlib::deserialize(layout, in);
    require(layout == 1, "the model's layout is unknown: only version 1 of dlib's is");
    Model model;
    dlib::deserialize(model.mean, in);
    dlib::deserialize(model.forests, in);
    dlib::deserialize(model.anchors, in);
    dlib::deserialize(model.deltas, in);
    return model;
}

/// That the format can hold the model.
void check(const Model& model) {
    require(model.mean.size() == 2 * point_count, "the model has not 68 points");
    const std::size_t cascades = model.forests.size();
    require(cascades > 0 && cascades <= most_cascades && model.anchors.size() == cascades &&
                model.deltas.size() == cascades,
            "the model's cascades do not fit");
    const std::size_t trees = model.forests[0].size();
    const std::size_t features = model.deltas[0].size();
    require(trees > 0 && trees <= most_trees && features > 0 && features <= most_features,
            "the model's forests do not fit");
    for (std::size_t i = 0; i < cascades; ++i) {
        require(model.forests[i].size() == trees && model.anchors[i].size() == features &&
                    model.deltas[i].size() == features,
                "the model's cascades differ in size");
        for (const auto& tree : model.forests[i]) {
            require(tree.splits.size() == split_count && tree.leaf_values.size() == leaf_count,
                    "the model's trees have not four levels");
            for (const auto& leaf : tree.leaf_values)
                require(leaf.size() == 2 * point_count, "a leaf of the model has not 68 points");
        }
    }
}

class FileBytes {
  public:
    template <class T>
    void put(const T& part) {
        const auto* start = static_cast<const char*>(static_cast<const void*>(&part));
        bytes_.insert(bytes_.end(), start, start + sizeof(T));
    }
    /// Size and checksum, now that the rest is known. `header` was put first.
    void finish(ForestHeader header) {
        header.bytes = bytes_.size();
        overwrite(header);
        const auto* start = static_cast<const Bytef*>(static_cast<const void*>(bytes_.data()));
        header.checksum = static_cast<std::uint32_t>(
            crc32_z(crc32_z(0, nullptr, 0), start + checksummed_from, bytes_.size() - checksummed_from));
        overwrite(header);
    }
    /// Complete or not at all.
    void save(const std::filesystem::path& path) const {
        std::filesystem::path part = path;
        part += ".part";
        std::ofstream out(part, std::ios::binary);
        out.write(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
        out.close();
        require(out.good(), "the file can't be written: is there room for it?");
        std::filesystem::rename(part, path);
    }

  private:
    void overwrite(const ForestHeader& header) {
        const auto* start = static_cast<const char*>(static_cast<const void*>(&header));
        std::copy_n(start, sizeof header, bytes_.begin());
    }
    std::vector<char> bytes_;
};

Tree encoded(const dlib::impl::regression_tree& tree) {
    Tree result{};
    for (std::size_t i = 0; i < split_count; ++i) {
        const auto& split = tree.splits[i];
        require(split.idx1 < most_features && split.idx2 < most_features,
                "a split of the model does not fit");
        // Differences of pixels are whole and within 255: greater than the threshold is greater than the
        // whole number below it.
        const float threshold = std::clamp(std::floor(split.thresh), -256.0F, 255.0F);
        result.splits[i] = {static_cast<std::uint16_t>(split.idx1), static_cast<std::uint16_t>(split.idx2),
                            static_cast<std::int16_t>(threshold)};
    }
    return result;
}

LeafVector encoded(const dlib::matrix<float, 0, 1>& leaf) {
    LeafVector result{};
    float largest = 0;
    for (long i = 0; i < leaf.size(); ++i)
        largest = std::max(largest, std::abs(leaf(i)));
    constexpr std::int16_t most = std::numeric_limits<std::int16_t>::max();
    result.scale = largest / most;
    if (result.scale == 0) return result;
    const auto steps = [&](std::size_t number) {
        const float count = std::round(leaf(static_cast<long>(number)) / result.scale);
        return static_cast<std::int16_t>(std::clamp<float>(count, -most, most));
    };
    for (std::size_t i = 0; i < point_count; ++i) {
        result.steps[i] = steps(2 * i);
        result.steps[point_count + i] = steps(2 * i + 1);
    }
    return result;
}

FileBytes encoded(const Model& model) {
    FileBytes file;
    ForestHeader header{};
    header.magic = magic;
    header.version = version;
    header.cascades = static_cast<std::uint32_t>(model.forests.size());
    header.trees = static_cast<std::uint32_t>(model.forests[0].size());
    header.features = static_cast<std::uint32_t>(model.deltas[0].size());
    file.put(header);
    MeanShape mean{};
    for (std::size_t i = 0; i < point_count; ++i) {
        mean.x[i] = model.mean(static_cast<long>(2 * i));
        mean.y[i] = model.mean(static_cast<long>(2 * i + 1));
    }
    file.put(mean);
    for (std::size_t i = 0; i < model.forests.size(); ++i) {
        for (std::size_t j = 0; j < header.features; ++j) {
            const auto& delta = model.deltas[i][j];
            file.put(Feature{delta.x(), delta.y(), static_cast<std::uint32_t>(model.anchors[i][j])});
        }
        for (const auto& tree : model.forests[i])
            file.put(encoded(tree));
        for (const auto& tree : model.forests[i]) {
            for (const auto& leaf : tree.leaf_values)
                file.put(encoded(leaf));
        }
    }
    file.finish(header);
    return file;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: encode_landmarks MODEL FILE\n", stderr);
        return 2;
    }
    try {
        const Model model = read_model(argv[1]);
        check(model);
        encoded(model).save(argv[2]);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "encode_landmarks: %s: %s\n", argv[1], error.what());
        return 3;
    }
}
