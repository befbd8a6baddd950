// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/job.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

#include "net/cose/cose.hpp"

namespace verikiosk::lab::attacks {
namespace {

constexpr std::string_view nothing = "nothing";

// As `judgements` has them.
constexpr std::array<std::string_view, judgements.size()> names{"motion", "light", "exposure", "expression",
                                                                "passive"};

// Of what is run at the declared skill: enough for a curve, and to see the other variant differ.
constexpr int share_of_other_skills = 5;
constexpr int share_of_other_variant = 5;
constexpr int fewest = 3;

class List {
  public:
    void add(Job job, int count) {
        for (job.index = 0; job.index < count; ++job.index)
            jobs_.push_back({static_cast<double>(job.index) / count, job});
    }
    /// The first of everything, then of everything in the proportion of its count.
    [[nodiscard]] std::vector<Job> mixed() {
        std::ranges::stable_sort(jobs_, {}, &Entry::part);
        std::vector<Job> jobs;
        for (const Entry& entry : jobs_)
            jobs.push_back(entry.job);
        return jobs;
    }

  private:
    struct Entry {
        double part;  ///< of its like that come before it
        Job job;
    };
    std::vector<Entry> jobs_;
};

}  // namespace

int part_of(int all, int share) {
    return std::min(all, std::max(fewest, all / share));
}

int other_variant(const Amounts& amounts) {
    return simulator::camera_variants + 1 - amounts.variant;
}

std::string name_of(Without without) {
    std::string name;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (is_off(without, judgements.at(i))) name += (name.empty() ? "" : "+") + std::string(names.at(i));
    }
    return name.empty() ? std::string(nothing) : name;
}

std::optional<Without> without_called(std::string_view name) {
    Without without = Without::nothing;
    if (name == nothing) return without;
    for (std::size_t from = 0; from <= name.size();) {
        const std::size_t to = std::min(name.find('+', from), name.size());
        const auto* found = std::ranges::find(names, name.substr(from, to - from));
        if (found == names.end()) return std::nullopt;
        without = without | judgements.at(static_cast<std::size_t>(found - names.begin()));
        from = to + 1;
    }
    return without;
}

std::string id_of(const Job& job) {
    const bool bona_fide = job.kind == simulator::ActKind::visitor;
    return fmt::format("{}{}-v{}{}-{:04}", simulator::name_of(job.kind),
                       bona_fide ? "" : fmt::format("-s{}", job.skill), job.variant,
                       job.without == Without::nothing ? "" : fmt::format("-no-{}", name_of(job.without)),
                       job.index);
}

std::uint64_t seed_of(const Job& job, std::uint64_t run_seed) {
    const std::string text = fmt::format("{}/{}/{}", run_seed, simulator::name_of(job.kind), job.index);
    const Digest digest = net::cose::sha256(Bytes(text.begin(), text.end()));
    std::uint64_t seed = 0;
    for (std::size_t i = 0; i < sizeof(seed); ++i)
        seed = seed << 8U | digest.at(i);
    return seed;
}

std::vector<simulator::ActKind> kinds() {
    std::vector<simulator::ActKind> list;
    for (const simulator::AttackDescription& attack : simulator::attack_descriptions()) {
        const auto kind = simulator::act_kind(attack.name);
        if (kind && *kind != simulator::ActKind::nobody) list.push_back(*kind);
    }
    return list;
}

std::vector<Job> jobs_of(const Amounts& amounts) {
    List list;
    list.add({simulator::ActKind::visitor, simulator::careful, amounts.variant}, amounts.visitors);
    for (const simulator::ActKind kind : kinds()) {
        for (const int skill : amounts.skills) {
            const bool declared = skill == simulator::careful;
            list.add({kind, skill, amounts.variant},
                     declared ? amounts.per_kind : part_of(amounts.per_kind, share_of_other_skills));
        }
        if (amounts.extras)
            list.add({kind, simulator::careful, other_variant(amounts)},
                     part_of(amounts.per_kind, share_of_other_variant));
    }
    if (amounts.extras)
        list.add({simulator::ActKind::visitor, simulator::careful, other_variant(amounts)},
                 part_of(amounts.visitors, share_of_other_variant));
    return list.mixed();
}

}  // namespace verikiosk::lab::attacks
