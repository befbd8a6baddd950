// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/models.hpp"

#include <algorithm>
#include <cstdio>
#include <ostream>
#include <system_error>

#include "firmware/kioskctl/report.hpp"
#include "firmware/kioskctl/selftest.hpp"

namespace verikiosk::kioskctl {
namespace {

ModelState state_of(const vision::ModelFolder* folder, const vision::KnownModel& known) {
    ModelState state{&known, ModelStanding::absent, 0, {}};
    if (folder == nullptr || !folder->has(known.kind)) return state;
    const auto bytes = folder->load(known.kind);
    state.standing = bytes ? ModelStanding::right : ModelStanding::wrong;
    if (!bytes) state.why = bytes.error().what;
    std::error_code none;
    const auto size = std::filesystem::file_size(folder->path() / known.file, none);
    if (!none) state.bytes = size;
    return state;
}

std::string_view word_of(ModelStanding standing) {
    switch (standing) {
        case ModelStanding::absent:
            return "absent";
        case ModelStanding::right:
            return "right";
        case ModelStanding::wrong:
            return "wrong";
    }
    return "unknown";
}

std::string size_of(std::uintmax_t bytes) {
    if (bytes == 0) return "";
    char text[32];
    std::snprintf(text, sizeof text, ", %.1f MB", static_cast<double>(bytes) / 1e6);
    return text;
}

std::string json_of(const std::filesystem::path& folder, const std::vector<ModelState>& models) {
    std::string list;
    for (const ModelState& each : models) {
        list += std::string(list.empty() ? "" : ",") + "{\"file\":" + json_string(each.model->file) +
                ",\"adds\":" + json_string(each.model->adds) +
                ",\"licence\":" + json_string(each.model->licence) +
                ",\"origin\":" + json_string(each.model->origin) +
                ",\"sha256\":" + json_string(each.model->sha256) +
                ",\"standing\":" + json_string(word_of(each.standing)) +
                ",\"bytes\":" + std::to_string(each.bytes) + ",\"why\":" + json_string(each.why) + "}";
    }
    return "{\"folder\":" + json_string(folder.string()) + ",\"models\":[" + list + "]}";
}

std::string described(const ModelState& state) {
    const vision::KnownModel& model = *state.model;
    std::string text = std::string(model.file) + ": " + std::string(word_of(state.standing)) +
                       size_of(state.bytes) + "\n  adds     " + std::string(model.adds) + "\n  licence  " +
                       std::string(model.licence) + "\n  origin   " + std::string(model.origin) + "\n";
    if (!state.why.empty()) text += "  wrong    " + state.why + "\n";
    return text;
}

bool wrong(const ModelState& state) {
    return state.standing == ModelStanding::wrong;
}

int refused(const Error& error, std::ostream& problems) {
    problems << "kioskctl: " << error.what << '\n';
    // A manifest that is there and not right is something wrong, not something that could not be looked at.
    return error.code == Errc::invalid ? something_failed : could_not;
}

}  // namespace

Result<std::vector<ModelState>> look_at_models(const std::filesystem::path& folder) {
    Result<vision::ModelFolder> opened = fail(Errc::not_found, "");
    if (!folder.empty()) {
        opened = vision::ModelFolder::open(folder);
        if (!opened) return fail(opened.error());
    }
    std::vector<ModelState> states;
    for (const vision::KnownModel& known : vision::known_models())
        states.push_back(state_of(opened ? &*opened : nullptr, known));
    return states;
}

int run_models_list(const ModelsOptions& options, std::ostream& out, std::ostream& problems) {
    const auto models = look_at_models(options.folder);
    if (!models) return refused(models.error(), problems);
    if (options.json) {
        out << json_of(options.folder, *models) << '\n';
        return all_passed;
    }
    out << (options.folder.empty()
                ? "no folder of models is named (--folder, or models.folder in the settings)"
                : options.folder.string())
        << "\n\n";
    for (const ModelState& each : *models)
        out << described(each);
    return all_passed;
}

int run_models_check(const ModelsOptions& options, std::ostream& out, std::ostream& problems) {
    if (options.folder.empty()) {
        problems
            << "kioskctl: no folder of models is named: give --folder, or models.folder in the settings\n";
        return could_not;
    }
    const auto models = look_at_models(options.folder);
    if (!models) return refused(models.error(), problems);
    if (options.json) out << json_of(options.folder, *models) << '\n';
    const auto& lines = *models;
    for (const ModelState& each : lines) {
        if (options.json || each.standing == ModelStanding::absent) continue;
        out << each.model->file << ": " << (wrong(each) ? "WRONG: " + each.why : std::string("right"))
            << '\n';
    }
    const bool any = std::ranges::any_of(
        lines, [](const ModelState& each) { return each.standing == ModelStanding::right; });
    if (!any && std::ranges::none_of(lines, wrong)) {
        problems << "kioskctl: the manifest in " << options.folder.string()
                 << " names no model that this program knows\n";
        return something_failed;
    }
    return std::ranges::any_of(lines, wrong) ? something_failed : all_passed;
}

}  // namespace verikiosk::kioskctl
