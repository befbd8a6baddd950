#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds each stage of the vision pipeline to its budget of instructions, counted by callgrind.

Instructions do not depend on how busy the machine is, but on compiler, libraries and the vector unit that they find:
the budget is for Debian 12 on x86-64 with AVX2, built for development. Elsewhere there is nothing to compare. A stage
that takes 5 % more fails; one that takes 5 % less fails too, so that the budget follows and what was gained is kept:
VERIKIOSK_UPDATE_BUDGET=yes writes it anew."""

import argparse
import glob
import os
import platform
import re
import subprocess
import sys
import tempfile

TOLERANCE = 0.05
SKIPPED = 77


def skip(why):
    """A skipped test proves nothing where CI=true."""
    print(f"skipped: {why}")
    sys.exit(1 if os.environ.get("CI") == "true" else SKIPPED)


def read_budget(path):
    with open(path, encoding="utf-8") as file:
        rows = [line.split("\t") for line in file if line.strip() and not line.startswith("#")]
    return {stage: int(instructions) for stage, instructions in rows}


def write_budget(path, counts):
    with open(path, "w", encoding="utf-8") as file:
        file.write("# Instructions of one run of each stage (budget.py); 1280x720, one face.\n")
        file.writelines(f"{stage}\t{instructions}\n" for stage, instructions in counts.items())


def count(program, models):
    """Instructions of one run of each stage, in the order in which they were done."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["valgrind", "--tool=callgrind", "--collect-atstart=no",
                   f"--callgrind-out-file={folder}/out", program, "stages"]
        if models:
            command += ["--models", models]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"the stages can't be counted:\n{done.stderr}")
        counts = {}
        for part in sorted(glob.glob(f"{folder}/out.*"), key=lambda name: int(name.rsplit(".", 1)[1])):
            with open(part, encoding="utf-8") as file:
                text = file.read()
            stage = re.search(r"^desc: Trigger: Client Request: (\S+)$", text, re.MULTILINE)
            total = re.search(r"^(?:totals|summary): (\d+)", text, re.MULTILINE)
            if stage and total:
                counts[stage.group(1)] = int(total.group(1)) // TIMES
    return counts


# stage_times in stages.hpp.
TIMES = 3


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--budget", required=True)
    parser.add_argument("--models", default=os.environ.get("VERIKIOSK_MODELS", "../shared/models"))
    options = parser.parse_args()

    with open("/proc/cpuinfo", encoding="utf-8") as file:
        has_avx2 = re.search(r"^flags.*\bavx2\b", file.read(), re.MULTILINE)
    debian = platform.freedesktop_os_release()
    if platform.machine() != "x86_64" or not has_avx2 or (debian["ID"], debian.get("VERSION_ID")) != ("debian", "12"):
        skip("the budget is for Debian 12 on x86-64 with AVX2")
    models = options.models if os.path.isdir(options.models) else ""
    counts = count(options.program, models)
    if os.environ.get("VERIKIOSK_UPDATE_BUDGET") == "yes":
        write_budget(options.budget, counts)
        print(f"written: {options.budget}")
        return
    budget = read_budget(options.budget)
    wrong = 0
    for stage in {**budget, **counts}:
        allowed, taken = budget.get(stage), counts.get(stage)
        if taken is None and stage.endswith("_models") and not models:
            continue
        share = taken / allowed - 1 if allowed and taken else None
        bad = share is None or abs(share) > TOLERANCE
        wrong += bad
        said = "one of them is missing" if share is None else f"{100 * share:+.1f} %"
        print(f"{stage:24}{allowed or 0:>14,}{taken or 0:>14,}  {said}{'  <-- beyond 5 %' if bad else ''}")
    if wrong:
        sys.exit(f"{wrong} stages are off their budget. If that is meant, VERIKIOSK_UPDATE_BUDGET=yes writes it anew.")
    if not models:
        skip("the models' stages were not counted: there is no folder of models (VERIKIOSK_MODELS); the others are in budget")


if __name__ == "__main__":
    main()
