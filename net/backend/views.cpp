// SPDX-License-Identifier: Apache-2.0
#include "net/backend/views.hpp"

#include <array>
#include <ctime>

#include "net/backend/json.hpp"
#include "net/backend/session_hex.hpp"

namespace verikiosk::backend {
namespace {

std::string line(std::string_view label, const std::string& value) {
    std::string text(label);
    text.resize(14, ' ');
    return text + value + "\n";
}

std::vector<std::string> forbidden_under(Hold hold) {
    std::vector<std::string> names;
    for (std::uint8_t i = 0; i < static_cast<std::uint8_t>(AccountAction::count_); ++i) {
        const auto action = static_cast<AccountAction>(i);
        if (!allows(hold, action)) names.emplace_back(name_of(action));
    }
    return names;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text.empty() ? "nothing" : text;
}

std::vector<std::string> quoted(const std::vector<std::string>& words) {
    std::vector<std::string> json;
    json.reserve(words.size());
    for (const std::string& word : words)
        json.push_back(json_string(word));
    return json;
}

std::vector<std::string> reason_names(const SessionView& view) {
    std::vector<std::string> names;
    if (!view.receipt) return names;
    for (const Reason reason : view.receipt->reasons)
        names.emplace_back(name_of(reason));
    return names;
}

std::string decision_of(const SessionView& view) {
    return view.receipt ? std::string(name_of(view.receipt->decision)) : "open";
}

std::string_view selfie_state(const Account& account) {
    if (!account.selfie_eligible) return "not eligible: verifies by video call";
    if (account.selfie_closed) return "closed after too many attempts: verifies by video call";
    return "open";
}

}  // namespace

std::string utc(WallTime time) {
    const std::time_t seconds = time.time_since_epoch().count();
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 40> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &parts);
    return {text.data(), size};
}

Result<SessionView> view_session(Store& store, std::string_view id) {
    const auto number = session_from_hex(id);
    if (!number) return fail(Errc::invalid, "a session's number is 32 hexadecimal digits");
    auto session = store.session(*number);
    if (!session) return fail(session.error());
    if (!*session) return fail(Errc::not_found, "there is no such session: see 'account show'");
    auto receipt = store.receipt(*number);
    if (!receipt) return fail(receipt.error());
    return SessionView{std::move(**session), std::move(*receipt)};
}

Result<AccountView> view_account(Store& store, std::string_view id) {
    auto account = store.account(id);
    if (!account) return fail(account.error());
    const auto sessions = store.sessions_of(id);
    if (!sessions) return fail(sessions.error());
    AccountView view{std::move(*account), {}};
    for (const SessionId& session : *sessions) {
        auto one = view_session(store, hex(session));
        if (!one) return fail(one.error());
        view.sessions.push_back(std::move(*one));
    }
    return view;
}

std::string as_text(const AccountView& view) {
    const Account& account = view.account;
    std::string text = line("account", account.id) + line("name", account.name) +
                       line("verification", std::string(name_of(account.verification))) +
                       line("hold", std::string(name_of(account.hold))) +
                       line("forbidden", joined(forbidden_under(account.hold))) +
                       line("selfie", std::string(selfie_state(account))) +
                       line("photo", account.has_photo ? "stored" : "none") +
                       line("proposals", std::to_string(account.active_proposals) + " active, " +
                                             std::to_string(account.withdrawn_proposals) + " withdrawn") +
                       line("contracts", std::to_string(account.contracts));
    for (const SessionView& session : view.sessions) {
        text += line("session", hex(session.session.id) + " " + decision_of(session));
    }
    return text;
}

std::string as_json(const AccountView& view) {
    const Account& account = view.account;
    std::vector<std::string> sessions;
    for (const SessionView& session : view.sessions)
        sessions.push_back(as_json(session));
    return JsonObject()
        .text("id", account.id)
        .text("name", account.name)
        .text("verification", name_of(account.verification))
        .text("hold", name_of(account.hold))
        .raw("forbidden", json_array(quoted(forbidden_under(account.hold))))
        .flag("selfie_eligible", account.selfie_eligible)
        .flag("selfie_closed", account.selfie_closed)
        .flag("photo", account.has_photo)
        .number("active_proposals", account.active_proposals)
        .number("withdrawn_proposals", account.withdrawn_proposals)
        .number("contracts", account.contracts)
        .raw("sessions", json_array(sessions))
        .str();
}

std::string as_text(const SessionView& view) {
    const SessionRecord& session = view.session;
    std::string text = line("session", hex(session.id)) + line("account", session.account) +
                       line("kiosk", session.kiosk) +
                       line("camera", std::string(name_of(session.camera_kind))) +
                       line("policy", session.plan.policy) + line("opened", utc(session.opened)) +
                       line("deadline", utc(session.deadline)) + line("decision", decision_of(view));
    if (view.receipt) {
        text += line("decided", utc(view.receipt->decided)) + line("reasons", joined(reason_names(view))) +
                line("detail", view.receipt->detail) + line("evidence", hex(view.receipt->evidence));
    }
    return text;
}

std::string as_json(const SessionView& view) {
    const SessionRecord& session = view.session;
    JsonObject json;
    json.text("id", hex(session.id))
        .text("account", session.account)
        .text("kiosk", session.kiosk)
        .text("camera", name_of(session.camera_kind))
        .text("policy", session.plan.policy)
        .number("opened", session.opened.time_since_epoch().count())
        .number("deadline", session.deadline.time_since_epoch().count())
        .text("decision", decision_of(view));
    if (view.receipt) {
        json.number("decided", view.receipt->decided.time_since_epoch().count())
            .raw("reasons", json_array(quoted(reason_names(view))))
            .text("detail", view.receipt->detail)
            .text("evidence", hex(view.receipt->evidence));
    }
    return json.str();
}

std::string as_text(const std::vector<TamperEvent>& events) {
    std::string text;
    for (const TamperEvent& event : events) {
        text += utc(event.at) + "  " + event.kiosk + "  " + (event.session ? hex(*event.session) : "-") +
                "  " + event.what + "\n";
    }
    return text.empty() ? "no tamper events\n" : text;
}

std::string as_json(const std::vector<TamperEvent>& events) {
    std::vector<std::string> elements;
    for (const TamperEvent& event : events) {
        JsonObject json;
        json.text("kiosk", event.kiosk).number("at", event.at.time_since_epoch().count());
        if (event.session) json.text("session", hex(*event.session));
        elements.push_back(json.text("what", event.what).str());
    }
    return json_array(elements);
}

}  // namespace verikiosk::backend
