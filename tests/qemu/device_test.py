#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: device_test.py --build FOLDER --image FILE --out FOLDER
Flashes an image as a technician does, boots it in QEMU, and tells the stories of a device's life, in their order: each
leaves the device to the next. Pictures of the screen and logs stay in the folder. Exit code 77: skipped."""
import argparse
import os
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from backend import Backend  # noqa: E402
from device import Device, DeviceError  # noqa: E402

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# Emulated, a board's second takes a minute and more; these bound how long a story may take, and assert nothing.
BOOT = 480
STEP = 120
VISIT = 300

SITE = """# The site of the test: the backend of the machine that QEMU runs on.
[kiosk]
ueid = "kiosk-development-1"
language = "en"

[backend]
host = "backend.verikiosk.test"
port = {port}
connect_to = "10.0.2.2"
time_limit_s = 10
ca = "backend/pki/ca.crt"
signer = "backend/pki/signer.crt"
client_certificate = "backend/pki/kiosk-tls.crt"
client_key = "backend/pki/kiosk-tls.key"

[evidence]
key = "backend/pki/kiosk-evidence.key"
certificate = "backend/pki/kiosk-evidence.crt"
"""


def check(condition, what):
    if not condition:
        raise DeviceError(what)


class Life:
    """What the stories share."""

    def __init__(self, device, backend):
        self.device, self.backend = device, backend

    # --- a visit, step by step -----------------------------------------------------------------------------------

    def begin(self, account):
        """From the welcome screen to the live picture."""
        device = self.device
        device.wait_for_screen(["welcome"], STEP)
        device.press("ret")
        device.wait_for_screen(["code"], STEP)
        device.type(self.backend.code(account))
        device.wait_for_screen(["name"], STEP)
        device.press("ret")
        device.wait_for_screen(["consent"], STEP)
        device.press("ret")

    def selfie(self, name):
        """Visits, each with an account of its own, until there is a selfie to be sent; its account. The pictures of the
        virtual camera smile when they smile, not when they are asked, so some visits end before that, as those of some
        people do."""
        device = self.device
        for _ in range(10):
            account = self.backend.new_account(name)
            self.begin(account)
            stage = device.wait_for_screen(["review", "try_again", "see_representative", "result_follows", "welcome"],
                                           VISIT)
            if stage == "review":
                return account
            if stage.startswith("welcome"):
                continue
            device.press("ret")
            device.wait_for_screen(["welcome", "code"], STEP)
            if device.screen().startswith("code"):
                device.press("esc")
        raise DeviceError("no visit came as far as the selfie")

    def decision(self, account, limit):
        """The decision about the account's latest session, once there is one."""
        until = time.monotonic() + limit
        while time.monotonic() < until:
            sessions = self.backend.account(account)["sessions"]
            decided = [s for s in sessions if s["decision"] != "open"]
            if decided and decided[-1]["decision"] == "verified":
                return self.backend.session(decided[-1]["id"])
            time.sleep(1)
        raise DeviceError(f"no decision within {limit} s: {sessions}")

    # --- stories -------------------------------------------------------------------------------------------------

    def it_starts_to_the_welcome_screen_by_itself(self):
        self.device.power_on()
        began = time.monotonic()
        self.device.wait_for_screen(["welcome"], BOOT)
        print(f"    power on to welcome: {time.monotonic() - began:.0f} s")
        self.device.picture("welcome")

    def its_sandbox_is_what_was_recorded(self):
        said = self.device.console("systemd-analyze security --no-pager verikiosk-kiosk.service | tail -n 1")
        level = float(said.split(":")[1].split()[0])
        print(f"    systemd-analyze security: {level}")
        check(level <= 2.0, f"exposure {level} is over 2.0")
        said = self.device.console("cat /proc/$(systemctl show -P MainPID verikiosk-kiosk)/status")
        check("CapEff:\t0000000000000000" in said and "NoNewPrivs:\t1" in said, "kioskd holds capabilities")
        check(self.device.console("id -nu $(stat -c %u /proc/$(systemctl show -P MainPID verikiosk-kiosk))").strip()
              == "kiosk", "kioskd runs as somebody else")

    def nothing_reaches_a_disk_but_the_data_partition(self):
        mounts = self.device.console("cat /proc/mounts")
        check(" / overlay " in mounts, "the root is no overlay")
        check(self.device.console("cat /proc/swaps").count("\n") <= 2, "there is swap")
        check(self.device.console("cat /proc/sys/kernel/core_pattern").strip() == "|/bin/false", "core dumps are on")
        writable = [line for line in mounts.splitlines() if line.startswith("/dev/") and " rw," in line]
        check(all(line.split()[1] == "/data" for line in writable), f"writable: {writable}")

    def a_visitor_is_verified(self):
        account = self.selfie("Ada Example")
        self.device.picture("review")
        self.device.press("ret")
        self.device.wait_for_screen(["verified"], STEP)
        self.device.picture("verified")
        session = self.decision(account, STEP)
        check(session["camera"] == "virtual_pipeline", f"the evidence names the camera {session['camera']}")
        after = self.backend.account(account)
        check(after["verification"] == "verified" and after["hold"] == "none", f"after: {after}")
        self.device.press("ret")

    def a_backend_in_production_refuses_the_virtual_camera(self):
        account = self.backend.new_account("Bea Example")
        self.backend.stop()
        self.backend.start(development=False)
        try:
            self.device.wait_for_screen(["welcome"], STEP)
            self.device.press("ret")
            self.device.wait_for_screen(["code"], STEP)
            self.device.type(self.backend.code(account))
            stage = self.device.wait_for_screen(["out_of_service", "welcome", "name", "see_rep"], VISIT)
            self.device.picture("refused")
            check(not stage.startswith("name"), "the session was opened")
            check(not self.backend.account(account)["sessions"], "there is a session")
        finally:
            self.backend.stop()
            self.backend.start()

    def it_survives_its_own_crash(self):
        # Whatever screen it shows: after a refusal it would stay out of service for minutes.
        before = self.device.console("systemctl show -P NRestarts verikiosk-kiosk").strip()
        self.device.console("kill -SEGV $(systemctl show -P MainPID verikiosk-kiosk)")
        time.sleep(3)
        self.device.wait_for_screen(["welcome"], BOOT)
        after = self.device.console("systemctl show -P NRestarts verikiosk-kiosk").strip()
        check(int(after) == int(before) + 1, f"restarts: {before}, then {after}")
        check(not self.device.console("find / -xdev -name 'core*' -size +1M 2>/dev/null || true").strip(), "a core dump")

    def a_full_data_partition_closes_it_before_anybody_begins(self):
        device = self.device
        device.console("fallocate -l $(($(stat -f -c '%a*%S' /data) - 1048576)) /data/ballast", 120)
        device.wait_for_screen(["out_of_service_storage"], STEP)
        device.picture("storage-full")
        device.console("rm /data/ballast")
        device.wait_for_screen(["welcome"], STEP)

    def what_is_wrong_stands_on_its_screen(self):
        device = self.device
        device.wait_for_screen(["welcome"], BOOT)
        device.console("mv /data/site/site.toml /data/site/away && kill $(systemctl show -P MainPID verikiosk-kiosk)")
        until = time.monotonic() + BOOT
        said = ""
        while "out of service" not in said and time.monotonic() < until:
            time.sleep(5)
            said = device.console("systemctl show -P StatusText verikiosk-kiosk")
        device.picture("fault")
        print(f"    {said.strip()}")
        check("out of service" in said and "/data/site/site.toml" in said, f"status: {said}")
        check(device.screen().startswith(("fault", "out_of_service", "other")), "it serves without settings")
        device.console("mv /data/site/away /data/site/site.toml")
        device.wait_for_screen(["welcome"], BOOT)

    def a_technician_sees_what_works(self):
        device = self.device
        device.press("f12")
        # The lines come one by one; the QR code is there when the last one is.
        until = time.monotonic() + BOOT
        read = ""
        while not read and time.monotonic() < until:
            time.sleep(3)
            now = os.path.join(device.folder, "now.ppm")
            device.qmp("screendump", filename=now)
            read = subprocess.run(["zbarimg", "-q", "--raw", now], capture_output=True, text=True).stdout
        device.picture("service-page")
        check(read, "no QR code can be read off the service page")
        print("    " + read.strip().replace("\n", "\n    "))
        for name in ("settings", "camera", "display", "input", "storage", "clock", "network", "backend", "certificate",
                     "models", "temperature", "memory"):
            check(name in read, f"the service page says nothing of {name}")
        said = device.console("journalctl -b -u verikiosk-selftest --no-pager -o cat")
        print("    " + said.strip().replace("\n", "\n    "))
        check("\nfail " not in "\n" + said, "a check failed")
        device.press("ret")
        device.wait_for_screen(["welcome"], BOOT)

    def a_power_cut_in_a_visit_leaves_a_kiosk_that_serves(self):
        self.begin(self.backend.new_account("Dag Example"))
        time.sleep(5)
        self.device.picture("before-the-power-cut")
        self.device.power_cut()
        self.device.power_on()
        self.device.wait_for_screen(["welcome"], BOOT)
        waiting = self.device.console("ls /data/kiosk")
        check("outbox.db" in waiting, f"/data/kiosk: {waiting}")

    def evidence_waits_for_the_network_through_a_power_cut_and_then_goes(self):
        account = self.selfie("Eva Example")
        self.device.cable(False)
        self.device.press("ret")
        self.device.wait_for_screen(["result_follows"], VISIT)
        self.device.picture("result-follows")
        check(self.backend.account(account)["verification"] == "required", "it was sent without a network")
        self.device.power_cut()
        self.device.power_on()
        self.device.wait_for_screen(["welcome"], BOOT)
        self.decision(account, VISIT)
        after = self.backend.account(account)
        check(after["hold"] == "none" and len([s for s in after["sessions"] if s["decision"] == "verified"]) == 1,
              f"after: {after}")


STORIES = [
    Life.it_starts_to_the_welcome_screen_by_itself,
    Life.its_sandbox_is_what_was_recorded,
    Life.nothing_reaches_a_disk_but_the_data_partition,
    Life.a_visitor_is_verified,
    Life.a_backend_in_production_refuses_the_virtual_camera,
    Life.it_survives_its_own_crash,
    Life.a_full_data_partition_closes_it_before_anybody_begins,
    Life.what_is_wrong_stands_on_its_screen,
    Life.a_technician_sees_what_works,
    Life.a_power_cut_in_a_visit_leaves_a_kiosk_that_serves,
    Life.evidence_waits_for_the_network_through_a_power_cut_and_then_goes,
]


def flash(image, disk, out, port):
    """The technician's way: the image is written and read back, and the site's settings are put on it."""
    site = os.path.join(out, "site.toml")
    with open(site, "w", encoding="utf-8") as file:
        file.write(SITE.format(port=port))
    with open(disk, "wb") as file:
        file.truncate(os.path.getsize(image) + (8 << 20))
    subprocess.run([os.path.join(SOURCE, "kiosk"), "flash", image, disk, "--site", site, "--yes"], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--build", "--image", "--out"):
        parser.add_argument(option, required=True)
    parser.add_argument("--only", action="append", help="part of a story's name: only these, after the first one")
    options = parser.parse_args()
    if not os.path.exists(options.image):
        print(f"skipped: there is no {options.image}: make it with ./kiosk image --debug --test")
        return 1 if os.environ.get("CI") == "true" else 77
    shutil.rmtree(options.out, ignore_errors=True)
    os.makedirs(options.out)

    backend = Backend(options.build, options.out)
    backend.start()
    disk = os.path.join(options.out, "disk.img")
    flash(options.image, disk, options.out, backend.port)
    device = Device(SOURCE, options.build, disk, options.out, backend.port)
    life = Life(device, backend)
    chosen = [story for story in STORIES if story is STORIES[0] or not options.only or
              any(part in story.__name__ for part in options.only)]
    passed = failed = 0
    try:
        for story in chosen:
            began = time.monotonic()
            print(f"  {story.__name__} ...", flush=True)
            try:
                story(life)
            except (DeviceError, RuntimeError, subprocess.CalledProcessError, OSError) as error:
                print(f"  FAILED {story.__name__} ({time.monotonic() - began:.0f} s): {error}", flush=True)
                failed = 1
                break  # the next story would begin where this one has not arrived
            passed += 1
            print(f"  ok {story.__name__} ({time.monotonic() - began:.0f} s)", flush=True)
    finally:
        device.close()
        backend.stop()
    print(f"{passed} passed, {failed} failed, {len(chosen) - passed - failed} skipped")
    return failed


if __name__ == "__main__":
    sys.exit(main())
