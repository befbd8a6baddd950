# SPDX-License-Identifier: Apache-2.0
"""The reference backend on this machine, as a platform engineer runs it: the kiosk in QEMU reaches it at 10.0.2.2."""
import json
import os
import socket
import subprocess
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Backend:
    def __init__(self, build, folder):
        self.program = os.path.join(build, "bin/verification-backend")
        self.data = os.path.join(folder, "backend")
        self.log = os.path.join(folder, "backend.log")
        self.port = free_port()
        self.process = None

    def start(self, development=True):
        ready = os.path.join(self.data, "ready")
        if os.path.exists(ready):
            os.remove(ready)
        os.makedirs(self.data, exist_ok=True)
        command = ["setpriv", "--pdeathsig", "KILL", self.program, "serve", "--data", self.data, "--port", str(self.port), "--ready-file", ready]
        if development:
            command.append("--development")
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=open(self.log, "ab"),
                                        stderr=subprocess.STDOUT)
        until = time.monotonic() + 30
        while not os.path.exists(ready):
            if time.monotonic() > until or self.process.poll() is not None:
                raise RuntimeError(f"the backend does not start: see {self.log}")
            time.sleep(0.1)

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=30)
            self.process = None

    def _ask(self, *words):
        said = subprocess.run([self.program, *words, "--data", self.data, "--json"], check=True, capture_output=True,
                              text=True)
        return json.loads(said.stdout)

    def new_account(self, name):
        return self._ask("account", "create", "--name", name, "--hold", "until_verified")["id"]

    def code(self, account):
        return self._ask("account", "code", account)["code"]

    def account(self, account):
        return self._ask("account", "show", account)

    def session(self, session):
        return self._ask("session", "show", session)
