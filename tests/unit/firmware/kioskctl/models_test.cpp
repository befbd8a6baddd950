// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/models.hpp"

#include <sstream>

#include "firmware/kioskctl/selftest.hpp"
#include "tests/support/check.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using namespace verikiosk::kioskctl;
using vision::ModelKind;

GROUP("models");

namespace {

/// A folder of models, and what the commands say of it.
struct Shelf {
    tests::TemporaryFolder folder;
    std::ostringstream out;
    std::ostringstream problems;

    void name(ModelKind kind, const std::string& sha256 = "") const {
        const auto& known = vision::known_model(kind);
        tests::write_file(folder / "MANIFEST.tsv", "file\tsha256\n" + std::string(known.file) + "\t" +
                                                       (sha256.empty() ? std::string(known.sha256) : sha256) +
                                                       "\n");
    }
    int list(bool json = false) { return run_models_list({folder.path(), json}, out, problems); }
    int check(bool json = false) { return run_models_check({folder.path(), json}, out, problems); }
};

}  // namespace

STORY(each_model_is_listed_with_what_it_adds_its_licence_and_origin) {
    std::ostringstream out;
    std::ostringstream problems;
    CHECK_EQUAL(run_models_list({}, out, problems), all_passed);
    CHECK_CONTAINS(out.str(), "no folder of models is named");
    for (const vision::KnownModel& known : vision::known_models()) {
        CHECK_CONTAINS(out.str(), std::string(known.file) + ": absent");
        CHECK_CONTAINS(out.str(), std::string(known.adds));
        CHECK_CONTAINS(out.str(), std::string(known.licence));
        CHECK_CONTAINS(out.str(), std::string(known.origin));
    }
    CHECK_CONTAINS(out.str(), "MS-Celeb-1M");
}

STORY(a_damaged_model_is_wrong_and_its_folder_can_be_used_no_more) {
    Shelf shelf;
    shelf.name(ModelKind::yunet);
    tests::write_file(shelf.folder / "face_detection_yunet_2023mar.onnx", "damaged");
    CHECK_EQUAL(shelf.check(), something_failed);
    CHECK_CONTAINS(shelf.out.str(), "face_detection_yunet_2023mar.onnx: WRONG");
    CHECK_CONTAINS(shelf.out.str(), "copy the models again");
    CHECK_EQUAL(shelf.list(), all_passed);  // listing says what is there
    CHECK_CONTAINS(shelf.out.str(), "face_detection_yunet_2023mar.onnx: wrong");
}

STORY(a_model_that_is_named_and_not_there_is_wrong) {
    Shelf shelf;
    shelf.name(ModelKind::face_mesh);
    CHECK_EQUAL(shelf.check(true), something_failed);
    CHECK_CONTAINS(shelf.out.str(), R"("standing":"wrong","bytes":0,"why":")");
    CHECK_CONTAINS(shelf.out.str(), R"("file":"mobilefacenet_112x112.onnx")");
}

STORY(another_version_in_the_manifest_is_something_wrong) {
    Shelf shelf;
    shelf.name(ModelKind::yunet, std::string(64, '0'));
    CHECK_EQUAL(shelf.check(), something_failed);
    CHECK_CONTAINS(shelf.problems.str(), "another version than this program knows");
}

STORY(what_can_not_be_looked_at_is_neither_right_nor_wrong) {
    Shelf shelf;
    CHECK_EQUAL(shelf.check(), could_not);
    CHECK_EQUAL(shelf.list(), could_not);
    CHECK_CONTAINS(shelf.problems.str(), "MANIFEST.tsv is not there");
    std::ostringstream problems;
    CHECK_EQUAL(run_models_check({}, shelf.out, problems), could_not);
    CHECK_CONTAINS(problems.str(), "--folder");
}

STORY(a_manifest_that_names_nothing_known_is_not_called_right) {
    Shelf shelf;
    tests::write_file(shelf.folder / "MANIFEST.tsv",
                      "file\tsha256\nother.onnx\t" + std::string(64, '0') + "\n");
    CHECK_EQUAL(shelf.check(), something_failed);
    CHECK_CONTAINS(shelf.problems.str(), "no model that this program knows");
}
