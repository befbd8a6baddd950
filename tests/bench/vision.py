#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""./kiosk bench vision: what finding and following a face costs, ours beside what people use instead.

Every contender looks at the same frames in a process of its own, pinned to one core, in turn and several times over,
so that whatever else the machine does meets all of them alike. CPU time of all threads counts, not the clock on the
wall. GStreamer's facedetect gives no time per frame: the difference of a long and a short run is divided."""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys

WIDTH, HEIGHT = 1280, 720
FRAME = WIDTH * HEIGHT * 3 // 2
GSTREAMER = "gstreamer"


def say(text):
    print(text, file=sys.stderr, flush=True)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def children_cpu():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def pinned(command):
    return ["taskset", "--cpu-list", "0", *command] if shutil.which("taskset") else command


class Bench:
    def __init__(self, options):
        self.program = options.program
        self.models = options.models if options.models and os.path.isdir(options.models) else ""
        self.clip = options.clip or os.path.join(options.out, "clip.nv12")
        self.out = options.out
        if not options.clip:
            subprocess.run([self.program, "clip", "--clip", self.clip], check=True)
        self.frames = os.path.getsize(self.clip) // FRAME

    def contenders(self):
        listed = subprocess.run([self.program, "list"], check=True, capture_output=True, text=True).stdout
        for line in listed.splitlines():
            name, needs_models, says = line.split("\t")
            if needs_models == "1" and not self.models:
                say(f"  {name}: left out, no folder of models (VERIKIOSK_MODELS)")
                continue
            yield name, says
        if shutil.which("gst-launch-1.0"):
            yield GSTREAMER, "GStreamer's facedetect, every frame"
        else:
            say("  gstreamer: left out, gst-launch-1.0 is not installed")

    def command(self, name, clip, frames=None):
        if name == GSTREAMER:
            return ["gst-launch-1.0", "-q", "filesrc", f"location={clip}", "!", "rawvideoparse", "format=nv12",
                    f"width={WIDTH}", f"height={HEIGHT}", "framerate=30/1", "!", "videoconvert", "!", "facedetect",
                    "!", "fakesink", "sync=false"]
        command = [self.program, name, "--clip", clip]
        if self.models:
            command += ["--models", self.models]
        if frames:
            command += ["--frames", str(frames)]
        return command

    def one_run(self, name):
        """CPU milliseconds of each frame, or of the average one."""
        if name == GSTREAMER:
            return {"cpu_ms": [self.average_of_gstreamer()], "rss_mb": None, "found": None}
        done = subprocess.run(pinned(self.command(name, self.clip)), check=True, capture_output=True, text=True)
        return json.loads(done.stdout)

    def short_clip(self, frames):
        path = os.path.join(self.out, f"clip-{frames}.nv12")
        if not os.path.exists(path):
            with open(self.clip, "rb") as whole, open(path, "wb") as part:
                part.write(whole.read(frames * FRAME))
        return path

    def average_of_gstreamer(self):
        spent = []
        for clip in (self.short_clip(15), self.clip):
            before = children_cpu()
            subprocess.run(pinned(self.command(GSTREAMER, clip)), check=True, stdout=subprocess.DEVNULL)
            spent.append(children_cpu() - before)
        return 1000 * (spent[1] - spent[0]) / (self.frames - 15)

    def instructions(self, name, few, many):
        """Of one frame, from the difference of two runs: starting up costs both the same."""
        counts = []
        for frames in (few, many):
            clip = self.short_clip(frames)
            command = self.command(name, clip)
            done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
                                  capture_output=True, text=True)
            collected = [line for line in done.stderr.splitlines() if "Collected" in line]
            if done.returncode != 0 or not collected:
                return None
            counts.append(int(collected[0].split(":")[1].replace(",", "")))
        return (counts[1] - counts[0]) / (many - few)


def refound_after(found, absent_from, back_at):
    """Frames after the return until the face is held again."""
    if not found:
        return None
    index = found.find("1", back_at)
    return None if index < 0 else index - back_at


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--models", default=os.environ.get("VERIKIOSK_MODELS", "../shared/models"))
    parser.add_argument("--clip", help="NV12, 1280x720; otherwise a drawn visitor who leaves and returns")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--instructions", action="store_true", help="count them too, by callgrind: many minutes")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)

    bench = Bench(options)
    chosen = list(bench.contenders())
    times = {name: [] for name, _ in chosen}
    last = {}
    for turn in range(options.rounds):
        for name, _ in chosen:
            say(f"  round {turn + 1} of {options.rounds}: {name}")
            last[name] = bench.one_run(name)
            times[name].append(last[name]["cpu_ms"])

    rows = []
    for name, says in chosen:
        # The same frame in every round: its fastest is what it costs, the rest is the machine.
        each = [min(frame) for frame in zip(*times[name])]
        row = {"name": name, "says": says, "frames": bench.frames, "mean_ms": statistics.fmean(each),
               "rss_mb": last[name]["rss_mb"]}
        if len(each) > 1:
            row |= {"median_ms": statistics.median(each), "p95_ms": percentile(each, 0.95), "worst_ms": max(each)}
        if not options.clip:
            row["refound_after_frames"] = refound_after(last[name]["found"], 90, 135)
        if options.instructions:
            say(f"  instructions: {name}")
            row["instructions"] = bench.instructions(name, 10, 30)
        rows.append(row)

    ours = next(row for row in rows if row["name"] == "ours")
    for row in rows:
        row["times_ours"] = row["mean_ms"] / ours["mean_ms"]
    if options.json:
        print(json.dumps(rows, indent=1))
        return
    print(f"\nCPU of one 720p frame, all threads, {bench.frames} frames, the best of {options.rounds} rounds\n")
    print(f"{'':18}{'mean':>8}{'median':>8}{'p95':>8}{'worst':>8}{'to ours':>9}{'memory':>9}{'Minstr':>8}{'refound':>9}")
    for row in rows:
        def cell(key, form, width):
            return f"{row[key]:{form}}".rjust(width) if row.get(key) is not None else "-".rjust(width)
        millions = row["instructions"] / 1e6 if row.get("instructions") else None
        row["minstr"] = millions
        print(f"{row['name']:18}" + cell("mean_ms", ".2f", 8) + cell("median_ms", ".2f", 8) + cell("p95_ms", ".2f", 8) +
              cell("worst_ms", ".2f", 8) + cell("times_ours", ".1f", 8) + "x" + cell("rss_mb", "d", 6) + " MB" +
              cell("minstr", ".1f", 8) + cell("refound_after_frames", "d", 9))
    print()
    for row in rows:
        print(f"{row['name']:18}{row['says']}")


if __name__ == "__main__":
    main()
