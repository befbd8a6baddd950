// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/shots.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace verikiosk::lab::attacks {
namespace {

constexpr int most_verified = 3;  // of a kind

std::string base64(ByteView bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve(bytes.size() * 4 / 3 + 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t here = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t word = 0;
        for (std::size_t k = 0; k < 3; ++k)
            word = word << 8U | (k < here ? bytes[i + k] : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= here ? digits[word >> (18U - 6U * k) & 63U] : '=';
    }
    return text;
}

long passes_of(const Record& record) {
    return std::ranges::count(record.judged, "pass", &Judged::outcome);
}

class Album {
  public:
    explicit Album(const Folder& folder) : folder_(folder) {}

    void add(const Record& record, const std::string& what) {
        const auto picture = folder_.picture(record);
        if (!picture || picture->empty()) return;
        const std::string verdict =
            record.verified() ? "verified" : fmt::format("{}, {}", record.decision, stopped_by(record));
        shots_.push_back({fmt::format("{}: {}", simulator::name_of(record.job.kind), what),
                          fmt::format("{}; {}", id_of(record.job), verdict), base64(*picture)});
    }

    /// `all`: of one kind, nothing off.
    void add_kind(const std::vector<const Record*>& all) {
        const auto plain = std::ranges::find_if(
            all, [](const Record* record) { return record->job.skill == simulator::careful; });
        if (plain != all.end()) add(**plain, "as it is at skill 2");
        const Record* strongest = nullptr;
        for (const Record* record : all) {
            if (record->verified() || !record->live) continue;
            if (strongest == nullptr || passes_of(*record) > passes_of(*strongest)) strongest = record;
        }
        if (strongest != nullptr) add(*strongest, "the strongest that was refused");
        int shown = 0;
        for (const Record* record : all)
            if (record->let_through() && shown++ < most_verified) add(*record, "PASSED");
    }

    std::vector<Shot> take() { return std::move(shots_); }

  private:
    const Folder& folder_;
    std::vector<Shot> shots_;
};

std::vector<const Record*> of_kind(std::span<const Record> records, simulator::ActKind kind) {
    std::vector<const Record*> all;
    for (const Record& record : records)
        if (record.job.kind == kind && record.job.without == Without::nothing) all.push_back(&record);
    return all;
}

}  // namespace

std::vector<Shot> shots_of(std::span<const Record> records, const Folder& folder) {
    Album album(folder);
    const auto visitors = of_kind(records, simulator::ActKind::visitor);
    if (!visitors.empty()) album.add(*visitors.front(), "bona fide");
    for (const simulator::ActKind kind : kinds())
        album.add_kind(of_kind(records, kind));
    return album.take();
}

}  // namespace verikiosk::lab::attacks
