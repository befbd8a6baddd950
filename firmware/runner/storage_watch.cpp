// SPDX-License-Identifier: Apache-2.0
#include "firmware/runner/storage_watch.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace verikiosk::runner {
namespace {

constexpr std::uintmax_t mebibyte = 1024 * 1024;

Result<std::uintmax_t> free_on_disk(const std::filesystem::path& folder) {
    std::error_code error;
    const auto space = std::filesystem::space(folder, error);
    if (error) {
        return fail(Errc::unavailable,
                    "the data folder " + folder.string() + " can't be looked at: " + error.message());
    }
    return space.available;
}

}  // namespace

StorageWatch::StorageWatch(net::Outbox& outbox, StorageNeeds needs)
    : outbox_(outbox), needs_(std::move(needs)) {
    if (!needs_.free_bytes) needs_.free_bytes = free_on_disk;
}

std::optional<session::StorageState> StorageWatch::look(TimePoint now) {
    if (needs_.folder.empty() || (looked_ && now - *looked_ < between)) return std::nullopt;
    looked_ = now;
    const auto checked = check();
    if (told_ == checked.has_value()) return std::nullopt;
    told_ = checked.has_value();
    return session::StorageState{checked.has_value(), checked ? std::string() : checked.error().what};
}

Result<void> StorageWatch::check() const {
    // A disk that failed is often still readable: the system has made it read-only.
    if (::access(needs_.folder.c_str(), W_OK) != 0) {
        return fail(Errc::refused, "the data folder " + needs_.folder.string() +
                                       " can't be written: " + std::strerror(errno));
    }
    if (auto room = enough_room(); !room) return room;
    return outbox_.has_room();
}

Result<void> StorageWatch::enough_room() const {
    const auto free = needs_.free_bytes(needs_.folder);
    if (!free) return fail(free.error());
    // Once it was too little, a little more is asked for: a kiosk that opens and closes every few seconds
    // would be worse than a closed one.
    const std::uintmax_t enough = needs_.min_free + (told_ == false ? needs_.min_free / 8 : 0);
    if (*free >= enough) return {};
    return fail(Errc::full, "only " + std::to_string(*free / mebibyte) + " MiB are free in " +
                                needs_.folder.string() + ", " + std::to_string(enough / mebibyte) +
                                " are needed: free some space there");
}

}  // namespace verikiosk::runner
