// SPDX-License-Identifier: Apache-2.0
#include "net/backend/server.hpp"

#include <utility>

#include "net/backend/beast_server.hpp"
#include "net/backend/development_pki.hpp"
#include "net/backend/openssl_keys.hpp"
#include "net/backend/service.hpp"

namespace verikiosk::backend {
namespace {

/// Enrolment is a matter of its own; in development the one kiosk is known from the start.
Result<void> register_development_kiosk(Store& store, const PkiFiles& pki) {
    const auto certificate = load_certificate(pki.kiosk_evidence);
    if (!certificate) return fail(certificate.error());
    return store.register_kiosk(certificate->common_name, certificate->der);
}

}  // namespace

Result<std::unique_ptr<Server>> Server::open(ServerOptions options) {
    if (!options.judges.complete()) return fail(Errc::invalid, "a server needs its judges");
    if (options.repeat_plans && !options.development)
        return fail(Errc::invalid, "plans that repeat are for development only");
    auto store = Store::open(options.data);
    if (!store) return fail(store.error());
    const auto pki = options.development ? make_development_pki(options.data) : find_pki(options.data);
    if (!pki) return fail(pki.error());
    if (options.development) {
        const auto registered = register_development_kiosk(*store, *pki);
        if (!registered) return fail(registered.error(), "registering the development kiosk");
    }
    auto signer = load_signer(pki->signer, pki->signer_key);
    if (!signer) return fail(signer.error());
    Service service(std::move(*store), std::move(*signer), options.judges, options.development, options.log,
                    options.repeat_plans);
    return listen(std::move(options), *pki, std::move(service));
}

}  // namespace verikiosk::backend
