// SPDX-License-Identifier: Apache-2.0
#include "firmware/status/status.hpp"

#include "tests/support/check.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;

GROUP("status");

namespace {

status::Status sample() {
    status::Status status;
    status.version = "0.1.0";
    status.boot_count = 7;
    status.written_ns = 123'456'789'012;
    status.uptime_s = 3723.5;
    status.service = "out_of_service";
    status.reason = "the data folder \"/data\" is full\nindeed \\";
    status.camera = {"device", "usb-1", "C920", 1280, 720, 30, 29.9, 8.25, 1.5};
    status.frames = {10, 9, 8};
    status.dropped = {1, 2, 3, 4, 5, 6, 7};
    status.latency = {40, 60, 80};
    status.detection = {9, 10, 11};
    status.storage = {3, 512};
    return status;
}

}  // namespace

STORY(what_was_written_is_read_back_whole) {
    const tests::TemporaryFolder folder;
    tests::must(status::write(folder / "status.toml", sample()));
    CHECK(tests::must(status::read(folder / "status.toml")) == sample());
    CHECK(!std::filesystem::exists(folder / "status.toml.new"));
}

STORY(a_reader_finds_the_old_one_or_the_new_one) {
    const tests::TemporaryFolder folder;
    const auto file = folder / "status.toml";
    status::Status status = sample();
    tests::must(status::write(file, status));
    std::ifstream old(file);
    status.reason = std::string(5000, 'x');
    tests::must(status::write(file, status));
    const std::string still{std::istreambuf_iterator<char>(old), {}};
    CHECK(tests::must(status::parse(still)) == sample());
    CHECK(tests::must(status::read(file)) == status);
}

STORY(json_has_the_same_values_and_escapes_what_needs_it) {
    const std::string json = status::json_of(sample());
    CHECK_CONTAINS(json, "\"by_sensor\" : 1");
    CHECK_CONTAINS(json, "\"p99_ms\" : 80.0");
    CHECK_CONTAINS(json, R"(the data folder \"/data\" is full\nindeed \\)");
}

STORY(a_status_of_another_version_is_read_as_far_as_it_goes) {
    const auto status = tests::must(
        status::parse("[kioskd]\nservice = \"visit\"\nmoon = 1\n[camera]\nwidth = \"wide\"\n[new]\na = 1\n"));
    CHECK_EQUAL(status.service, "visit");
    CHECK_EQUAL(status.camera.width, 0);
}

STORY(what_is_no_status_is_said_to_be_none) {
    const tests::TemporaryFolder folder;
    CHECK(status::parse("{\"not\": \"toml\"}").error().code == Errc::invalid);
    CHECK(status::parse("").error().code == Errc::invalid);
    CHECK(status::read(folder / "none").error().code == Errc::not_found);
    CHECK(status::write(folder / "no/such", sample()).error().code == Errc::refused);
}
