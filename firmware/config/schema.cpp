// SPDX-License-Identifier: Apache-2.0
#include "firmware/config/schema.hpp"

#include <algorithm>
#include <fstream>

#include "firmware/config/addresses.hpp"

namespace verikiosk::config {
namespace {

constexpr std::size_t longest_token = 200;

bool is_token(std::string_view text) {
    return !text.empty() && text.size() <= longest_token &&
           std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

constexpr TextRule name_or_address{is_name_or_address, "a host name or an IP address"};
constexpr TextRule name_or_address_or_nothing{
    [](std::string_view text) { return text.empty() || is_name_or_address(text); },
    "a host name or an IP address"};
constexpr TextRule with_prefix{is_address_with_prefix,
                               "an IP address with its prefix, such as \"192.168.7.20/24\""};
constexpr TextRule ip_address{is_ip_address, "an IP address"};
constexpr TextRule ip_addresses{is_ip_address, "IP addresses"};
constexpr TextRule names_or_addresses{is_name_or_address, "host names or IP addresses"};
constexpr TextRule token{is_token, "1 to 200 printable ASCII characters"};

void read(Reader& reader, Settings& settings) {
    reader.required_text("kiosk", "ueid", settings.kiosk.ueid);
    reader.text("kiosk", "hw_model", settings.kiosk.hw_model);
    reader.text("kiosk", "language", settings.kiosk.language);
    reader.path("kiosk", "data", settings.kiosk.data);
    reader.number("kiosk", "min_free_mb", settings.kiosk.min_free_mb, 1, 100'000);
    reader.required_text("backend", "host", settings.backend.host, name_or_address);
    reader.number("backend", "port", settings.backend.port, 1, 65535);
    reader.text("backend", "connect_to", settings.backend.connect_to, name_or_address_or_nothing);
    reader.path("backend", "ca", settings.backend.ca);
    reader.path("backend", "signer", settings.backend.signer);
    reader.path("backend", "client_certificate", settings.backend.client_certificate);
    reader.path("backend", "client_key", settings.backend.client_key);
    reader.seconds("backend", "time_limit_s", settings.backend.time_limit, 1, 60);
    reader.path("evidence", "key", settings.evidence.key);
    reader.path("evidence", "certificate", settings.evidence.certificate);
    reader.text("camera", "id", settings.camera.id);
    reader.number("camera", "width", settings.camera.width, 320, 3840);
    reader.number("camera", "height", settings.camera.height, 240, 2160);
    reader.number("camera", "frames_per_second", settings.camera.frames_per_second, 5, 60);
    reader.number("camera", "field_of_view", settings.camera.field_of_view, narrowest_view, widest_view);
    reader.number("display", "width", settings.display.width, 480, 3840);
    reader.number("display", "height", settings.display.height, 480, 3840);
    reader.flag("display", "fullscreen", settings.display.fullscreen);
    reader.optional_path("models", "folder", settings.models.folder);
    reader.seconds("session", "idle_s", settings.session.idle, 10, 600);
    reader.seconds("session", "result_s", settings.session.result, 5, 120);
    reader.text("network", "address", settings.network.address, with_prefix);
    reader.text("network", "gateway", settings.network.gateway, ip_address);
    reader.texts("network", "dns", settings.network.dns, ip_addresses);
    reader.texts("network", "ntp", settings.network.ntp, names_or_addresses);
    reader.text("enrolment", "token", settings.enrolment.token, token);
}

/// What no key is wrong in by itself.
void check_network(const Settings::Network& network, Gathered& gathered) {
    if (network.gateway.empty()) return;
    const auto refuse = [&gathered](const std::string& why) {
        gathered.faults.push_back({gathered.place_of("network.gateway"), "network.gateway: " + why});
    };
    if (network.address.empty()) {
        if (gathered.given.contains("network.address")) return;  // a fault of its own already
        return refuse("a gateway needs network.address beside it; without an address DHCP gives both");
    }
    const std::string own = network.address.substr(0, network.address.find('/'));
    if (own == network.gateway) return refuse("it is the kiosk's own address");
    if (!is_in_network(network.gateway, network.address) && !is_link_local(network.gateway)) {
        refuse("it can't be reached from " + network.address + ": expected an address of that network");
    }
}

}  // namespace

std::string Fault::sentence() const {
    return place.file.string() + (place.line == 0 ? "" : ":" + std::to_string(place.line)) + ": " + what;
}

Place Gathered::place_of(const std::string& key) const {
    const auto found = given.find(key);
    if (found != given.end()) return found->second;
    return {files.empty() ? std::filesystem::path() : files.front(), 0};
}

Gathered gather(std::span<const Source> sources, Settings& settings) {
    Gathered gathered;
    for (const Source& source : sources) {
        Reader reader(source.text, source.file, gathered);
        read(reader, settings);
        reader.refuse_unknown();
    }
    check_network(settings.network, gathered);
    return gathered;
}

std::vector<Fault> missing(const Gathered& gathered) {
    std::string files;
    for (const auto& file : gathered.files)
        files += (files.empty() ? "" : ", ") + file.string();
    std::vector<Fault> all;
    for (const auto& [name, expected] : gathered.required) {
        if (gathered.given.contains(name)) continue;
        const std::size_t dot = name.find('.');
        all.push_back({{files, 0},
                       "'" + name.substr(dot + 1) + "' is missing from [" + name.substr(0, dot) +
                           "]: expected " + expected});
    }
    return all;
}

Result<std::string> read_file(const std::filesystem::path& file, std::size_t limit) {
    std::error_code ignored;
    std::ifstream in(file, std::ios::binary);
    if (!in || std::filesystem::is_directory(file, ignored)) {
        return fail(Errc::not_found, file.string() + " can't be read: check that it is there and readable");
    }
    std::string text(limit + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad()) return fail(Errc::not_found, file.string() + " can't be read to its end");
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > limit) {
        return fail(Errc::too_large, file.string() + " is larger than " + std::to_string(limit / 1024) +
                                         " KiB: this is not the file that is meant");
    }
    return text;
}

}  // namespace verikiosk::config
