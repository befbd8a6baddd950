// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "net/backend/openssl_random.hpp"
#include "net/protocol/protocol.hpp"

namespace verikiosk::lab::attacks {
namespace {

// Its presence says that the folder is ours to empty.
constexpr const char* marker = "attacks-seed";

Result<Bytes> read_whole(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(Errc::not_found, file.string() + " can't be read");
    return Bytes(std::istreambuf_iterator<char>(in), {});
}

ByteView bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Result<std::uint64_t> draw_seed() {
    std::array<std::uint8_t, sizeof(std::uint64_t)> bytes{};
    if (auto drawn = backend::draw_random(bytes); !drawn) return fail(drawn.error());
    std::uint64_t seed = 0;
    for (const std::uint8_t byte : bytes)
        seed = seed << 8U | byte;
    return seed;
}

Result<std::uint64_t> seed_in(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::uint64_t seed = 0;
    if (!(in >> seed)) return fail(Errc::not_found, "there is no run in " + file.parent_path().string());
    return seed;
}

/// One write at the end of the file, so that lines of several processes do not mix.
Result<void> append(const std::filesystem::path& file, const std::string& line) {
    constexpr int everybody_reads = 0644;
    const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, everybody_reads);
    if (out < 0) return fail(Errc::full, file.string() + " can't be written");
    const ssize_t written = ::write(out, line.data(), line.size());
    ::close(out);
    if (written != static_cast<ssize_t>(line.size()))
        return fail(Errc::full, file.string() + " can't be written");
    return {};
}

/// What was stopped in the middle of a line is not to spoil the next one.
Result<void> end_last_line(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    if (!in || in.tellg() == std::streampos(0)) return {};
    in.seekg(-1, std::ios::end);
    return in.get() == '\n' ? Result<void>{} : append(file, "\n");
}

bool is_log(const Job& job) {
    return job.kind == simulator::ActKind::visitor;
}

}  // namespace

Result<void> write_whole(const std::filesystem::path& file, ByteView bytes) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) return fail(Errc::full, file.string() + " can't be written");
    return {};
}

Result<std::uint64_t> Folder::open(std::optional<std::uint64_t> seed, bool resume) const {
    std::error_code error;
    if (resume) {
        auto before = seed_in(path_ / marker);
        if (!before) return before;
        if (auto ended = end_last_line(path_ / "visits.jsonl"); !ended) return fail(ended.error());
        if (!seed || *before == *seed) return before;
        return fail(Errc::invalid, "the run in " + path_.string() + " has the seed " +
                                       std::to_string(*before) + ": go on with it, or use another folder");
    }
    if (std::filesystem::exists(path_ / marker)) {
        for (const char* name : {marker, "visits.jsonl", "pictures", "logs", "report.html", "report.json"})
            std::filesystem::remove_all(path_ / name, error);
    } else if (std::filesystem::exists(path_, error) && !std::filesystem::is_empty(path_, error)) {
        return fail(Errc::invalid,
                    path_.string() + " holds something else than a run: choose another folder");
    }
    for (const char* name : {"pictures", "logs"}) {
        std::filesystem::create_directories(path_ / name, error);
        if (error) return fail(Errc::full, path_.string() + " can't be made: " + error.message());
    }
    auto drawn = seed ? Result<std::uint64_t>(*seed) : draw_seed();
    if (!drawn) return drawn;
    const std::string line = std::to_string(*drawn) + "\n";
    if (auto written = write_whole(path_ / marker, bytes_of(line)); !written) return fail(written.error());
    return *drawn;
}

Result<void> Folder::add(const Visit& visit) const {
    const std::string id = id_of(visit.record.job);
    if (auto kept = write_whole(path_ / "pictures" / (id + ".jpg"), visit.picture); !kept) return kept;
    if (visit.evidence && is_log(visit.record.job)) {
        const auto log = net::protocol::encode_evidence(*visit.evidence);
        if (!log) return fail(log.error());
        if (auto kept = write_whole(path_ / "logs" / (id + ".cbor"), *log); !kept) return kept;
    }
    return append(path_ / "visits.jsonl", to_json(visit.record) + "\n");
}

std::vector<Record> Folder::records() const {
    std::vector<Record> records;
    std::ifstream in(path_ / "visits.jsonl");
    for (std::string line; std::getline(in, line);) {
        auto record = record_from(line);
        if (record) records.push_back(std::move(*record));
    }
    return records;
}

Result<Bytes> Folder::picture(const Record& record) const {
    return read_whole(path_ / "pictures" / (id_of(record.job) + ".jpg"));
}

Result<Evidence> Folder::log(const Record& record) const {
    const auto bytes = read_whole(path_ / "logs" / (id_of(record.job) + ".cbor"));
    if (!bytes) return fail(bytes.error());
    return net::protocol::decode_evidence(*bytes);
}

}  // namespace verikiosk::lab::attacks
