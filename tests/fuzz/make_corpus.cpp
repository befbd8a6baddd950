// SPDX-License-Identifier: Apache-2.0
// Writes the good inputs of the corpus, for when the protocol changes: make_corpus FOLDER.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "net/cose/cose.hpp"
#include "tests/unit/net/samples.hpp"

using namespace verikiosk;
using namespace verikiosk::net;

namespace {

void write(const std::filesystem::path& folder, const Result<Bytes>& input) {
    if (!input) return;
    std::filesystem::create_directories(folder);
    std::ofstream out(folder / "good.cbor", std::ios::binary);
    out.write(reinterpret_cast<const char*>(input->data()), static_cast<std::streamsize>(input->size()));
}

/// Signs nothing: the envelope is what the parser reads.
class Stamp final : public cose::Signer {
  public:
    Result<cose::Signature> sign(ByteView) override { return cose::Signature{1, 2, 3}; }
    const Bytes& certificate() const override { return certificate_; }

  private:
    Bytes certificate_{1};
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    const std::filesystem::path corpus = argv[1];
    EvidencePackage package = tests::sample_package();
    package.crops.clear();
    write(corpus / "evidence", protocol::encode_evidence(tests::sample_evidence(2)));
    write(corpus / "package", protocol::encode_package(package));
    write(corpus / "plan", protocol::encode_plan(tests::sample_plan()));
    write(corpus / "receipt", protocol::encode_receipt(tests::sample_receipt()));
    write(corpus / "session_request",
          protocol::encode_session_request(
              {.code = "00000000", .camera = tests::sample_camera(), .smile_at = 2s}));
    write(corpus / "session_answer",
          protocol::encode_session_answer(
              {.plan_record = {1, 2}, .account_name = "Ada", .eligible = true, .deadline = {}}));
    Stamp stamp;
    write(corpus / "sign1", cose::sign1(Bytes{1, 2, 3}, protocol::plan_type, stamp));
    return 0;
}
