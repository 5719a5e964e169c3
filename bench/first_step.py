#!/usr/bin/env python3
"""How long `gan train` takes from the start of its process until its first step is computed.

    bench/first_step.py [--rounds 5] PROGRAM [PROGRAM...] -- train --model dcgan --dataset glyphs

The first line of metrics, with run.logEvery=1, says that the step is done. Several programs (builds of gan) take turns. Prints for
each the median seconds, and the median seconds of processors used until then by all its threads, which other programs
disturb less.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time


def first_step(program, arguments, out):
    start = time.monotonic()
    process = subprocess.Popen(
        [program, *arguments, "--out", out, "--set", "run.logEvery=1", "--steps", "1000000"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        for line in process.stderr:
            if line.startswith("step"):
                wall = time.monotonic() - start
                fields = open(f"/proc/{process.pid}/stat").read().rsplit(")", 1)[1].split()
                return wall, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        raise SystemExit(f"{program} ended before its first step.")
    finally:
        process.kill()
        process.wait()


def main():
    split = sys.argv.index("--")
    programs, arguments = sys.argv[1:split], sys.argv[split + 1:]
    rounds = 5
    if programs[0] == "--rounds":
        rounds, programs = int(programs[1]), programs[2:]
    times = {program: [] for program in programs}
    with tempfile.TemporaryDirectory() as out:
        for _ in range(rounds):
            for program in programs:
                times[program].append(first_step(program, arguments, out))
    for program, measured in times.items():
        wall, busy = (statistics.median(values) for values in zip(*measured))
        print(f"{program}: {wall:.2f} s, {busy:.2f} s of processors (median of {rounds})")


main()
