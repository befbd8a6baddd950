// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/bench.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "firmware/lab/attacks/booth.hpp"
#include "firmware/lab/attacks/eta.hpp"
#include "firmware/lab/attacks/folder.hpp"
#include "firmware/lab/attacks/shots.hpp"
#include "firmware/lab/attacks/summary.hpp"
#include "firmware/lab/attacks/workers.hpp"

namespace verikiosk::lab {
namespace {

using attacks::Folder;
using attacks::Job;

/// What is wished and not there yet.
std::vector<Job> left_to_do(std::vector<Job> jobs, const std::vector<attacks::Record>& done) {
    std::set<std::string> ids;
    for (const attacks::Record& record : done)
        ids.insert(id_of(record.job));
    std::erase_if(jobs, [&](const Job& job) { return ids.contains(id_of(job)); });
    return jobs;
}

Result<void> make_visits(const Folder& folder, const std::vector<Job>& jobs, std::uint64_t seed) {
    if (jobs.empty()) return {};
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

/// All visits: first those that are wished, then, where judgements are to be switched off, those of the first
/// that are to be made again.
Result<void> make_all(const Folder& folder, const attacks::Amounts& amounts, std::uint64_t seed) {
    auto records = folder.records();
    if (auto made = make_visits(folder, left_to_do(attacks::jobs_of(amounts), records), seed); !made)
        return made;
    if (!amounts.extras) return {};
    records = folder.records();
    const std::vector<Job> again = left_to_do(attacks::jobs_without(records, amounts), records);
    if (!again.empty())
        fmt::print(stderr, "{} of these visits again, without the judgement that ended them\n", again.size());
    return make_visits(folder, again, seed);
}

std::vector<attacks::RecordedVisit> verified_visits(const Folder& folder,
                                                    const std::vector<attacks::Record>& records) {
    std::vector<attacks::RecordedVisit> visits;
    for (const attacks::Record& record : records) {
        if (record.job.kind != simulator::ActKind::visitor || !record.verified()) continue;
        if (auto log = folder.log(record)) visits.push_back({record.seed, std::move(*log)});
    }
    return visits;
}

Result<attacks::Summary> summarise(const Folder& folder, const attacks::Amounts& amounts,
                                   std::uint64_t seed) {
    const auto records = folder.records();
    attacks::Summary summary;
    summary.seed = seed;
    summary.amounts = amounts;
    summary.figures = attacks::figures_of(records, amounts);
    if (amounts.other_plans > 0)
        fmt::print(stderr, "answering {} other plans, in two ways each\n", amounts.other_plans);
    const auto plans =
        attacks::answer_other_plans(verified_visits(folder, records), amounts.other_plans, seed);
    if (!plans) return fail(plans.error());
    summary.other_plans = *plans;
    summary.shots = attacks::shots_of(records, folder);
    summary.processors = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    summary.full_visits = attacks::most_visits({});
    return summary;
}

Result<void> write_text(const std::filesystem::path& file, const std::string& text) {
    return attacks::write_whole(file, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

Result<void> write_report(const AttacksOptions& options, const attacks::Summary& summary) {
    const std::string json = report_json(summary);
    if (auto written = write_text(options.out / "report.json", json); !written) return written;
    if (auto written = write_text(options.out / "report.html", report_html(summary)); !written)
        return written;
    fmt::print("{}", options.json ? json : report_table(summary));
    fmt::print(stderr, "report: {}\n", (options.out / "report.html").string());
    return {};
}

bool any_succeeded(const attacks::Figures& figures) {
    return std::ranges::any_of(figures.kinds, [](const attacks::KindFigures& kind) {
        return attacks::is_liveness_matter(kind.kind) && kind.declared().apcer.count > 0;
    });
}

}  // namespace

int run_attacks(const AttacksOptions& options) {
    const Folder folder(options.out);
    const auto seed = folder.open(options.seed, options.resume);
    if (!seed) return could_not(seed.error());
    fmt::print(stderr, "seed {}: --seed {} repeats this run\n", *seed, *seed);
    if (const auto made = make_all(folder, options.amounts, *seed); !made) {
        const int code = could_not(made.error());
        fmt::print(stderr, "what is finished is kept: go on with --resume\n");
        return code;
    }
    const auto summary = summarise(folder, options.amounts, *seed);
    if (!summary) return could_not(summary.error());
    if (const auto written = write_report(options, *summary); !written) return could_not(written.error());
    return any_succeeded(summary->figures) ? 1 : 0;
}

}  // namespace verikiosk::lab
