// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <string>

#include "tests/support/check.hpp"
#include "tests/support/temporary_folder.hpp"
#include "vision/models/model_folder.hpp"

using namespace verikiosk;
using vision::ModelFolder;
using vision::ModelKind;

GROUP("models");

namespace {

struct Folder {
    tests::TemporaryFolder folder;
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder.path() / name, std::ios::binary) << text;
    }
    [[nodiscard]] Result<ModelFolder> open() const { return ModelFolder::open(folder.path()); }
    [[nodiscard]] Error refusal() const {
        const auto opened = open();
        CHECK(!opened);
        return opened.error();
    }
};

std::string row_of(ModelKind kind) {
    const auto& known = vision::known_model(kind);
    return std::string(known.file) + "\tYuNet\t" + std::string(known.sha256) + "\n";
}

const std::string columns = "file\twhat\tsha256\n";

bool says(const Error& error, const std::string& part) {
    return error.what.find(part) != std::string::npos;
}

}  // namespace

STORY(a_digest_is_sha_256) {
    const std::string abc = "abc";  // FIPS 180-4's own example
    const auto digest = vision::digest_of({reinterpret_cast<const std::uint8_t*>(abc.data()), abc.size()});
    CHECK_EQUAL(hex(digest), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

STORY(a_kiosk_without_models_is_told_so) {
    const Folder folder;
    CHECK_EQUAL(folder.refusal().code, Errc::not_found);
    CHECK_EQUAL(ModelFolder::open(folder.folder.path() / "none").error().code, Errc::not_found);
}

STORY(models_that_are_not_in_the_manifest_are_not_there) {
    const Folder folder;
    folder.write("MANIFEST.tsv", columns + row_of(ModelKind::yunet));
    const auto models = tests::must(folder.open());
    CHECK(models.has(ModelKind::yunet));
    CHECK(!models.has(ModelKind::face_mesh));
    CHECK_EQUAL(models.load(ModelKind::face_mesh).error().code, Errc::not_found);
    // Named and not there.
    CHECK_EQUAL(models.load(ModelKind::yunet).error().code, Errc::not_found);
}

STORY(a_damaged_model_is_refused_by_name) {
    const Folder folder;
    folder.write("MANIFEST.tsv", columns + row_of(ModelKind::yunet));
    const std::string file(vision::known_model(ModelKind::yunet).file);
    folder.write(file, "not what it was");
    const auto models = tests::must(folder.open());
    const auto loaded = models.load(ModelKind::yunet);
    CHECK(!loaded);
    CHECK_EQUAL(loaded.error().code, Errc::corrupt);
    CHECK(says(loaded.error(), file));
}

STORY(another_version_is_refused_before_anything_is_read) {
    const Folder folder;
    std::string row = row_of(ModelKind::yunet);
    row.replace(row.rfind('\t') + 1, 4, "0000");
    folder.write("MANIFEST.tsv", columns + row);
    const Error error = folder.refusal();
    CHECK_EQUAL(error.code, Errc::invalid);
    CHECK(says(error, "MANIFEST.tsv:2: face_detection_yunet_2023mar.onnx is another version"));
}

STORY(a_wrong_manifest_is_named_with_its_line) {
    const Folder folder;
    folder.write("MANIFEST.tsv", "name\tdigest\n");
    CHECK(says(folder.refusal(), "MANIFEST.tsv:1: the columns file and sha256"));
    folder.write("MANIFEST.tsv", columns + "a.onnx\n");
    CHECK(says(folder.refusal(), ":2: a column is missing"));
    folder.write("MANIFEST.tsv", columns + "../a.onnx\tx\t" + std::string(64, 'a') + "\n");
    CHECK(says(folder.refusal(), "without folders"));
    folder.write("MANIFEST.tsv", columns + "a.onnx\tx\t" + std::string(63, 'a') + "\n");
    CHECK(says(folder.refusal(), "sha256: 64 digits"));
    folder.write("MANIFEST.tsv", columns + row_of(ModelKind::yunet) + row_of(ModelKind::yunet));
    CHECK(says(folder.refusal(), ":3: face_detection_yunet_2023mar.onnx is named twice"));
    folder.write("MANIFEST.tsv", "");
    CHECK_EQUAL(folder.refusal().code, Errc::invalid);
    CHECK(says(folder.refusal(), "MANIFEST.tsv is empty"));
    folder.write("MANIFEST.tsv", std::string(70'000, 'a'));
    CHECK_EQUAL(folder.refusal().code, Errc::too_large);
}

STORY(a_model_this_program_does_not_know_is_left_alone) {
    const Folder folder;
    folder.write("MANIFEST.tsv", columns + "other.onnx\tx\t" + std::string(64, 'a') + "\n");
    CHECK(folder.open().has_value());
}
