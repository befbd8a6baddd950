# SPDX-License-Identifier: Apache-2.0
"""A device in QEMU, used as people use one: it has a power plug, a network cable, a keyboard and a screen to look at.
The serial console of a debug image stands for a technician's screwdriver."""
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time


class DeviceError(Exception):
    pass


class Device:
    def __init__(self, source, build, disk, folder, port):
        self.source, self.build, self.disk, self.folder, self.port = source, build, disk, folder, port
        self.process = None
        self._seen = (b"", "")
        self.pictures = 0
        self.log = os.path.join(folder, "serial.log")
        # A socket's path is short; the checkout's may be long.
        self.sockets = subprocess.run(["mktemp", "-d"], check=True, capture_output=True, text=True).stdout.strip()

    # --- power -------------------------------------------------------------------------------------------------

    def power_on(self):
        qmp, console = (os.path.join(self.sockets, name) for name in ("qmp", "console"))
        for path in (qmp, console):
            if os.path.exists(path):
                os.remove(path)
        command = ["setpriv", "--pdeathsig", "KILL", os.path.join(self.source, "board/qemu-arm64/boot"), self.disk, "-display", "none",
                   "-chardev", f"socket,id=console,path={console},server=on,wait=off,logfile={self.log},logappend=on",
                   "-serial", "chardev:console", "-qmp", f"unix:{qmp},server=on,wait=off"]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=open(os.path.join(self.folder, "qemu.log"), "ab"))
        self._qmp = self._connect(qmp, 30)
        self._qmp_file = self._qmp.makefile("rw", encoding="utf-8")
        self._qmp_file.readline()
        self.qmp("qmp_capabilities")
        self._console = self._connect(console, 30)
        # Somebody must always read: a device whose serial port takes no more stands still.
        self._said = b""
        threading.Thread(target=self._listen, args=(self._console,), daemon=True).start()

    def power_cut(self):
        """As a plug that is pulled: nothing is told, nothing is flushed in the device."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=30)
        self._qmp.close()
        self._console.close()
        self.process = None

    def close(self):
        if self.process:
            self.power_cut()
        shutil.rmtree(self.sockets, ignore_errors=True)

    def _connect(self, path, limit):
        until = time.monotonic() + limit
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise DeviceError("QEMU ended at once: see qemu.log")
            try:
                connection = socket.socket(socket.AF_UNIX)
                connection.connect(path)
                return connection
            except OSError:
                connection.close()
                time.sleep(0.1)
        raise DeviceError("QEMU does not answer")

    def _listen(self, console):
        while True:
            try:
                heard = console.recv(65536)
            except OSError:
                return
            if not heard:
                return
            self._said += heard

    # --- what a person does ------------------------------------------------------------------------------------

    def qmp(self, command, **arguments):
        self._qmp_file.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self._qmp_file.flush()
        while True:
            answer = json.loads(self._qmp_file.readline())
            if "error" in answer:
                raise DeviceError(f"{command}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]

    def cable(self, plugged):
        self.qmp("set_link", name="net", up=plugged)

    def press(self, *keys):
        for key in keys:
            self.qmp("send-key", keys=[{"type": "qcode", "data": key}], **{"hold-time": 120})
            time.sleep(0.4)

    def type(self, text):
        self.press(*[character.lower() for character in text])

    # --- what a person sees ------------------------------------------------------------------------------------

    def picture(self, name):
        """Keeps a PNG of the screen in the test's folder."""
        self.pictures += 1
        path = os.path.join(self.folder, f"{self.pictures:02}-{name}.png")
        self.qmp("screendump", filename=path, format="png")
        return path

    def screen(self):
        """The stage that the screen shows, as stage_of_screen names it."""
        path = os.path.join(self.folder, "now.ppm")
        self.qmp("screendump", filename=path)
        with open(path, "rb") as file:
            digest = hashlib.sha256(file.read()).digest()
        # Looking costs as much as the device gets; most of the time nothing has changed.
        if digest == self._seen[0]:
            return self._seen[1]
        said = subprocess.run([os.path.join(self.build, "tests/stage_of_screen"), path,
                               os.path.join(self.build, "share/locale")], check=True, capture_output=True, text=True)
        self._seen = (digest, said.stdout.split()[0])
        return self._seen[1]

    def wait_for_screen(self, stages, limit):
        """The stage, once it is one of `stages` (beginnings of names)."""
        until = time.monotonic() + limit
        seen = []
        while time.monotonic() < until:
            stage = self.screen()
            if not seen or seen[-1] != stage:
                seen.append(stage)
            if stage.startswith(tuple(stages)):
                return stage
            time.sleep(2)
        self.picture("instead-of-" + stages[0])
        raise DeviceError(f"no screen {' or '.join(stages)} within {limit} s; seen: {', '.join(seen)}")

    # --- the technician's console (debug images) ---------------------------------------------------------------

    def console(self, command, limit=60):
        """What a command printed; its exit code must be 0."""
        mark = f"end-{time.monotonic_ns()}"
        self._said = b""
        self._console.sendall(f"{command}; echo {mark[:4]}\"\"{mark[4:]}=$?\n".encode())
        until = time.monotonic() + limit
        while time.monotonic() < until:
            time.sleep(0.3)
            text = self._said.decode("utf-8", "replace").replace("\r", "")
            ended = re.search(r"\n?" + mark + r"=(\d+)", text)
            if ended:
                text = text[:ended.start()].split("\n", 1)[-1]
                if ended.group(1) != "0":
                    raise DeviceError(f"'{command}' ended with {ended.group(1)}: {text}")
                return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text)
        raise DeviceError(f"'{command}' did not end within {limit} s")
