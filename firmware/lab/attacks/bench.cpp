// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/bench.hpp"

#include <spdlog/fmt/fmt.h>

#include <cstdio>
#include <set>
#include <string>
#include <vector>

#include "firmware/lab/attacks/booth.hpp"
#include "firmware/lab/attacks/eta.hpp"
#include "firmware/lab/attacks/folder.hpp"
#include "firmware/lab/attacks/workers.hpp"

namespace verikiosk::lab {
namespace {

using attacks::Folder;
using attacks::Job;

/// What is wished and not there yet.
std::vector<Job> left_to_do(const attacks::Amounts& amounts, const std::vector<attacks::Record>& done) {
    std::set<std::string> ids;
    for (const attacks::Record& record : done)
        ids.insert(id_of(record.job));
    std::vector<Job> jobs = jobs_of(amounts);
    std::erase_if(jobs, [&](const Job& job) { return ids.contains(id_of(job)); });
    return jobs;
}

Result<void> make_visits(const Folder& folder, const std::vector<Job>& jobs, std::uint64_t seed) {
    // Before there are several who would make them.
    if (auto made = attacks::open_sides(folder.keys()); !made) return fail(made.error());
    attacks::Eta eta(jobs.size());
    const auto open = [&]() -> Result<attacks::DoJob> {
        auto booth = attacks::Booth::open(folder.keys());
        if (!booth) return fail(booth.error());
        // A std::function wants to be copied, a booth does not.
        const auto shared = std::make_shared<attacks::Booth>(std::move(*booth));
        return attacks::DoJob([&, shared](std::size_t number) -> Result<void> {
            const auto visit = shared->visit(jobs[number], seed);
            if (!visit) return fail(visit.error());
            return folder.add(*visit);
        });
    };
    return attacks::do_all(jobs.size(), open, [&](std::size_t done) { eta.show(done); });
}

int could_not(const Error& error) {
    std::fprintf(stderr, "kiosk-lab: %s\n", error.what.c_str());
    return error.code == Errc::invalid ? 2 : 3;
}

}  // namespace

int run_attacks(const AttacksOptions& options) {
    const Folder folder(options.out);
    const auto seed = folder.open(options.seed, options.resume);
    if (!seed) return could_not(seed.error());
    fmt::print(stderr, "seed {}: --seed {} repeats this run\n", *seed, *seed);
    const std::vector<Job> jobs = left_to_do(options.amounts, folder.records());
    if (const auto made = make_visits(folder, jobs, *seed); !made) {
        const int code = could_not(made.error());
        fmt::print(stderr, "what is finished is kept: go on with --resume\n");
        return code;
    }
    for (const attacks::Record& record : folder.records())
        fmt::print("{} {} {} {}\n", id_of(record.job), record.decision, caught_by(record), record.detail);
    return 0;
}

}  // namespace verikiosk::lab
