// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "firmware/session/visit.hpp"

namespace verikiosk::session {
namespace {

/// The backend does not take this code. Still held up, it must not be tried again and again.
void refuse_code(Visit& visit, Notice notice) {
    State& state = visit.state;
    state.refused_code = std::move(state.typed);
    state.refused_seen = std::max(visit.now, closed_until(state));  // during a pause nobody looks
    state.typed.clear();
    visit.go(Stage::code, notice);
}

void wrong_code(Visit& visit, Notice notice) {
    State& state = visit.state;
    if (++state.wrong_codes >= visit.limits.wrong_codes) {
        state.wrong_codes = 0;
        state.blocked_until = visit.now + visit.limits.code_pause;
        notice = Notice::too_many_codes;
    }
    refuse_code(visit, notice);
}

/// Stages before the evidence is safe: what the camera does there concerns the session.
bool camera_matters(Stage stage) {
    return stage == Stage::consent || watching(stage) || stage == Stage::review || stage == Stage::name ||
           stage == Stage::code || stage == Stage::opening || stage == Stage::waiting_for_backend;
}

}  // namespace

void on_opened(Visit& visit, const OpenedSession& session, int control_lag_frames) {
    State& state = visit.state;
    if (state.stage != Stage::opening && state.stage != Stage::waiting_for_backend) return;
    if (session.eligible) {
        if (const auto sound = plan_fault(session.plan); !sound) return on_open_failed(visit, sound.error());
    }
    state.session = session;
    state.control_lag_frames = control_lag_frames;
    state.typed.clear();
    state.refused_code.clear();
    state.wrong_codes = 0;
    visit.go(Stage::name);
}

void on_open_failed(Visit& visit, const Error& error) {
    State& state = visit.state;
    const bool waiting = state.stage == Stage::waiting_for_backend;
    if (state.stage != Stage::opening && !waiting) return;
    switch (error.code) {
        case Errc::not_found:
            wrong_code(visit, Notice::code_unknown);
            break;
        case Errc::expired:
            refuse_code(visit, Notice::code_expired);
            break;
        case Errc::unavailable:
        case Errc::timeout:
            if (waiting) break;  // the pause to the next try is already set
            visit.go(Stage::waiting_for_backend, Notice::backend_unreachable);
            state.reconnects = 0;
            state.next_reconnect = visit.now + visit.limits.reconnect;
            break;
        default:
            visit.end();
            visit.go(Stage::out_of_service, Notice::backend_refused);
            break;
    }
}

void on_camera(Visit& visit, const CameraLost& camera) {
    State& state = visit.state;
    state.camera_ok = camera.returned;
    if (camera_matters(state.stage)) {
        // A camera that went away may have been another one in between: the session is void.
        visit.end(Notice::camera_changed);
    } else if (camera.returned && state.stage == Stage::out_of_service &&
               state.notice == Notice::camera_missing) {
        visit.go_home();
    } else if (!camera.returned && state.stage == Stage::welcome) {
        visit.go_home();
    }
}

void on_storage(Visit& visit, const StorageState& storage) {
    State& state = visit.state;
    state.storage_ok = storage.ok;
    // Said before anybody spends a minute. A visit that is under way goes on: its evidence may still fit, and
    // if it does not, committing says so.
    const bool shown = state.stage == Stage::out_of_service &&
                       (state.notice == Notice::storage_full || state.notice == Notice::storage_failed);
    if (storage.ok ? shown : state.stage == Stage::welcome) visit.go_home();
}

void on_commit_failed(Visit& visit) {
    if (visit.state.stage != Stage::sending) return;
    visit.end();
    visit.go(Stage::out_of_service, Notice::storage_failed);
}

void on_receipt(Visit& visit, const Receipt& receipt) {
    State& state = visit.state;
    if (state.stage != Stage::sending && state.stage != Stage::result_follows) return;
    if (!state.session || receipt.session != state.session->plan.session) return;
    state.receipt = receipt;
    switch (receipt.decision) {
        case Decision::verified:
            state.attempts.failed = 0;
            visit.go(Stage::verified);
            break;
        case Decision::retry:
            attempt_failed(visit);
            visit.go(Stage::try_again);
            break;
        case Decision::refer:
            visit.go(Stage::see_representative);
            break;
    }
}

void on_send_failed(Visit& visit, const SendFailed& failed) {
    const State& state = visit.state;
    if (state.stage != Stage::sending || failed.session != state.session->plan.session) return;
    // Anything that a later try may mend is left to the outbox; the visitor hears of it when the wait is
    // over.
    const Errc code = failed.error.code;
    const bool for_later = code == Errc::unavailable || code == Errc::timeout || code == Errc::corrupt ||
                           code == Errc::too_large || code == Errc::internal;
    if (!for_later) visit.go(Stage::see_representative, Notice::backend_refused);
}

}  // namespace verikiosk::session
