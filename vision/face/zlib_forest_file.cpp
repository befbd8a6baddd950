// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <string>
#include <system_error>
#include <utility>

#include "vision/face/forest_file.hpp"

namespace verikiosk::vision {
namespace {

using namespace forest;

constexpr const char* repair = ": build Verikiosk again, or flash the kiosk's card again";

template <class T>
const T* as(const std::byte* place) {
    return static_cast<const T*>(static_cast<const void*>(place));
}

/// A file descriptor, closed.
struct File {
    int descriptor;
    explicit File(const char* path) : descriptor(::open(path, O_RDONLY | O_CLOEXEC)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (descriptor >= 0) close(descriptor);
    }
};

// dlib's numbers are within 2 box sides; anything much beyond is no face, and bounded numbers stay finite
// however many of them are added.
bool small(float value) {
    return std::abs(value) <= 16;  // not of a NaN either
}

bool in_range(const Cascade& cascade) {
    const auto count = cascade.features.size();
    const auto sound_feature = [](const Feature& f) {
        return small(f.x) && small(f.y) && f.anchor < point_count;
    };
    const auto sound_tree = [count](const Tree& tree) {
        return std::ranges::all_of(tree.splits,
                                   [count](const Split& s) { return s.first < count && s.second < count; });
    };
    return std::ranges::all_of(cascade.features, sound_feature) &&
           std::ranges::all_of(cascade.trees, sound_tree) &&
           std::ranges::all_of(cascade.leaves, [](const LeafVector& leaf) { return small(leaf.scale); });
}

// A face that others can be aligned with has an extent.
bool in_range(const MeanShape& mean) {
    return std::ranges::all_of(mean.x, small) && std::ranges::all_of(mean.y, small) &&
           std::ranges::max(mean.x) - std::ranges::min(mean.x) > 0.01F;
}

/// What is wrong with the file's frame: its header, size and checksum. `size` holds a header.
Result<void> check_frame(const std::byte* start, std::size_t size, const std::string& name) {
    const auto& header = *as<ForestHeader>(start);
    if (header.magic != magic) {
        return fail(Errc::corrupt, name + " is no landmark model of Verikiosk's" + repair);
    }
    if (header.version != version) {
        return fail(Errc::unsupported, name + " is a landmark model of version " +
                                           std::to_string(header.version) + " where this program reads " +
                                           std::to_string(version) + repair);
    }
    const bool sane = header.cascades <= most_cascades && header.trees <= most_trees &&
                      header.features <= most_features && header.cascades > 0 && header.trees > 0 &&
                      header.features > 0;
    if (!sane || header.bytes != size ||
        file_size(header.cascades, header.trees, header.features) != header.bytes) {
        return fail(Errc::corrupt, name + ", a landmark model, is cut off or damaged" + repair);
    }
    const auto checksum =
        crc32_z(crc32_z(0, nullptr, 0), as<Bytef>(start + checksummed_from), size - checksummed_from);
    if (checksum != header.checksum) {
        return fail(Errc::corrupt, name + ", a landmark model, is damaged: its checksum is wrong" + repair);
    }
    return {};
}

}  // namespace

void ForestFile::Unmap::operator()(const std::byte* start) const {
    // munmap takes what mmap gave, which was not const.
    munmap(const_cast<std::byte*>(start), size);
}

Result<ForestFile::Mapping> ForestFile::map(const std::filesystem::path& path) {
    const std::string name = path.string();
    const File file(name.c_str());
    if (file.descriptor < 0 && errno == ENOENT) {
        return fail(Errc::not_found, "the landmark model " + name + " is not there" + repair);
    }
    struct stat status {};
    if (file.descriptor < 0 || fstat(file.descriptor, &status) != 0) {
        return fail(Errc::unavailable, "the landmark model " + name + " can't be opened (" +
                                           std::generic_category().message(errno) + ")" + repair);
    }
    if (!S_ISREG(status.st_mode) || status.st_size < static_cast<off_t>(sizeof(ForestHeader))) {
        return fail(Errc::corrupt, name + " is no landmark model of Verikiosk's" + repair);
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    void* start = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.descriptor, 0);
    if (start == MAP_FAILED) {
        return fail(Errc::unavailable, "the landmark model " + name + " can't be mapped into memory (" +
                                           std::generic_category().message(errno) + "): free some memory");
    }
    return Mapping(static_cast<const std::byte*>(start), Unmap{size});
}

ForestFile::ForestFile(Mapping mapping)
    : mapping_(std::move(mapping)), mean_(as<MeanShape>(mapping_.get() + sizeof(ForestHeader))) {
    const auto& header = *as<ForestHeader>(mapping_.get());
    cascades_ = header.cascades;
    trees_ = header.trees;
    features_ = header.features;
}

Cascade ForestFile::cascade(std::size_t index) const {
    const std::size_t one = file_size(1, trees_, features_) - file_size(0, 0, 0);
    const std::byte* place = mapping_.get() + file_size(0, 0, 0) + index * one;
    const auto take = [&place]<class T>(const T* part, std::size_t count) {
        place += count * sizeof(T);
        return std::span<const T>(part, count);
    };
    const auto features = take(as<Feature>(place), features_);
    const auto trees = take(as<Tree>(place), trees_);
    return {features, trees, take(as<LeafVector>(place), trees_ * leaf_count)};
}

Result<ForestFile> ForestFile::open(const std::filesystem::path& path) {
    auto mapping = map(path);
    if (!mapping) return fail(std::move(mapping.error()));
    if (auto sound = check_frame(mapping->get(), mapping->get_deleter().size, path.string()); !sound) {
        return fail(std::move(sound.error()));
    }
    ForestFile file(std::move(*mapping));
    bool sound = in_range(file.mean());
    for (std::size_t i = 0; sound && i < file.cascades(); ++i) {
        sound = in_range(file.cascade(i));
    }
    if (!sound) {
        return fail(Errc::corrupt,
                    path.string() + ", a landmark model, holds a number out of its range" + repair);
    }
    return file;
}

}  // namespace verikiosk::vision
