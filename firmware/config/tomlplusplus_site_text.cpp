// SPDX-License-Identifier: Apache-2.0
#include <toml++/toml.h>

#include <algorithm>
#include <chrono>
#include <sstream>

#include "firmware/config/site_text.hpp"

namespace verikiosk::config {
namespace {

toml::array list_of(const std::vector<std::string>& texts) {
    toml::array list;
    for (const std::string& text : texts)
        list.push_back(text);
    return list;
}

}  // namespace

std::string site_text(const Site& site) {
    toml::table root;
    const auto put = [&](const std::string& name, auto value) {
        if (std::ranges::find(site.given, name) == site.given.end()) return;
        const std::size_t dot = name.find('.');
        toml::table empty;
        auto& table = *root.insert(name.substr(0, dot), std::move(empty)).first->second.as_table();
        table.insert_or_assign(name.substr(dot + 1), std::move(value));
    };
    const Settings& settings = site.settings;
    put("kiosk.ueid", settings.kiosk.ueid);
    put("kiosk.language", settings.kiosk.language);
    put("backend.host", settings.backend.host);
    put("backend.port", static_cast<std::int64_t>(settings.backend.port));
    put("backend.connect_to", settings.backend.connect_to);
    put("backend.time_limit_s",
        std::chrono::duration_cast<std::chrono::seconds>(settings.backend.time_limit).count());
    put("camera.field_of_view", settings.camera.field_of_view);
    put("network.address", settings.network.address);
    put("network.gateway", settings.network.gateway);
    put("network.dns", list_of(settings.network.dns));
    put("network.ntp", list_of(settings.network.ntp));
    put("enrolment.token", settings.enrolment.token);
    for (const Credential& credential : site.credentials)
        put(credential.key, "pki/" + credential.name);
    std::ostringstream text;
    text << root << '\n';
    return text.str();
}

}  // namespace verikiosk::config
