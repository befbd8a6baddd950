// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "firmware/kioskctl/selftest.hpp"
#include "tests/support/check.hpp"
#include "tests/support/temporary_folder.hpp"
#include "vision/models/model_folder.hpp"

using namespace verikiosk;
using namespace verikiosk::kioskctl;
namespace fs = std::filesystem;

GROUP("machine");

namespace {

void put(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    tests::write_file(file, text);
}

class StoryClock final : public drivers::Clock {
  public:
    [[nodiscard]] TimePoint now() const override { return {}; }
    [[nodiscard]] WallTime wall() const override { return wall_; }
    [[nodiscard]] bool wall_trusted() const override { return trusted; }
    WallTime wall_{std::chrono::seconds(1772368259)};  // 2026-03-01 12:30:59 UTC
    bool trusted = true;
};

// As Linux prints them.
const std::string power_button = R"(I: Bus=0019 Vendor=0000 Product=0001 Version=0000
N: Name="Power Button"
H: Handlers=kbd event0
B: EV=3
B: KEY=10000000000000 0

)";
const std::string keyboard = R"(I: Bus=0003 Vendor=0627 Product=0001 Version=0111
N: Name="QEMU QEMU USB Keyboard"
H: Handlers=sysrq kbd event1 leds
B: PROP=0
B: EV=120013
B: KEY=1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe
B: LED=1f

)";
const std::string touch_screen = R"(I: Bus=0003 Vendor=222a Product=0001 Version=0110
N: Name="ILITEK ILITEK-TP"
H: Handlers=mouse0 event2
B: PROP=2
B: EV=1b
B: KEY=400 0 0 0 0 0
B: ABS=3273800000000003

)";
const std::string mouse = R"(I: Bus=0003 Vendor=046d Product=c077 Version=0111
N: Name="Logitech USB Optical Mouse"
H: Handlers=mouse0 event3
B: PROP=0
B: EV=17
B: KEY=70000 0 0 0 0
B: REL=903

)";

Finding input_of(const std::string& devices) {
    const tests::TemporaryFolder folder;
    tests::write_file(folder / "devices", devices);
    return check_input(folder / "devices");
}

Finding memory_of(const std::string& text) {
    const tests::TemporaryFolder folder;
    tests::write_file(folder / "meminfo", text);
    return check_memory(folder / "meminfo");
}

Finding network_of(std::vector<NetworkInterface> interfaces, const std::string& fixed = "") {
    interfaces.insert(interfaces.begin(), {"lo", true, true, {"127.0.0.1", "::1"}});
    config::Settings::Network network;
    network.address = fixed;
    return check_network(network, interfaces);
}

}  // namespace

STORY(a_connected_display_is_named_with_its_mode) {
    const tests::TemporaryFolder folder;
    put(folder / "card0/dev", "226:0");
    put(folder / "card0-HDMI-A-1/status", "connected\n");
    put(folder / "card0-HDMI-A-1/modes", "1920x1080\n1280x720\n");
    put(folder / "card0-HDMI-A-2/status", "disconnected\n");
    const Finding finding = check_display(folder.path());
    CHECK(finding.verdict == Verdict::pass);
    CHECK_EQUAL(finding.what, "HDMI-A-1 1920x1080");
}

STORY(a_display_without_its_cable_fails_by_the_name_of_the_socket) {
    const tests::TemporaryFolder folder;
    put(folder / "card1/dev", "226:1");
    put(folder / "card1-HDMI-A-1/status", "disconnected\n");
    CHECK(check_display(folder.path()).verdict == Verdict::fail);
    CHECK_EQUAL(check_display(folder.path()).what, "nothing is connected to HDMI-A-1");
    put(folder / "card1-DSI-1/status", "unknown\n");
    CHECK(check_display(folder.path()).verdict == Verdict::note);
}

STORY(a_machine_without_display_hardware_fails) {
    const tests::TemporaryFolder folder;
    CHECK_CONTAINS(check_display(folder / "drm").what, "no display hardware");
    put(folder / "version", "drm 1.1.0");
    put(folder / "renderD128/dev", "226:128");
    CHECK_CONTAINS(check_display(folder.path()).what, "no display hardware");
    put(folder / "card0/dev", "226:0");
    CHECK_CONTAINS(check_display(folder.path()).what, "has no connector");
}

STORY(a_keyboard_or_a_touch_screen_is_an_input) {
    CHECK_EQUAL(input_of(power_button + keyboard).what, "QEMU QEMU USB Keyboard (keyboard)");
    CHECK_EQUAL(input_of(mouse + touch_screen).what, "ILITEK ILITEK-TP (touch)");
    CHECK(input_of(touch_screen + keyboard).verdict == Verdict::pass);
    CHECK_CONTAINS(input_of(touch_screen + keyboard).what, "(touch), QEMU");
}

STORY(a_power_button_and_a_mouse_are_none) {
    CHECK(input_of(power_button + mouse).verdict == Verdict::fail);
    CHECK(input_of("").verdict == Verdict::fail);
    CHECK(check_input("/no/such/file").verdict == Verdict::fail);
}

STORY(a_clock_before_the_build_is_wrong_and_one_without_ntp_is_remarked) {
    StoryClock clock;
    const WallTime built(std::chrono::sys_days(std::chrono::year(2026) / 2 / 28));
    CHECK(check_clock(clock, built).verdict == Verdict::pass);
    CHECK_EQUAL(check_clock(clock, built).what, "2026-03-01 12:30 UTC, synchronised");
    clock.trusted = false;
    CHECK(check_clock(clock, built).verdict == Verdict::note);
    clock.wall_ = WallTime(std::chrono::seconds(5));
    CHECK(check_clock(clock, built).verdict == Verdict::fail);
    CHECK_CONTAINS(check_clock(clock, built).what, "1970-01-01 00:00 UTC");
}

STORY(a_network_that_reaches_further_than_the_kiosk_passes) {
    CHECK_EQUAL(network_of({{"eth0", false, true, {"192.168.7.20"}}}).what, "eth0 192.168.7.20");
    CHECK(network_of({{"eth0", false, true, {"192.168.7.20"}}}).verdict == Verdict::pass);
    CHECK(network_of({{"eth0", false, true, {"192.168.7.20"}}}, "192.168.7.20/24").verdict == Verdict::pass);
}

STORY(a_network_that_does_not_work_says_at_what_it_stops) {
    CHECK_CONTAINS(network_of({}).what, "no network hardware");
    CHECK_CONTAINS(network_of({{"eth0", false, false, {}}}).what, "no link on eth0");
    CHECK_CONTAINS(network_of({{"eth0", false, true, {}}}).what, "eth0 has a link and no address");
    CHECK_CONTAINS(network_of({{"eth0", false, true, {}}}).what_to_do, "DHCP");
    for (const auto& interface : {NetworkInterface{"eth0", false, false, {}}, {"eth0", false, true, {}}})
        CHECK(network_of({interface}).verdict == Verdict::fail);
    const Finding other = network_of({{"eth0", false, true, {"10.0.0.5"}}}, "192.168.7.20/24");
    CHECK(other.verdict == Verdict::note);
    CHECK_CONTAINS(other.what, "not the 192.168.7.20 of the site file");
}

STORY(this_machines_own_interfaces_are_listed) {
    const auto all = tests::must(list_interfaces());
    const auto loopback = std::ranges::find(all, true, &NetworkInterface::loopback);
    CHECK(loopback != all.end());
    CHECK(loopback->up);
    CHECK(std::ranges::find(loopback->addresses, "127.0.0.1") != loopback->addresses.end());
}

STORY(the_hottest_place_counts) {
    const tests::TemporaryFolder folder;
    CHECK(check_temperature(folder.path()).verdict == Verdict::note);
    CHECK_EQUAL(check_temperature(folder / "none").what, "not measured on this board");
    put(folder / "thermal_zone0/temp", "45250\n");
    put(folder / "cooling_device0/temp", "99000\n");
    CHECK_EQUAL(check_temperature(folder.path()).what, "45 degrees Celsius");
    CHECK(check_temperature(folder.path()).verdict == Verdict::pass);
    put(folder / "thermal_zone1/temp", "80000\n");
    CHECK(check_temperature(folder.path()).verdict == Verdict::fail);
}

STORY(memory_has_to_be_enough_and_swap_is_never_on) {
    const std::string good =
        "MemTotal:        1000000 kB\nMemAvailable:     256000 kB\nSwapTotal:       0 kB\n";
    CHECK(memory_of(good).verdict == Verdict::pass);
    CHECK_EQUAL(memory_of(good).what, "250 MiB available, no swap");
    CHECK_CONTAINS(memory_of("MemAvailable:     255999 kB\n").what, "249 MiB available, and the kiosk may");
    CHECK(memory_of("MemAvailable:     255999 kB\n").verdict == Verdict::fail);
    CHECK(memory_of("MemAvailable:     900000 kB\nSwapTotal:    4096 kB\n").verdict == Verdict::fail);
    CHECK(memory_of("").verdict == Verdict::fail);
}

STORY(a_model_that_is_missing_is_named_with_its_file) {
    vision::ModelFiles files;
    files.landmarks = "/no/such/landmarks.dat";
    const Finding finding = check_models(files);
    CHECK(finding.verdict == Verdict::fail);
    CHECK_CONTAINS(finding.what, "/no/such/landmarks.dat");
    files = {};
    files.second_detector = "/no/such/cascade.xml";
    CHECK_CONTAINS(check_models(files).what, "/no/such/cascade.xml");
    CHECK(check_models({}).verdict == Verdict::pass);
    CHECK_CONTAINS(check_models({}).what, "no optional models");
}

STORY(a_broken_folder_of_models_is_named) {
    const tests::TemporaryFolder folder;
    vision::ModelFiles files;
    files.models = folder / "models";
    const Finding none = check_models(files);
    CHECK(none.verdict == Verdict::fail);
    CHECK_CONTAINS(none.what, files.models.string());
    CHECK_CONTAINS(none.what_to_do, "models.folder");

    // Also a model that no kiosk loads.
    fs::create_directory(files.models);
    const auto& known = vision::known_model(vision::ModelKind::mobilefacenet);
    put(files.models / "MANIFEST.tsv",
        "file\tsha256\n" + std::string(known.file) + "\t" + std::string(known.sha256) + "\n");
    put(files.models / known.file, "damaged");
    const Finding damaged = check_models(files);
    CHECK(damaged.verdict == Verdict::fail);
    CHECK_CONTAINS(damaged.what, std::string(known.file) + " is damaged");
}

STORY(the_selftest_looks_at_the_models_that_the_settings_name) {
    const tests::TemporaryFolder folder;
    const std::vector<fs::path> files{folder / "board.toml"};
    put(files[0], "[models]\nfolder = \"none\"\n");
    const auto found = config::look_at_settings(files);
    const drivers::SystemClock clock;
    const Machine machine;
    for (const Step& step : steps_of(files, found, machine, clock)) {
        if (step.name == "models") CHECK_CONTAINS(step.run().what, (folder / "none").string());
    }
}

STORY(settings_that_can_not_be_read_are_told_with_what_is_missing) {
    const tests::TemporaryFolder folder;
    const std::vector<fs::path> files{folder / "board.toml", folder / "site.toml"};
    put(files[0], "[kiosk]\ndata = \"/data/kiosk\"\n");
    const Finding missing = check_settings(files, config::look_at_settings(files));
    CHECK(missing.verdict == Verdict::fail);
    CHECK_CONTAINS(missing.what, "site.toml can't be read");
    CHECK_CONTAINS(missing.what_to_do, "--site");
    put(files[1], "[kiosk]\nueit = \"k\"\n");
    CHECK_CONTAINS(check_settings(files, config::look_at_settings(files)).what, "site.toml:2: unknown key");
    fs::remove(files[0]);
    CHECK_CONTAINS(check_settings(files, config::look_at_settings(files)).what_to_do, "image for this board");
}
