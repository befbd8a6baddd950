// SPDX-License-Identifier: Apache-2.0
#include "firmware/runner/courier.hpp"

#include "tests/support/check.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using tests::must;

GROUP("courier");

namespace {

/// Answers nobody, slowly in life and at once here; counts.
class SilentBackend final : public net::BackendClient {
  public:
    Result<OpenedSession> redeem(const std::string&, const CameraInfo&, std::optional<Duration>) override {
        return fail(Errc::timeout, "no answer");
    }
    Result<Receipt> put_evidence(const SessionId&, ByteView) override {
        ++exchanges;
        return fail(Errc::timeout, "no answer");
    }
    Result<void> ping() override { return fail(Errc::timeout, "no answer"); }
    int exchanges = 0;
};

}  // namespace

STORY(whoever_stops_the_kiosk_waits_for_one_exchange_and_not_for_all) {
    const tests::TemporaryFolder folder;
    const auto outbox = must(net::open_outbox(folder / "outbox.db"));
    constexpr WallTime morning{std::chrono::seconds(1'700'000'000)};
    for (std::uint8_t number = 1; number <= 5; ++number)
        must(outbox->commit(SessionId{number}, Bytes{number}, morning));
    SilentBackend backend;
    runner::Courier courier(backend, *outbox);
    const auto events = courier.deliver(morning, [&] { return backend.exchanges < 2; });
    CHECK_EQUAL(backend.exchanges, 2);
    CHECK_EQUAL(events.size(), 2U);
    CHECK_EQUAL(courier.deliver(morning).size(), 3U);
    CHECK_EQUAL(must(outbox->waiting()), 5U);
}
