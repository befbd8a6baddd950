// SPDX-License-Identifier: Apache-2.0
#include "net/backend/commands.hpp"
#include "net/backend/kiosk_judges.hpp"

/// verification-backend: where the backend and the judge meet.
int main(int argc, char** argv) {
    using namespace verikiosk;
    return backend::commands::run(argc, argv, backend::kiosk_judges());
}
