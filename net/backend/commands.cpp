// SPDX-License-Identifier: Apache-2.0
#include "net/backend/commands.hpp"

#include <cstdio>
#include <ctime>
#include <utility>

#include "net/backend/development_pki.hpp"
#include "net/backend/json.hpp"
#include "net/backend/openssl_keys.hpp"
#include "net/backend/views.hpp"

namespace verikiosk::backend::commands {
namespace {

WallTime now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

/// Opens the store and does something with it; what that gives is printed.
template <class Act>
int with_store(const Common& common, Act act) {
    auto store = Store::open(common.data);
    if (!store) return report(store.error());
    const Result<std::string> text = act(*store);
    if (!text) return report(text.error());
    print(*text);
    return done;
}

Result<std::string> shown(Store& store, const Common& common, std::string_view id) {
    const auto view = view_account(store, id);
    if (!view) return fail(view.error());
    return common.json ? as_json(*view) : as_text(*view);
}

/// For commands whose whole answer is that they did it.
Result<std::string> confirmed(const Result<void>& result, const Common& common, std::string_view sentence) {
    if (!result) return fail(result.error());
    return common.json ? JsonObject().flag("done", true).str() : std::string(sentence);
}

}  // namespace

int report(const Error& error) {
    std::fprintf(stderr, "verification-backend: %s\n", error.what.c_str());
    return error.code == Errc::refused ? refused : could_not;
}

void print(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    if (!text.ends_with('\n')) std::fputc('\n', stdout);
    std::fflush(stdout);
}

int create_account(const Common& common, const NewAccount& account, const std::filesystem::path& photo) {
    return with_store(common, [&](Store& store) -> Result<std::string> {
        Result<Bytes> jpeg = photo.empty() ? Bytes{} : read_photo(photo);
        if (!jpeg) return fail(jpeg.error());
        const auto created = store.create_account(account);
        if (!created) return fail(created.error());
        if (const auto stored = store.set_profile_photo(created->id, *jpeg); !stored)
            return fail(stored.error(), created->id + " is made, without a profile photo");
        return shown(store, common, created->id);
    });
}

int update_account(const Common& common, const std::string& id, const std::filesystem::path& photo) {
    return with_store(common, [&](Store& store) -> Result<std::string> {
        Result<Bytes> jpeg = photo.empty() ? Bytes{} : read_photo(photo);
        if (!jpeg) return fail(jpeg.error());
        if (const auto stored = store.set_profile_photo(id, *jpeg); !stored) return fail(stored.error());
        return shown(store, common, id);
    });
}

int show_account(const Common& common, const std::string& id) {
    return with_store(common, [&](Store& store) { return shown(store, common, id); });
}

int place_hold(const Common& common, const std::string& id, Hold hold) {
    return with_store(common, [&](Store& store) -> Result<std::string> {
        const auto placed = store.place_hold(id, hold);
        if (!placed) return fail(placed.error());
        return shown(store, common, id);
    });
}

int issue_code(const Common& common, const std::string& id) {
    return with_store(common, [&](Store& store) -> Result<std::string> {
        const WallTime issued = now();
        const auto code = store.issue_code(id, issued);
        if (!code) return fail(code.error());
        const std::string grouped = code->substr(0, 4) + " " + code->substr(4);
        const WallTime expires = issued + code_lifetime;
        if (!common.json) return grouped + "\ngood once, until " + utc(expires);
        return JsonObject()
            .text("code", *code)
            .text("grouped", grouped)
            .number("expires", expires.time_since_epoch().count())
            .str();
    });
}

int reopen_selfie(const Common& common, const std::string& id) {
    return with_store(common, [&](Store& store) -> Result<std::string> {
        const auto opened = store.reopen_selfie(id);
        if (!opened) return fail(opened.error());
        return shown(store, common, id);
    });
}

int try_action(const Common& common, const std::string& id, AccountAction action) {
    return with_store(common, [&](Store& store) {
        return confirmed(store.try_action(id, action, now()), common,
                         std::string(name_of(action)) + ": done");
    });
}

int show_session(const Common& common, const std::string& id) {
    return with_store(common, [&](Store& store) -> Result<std::string> {
        const auto view = view_session(store, id);
        if (!view) return fail(view.error());
        return common.json ? as_json(*view) : as_text(*view);
    });
}

int register_kiosk(const Common& common, const std::string& identity,
                   const std::filesystem::path& certificate) {
    return with_store(common, [&](Store& store) -> Result<std::string> {
        const auto loaded = load_certificate(certificate);
        if (!loaded) return fail(loaded.error());
        return confirmed(store.register_kiosk(identity, loaded->der), common, "registered");
    });
}

int revoke_kiosk(const Common& common, const std::string& identity) {
    return with_store(common, [&](Store& store) {
        return confirmed(store.revoke_kiosk(identity), common, "revoked: it opens no more sessions");
    });
}

int list_tamper_events(const Common& common) {
    return with_store(common, [&](Store& store) -> Result<std::string> {
        const auto events = store.tamper_events();
        if (!events) return fail(events.error());
        return common.json ? as_json(*events) : as_text(*events);
    });
}

int make_pki(const Common& common) {
    const auto files = make_development_pki(common.data);
    if (!files) return report(files.error());
    const std::string folder = files->ca.parent_path().string();
    print(common.json ? JsonObject().text("pki", folder).str() : folder);
    return done;
}

}  // namespace verikiosk::backend::commands
