#!/usr/bin/env python3
"""How long `gan train` takes from the start of its process until its first step is computed.

    bench/first_step.py [--rounds 5] PROGRAM [PROGRAM...] -- train --model dcgan --dataset glyphs

The first line of metrics, with run.logEvery=1, says that the step is done. Several programs (builds of gan) take turns. Prints for
each the median seconds, and the median seconds of processors used until then by all its threads, which other programs
disturb less.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

from arguments import at_least


def parse():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="first_step.py [--rounds N] PROGRAM [PROGRAM...] -- ARGUMENT [ARGUMENT...]")
    parser.add_argument("--rounds", type=at_least(1), default=5, metavar="N", help="turns of each program (default: 5)")
    parser.add_argument("programs", nargs="+", metavar="PROGRAM", help="what starts gan")
    given = sys.argv[1:]
    split = given.index("--") if "--" in given else len(given)
    options = parser.parse_args(given[:split])
    if not given[split + 1:]:
        parser.error("what to train is missing: write -- train and its options behind the programs")
    return options.rounds, options.programs, given[split + 1:]


def first_step(program, arguments, out):
    start = time.monotonic()
    try:
        process = subprocess.Popen(
            [program, *arguments, "--out", out, "--set", "run.logEvery=1", "--steps", "1000000"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    except OSError as error:
        sys.exit(f"first_step.py: {program} does not start: {error}.")
    said = []
    try:
        for line in process.stderr:
            if line.startswith("step"):
                wall = time.monotonic() - start
                with open(f"/proc/{process.pid}/stat", encoding="utf-8") as stat:
                    fields = stat.read().rsplit(")", 1)[1].split()
                return wall, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            said.append(line.strip())
        reasons = [line for line in said if line.startswith("gan: ")] or said[-1:] or ["without a word"]
        sys.exit(f"first_step.py: {program} ended before its first step: {' '.join(reasons)}")
    finally:
        process.kill()
        process.wait()


def main():
    rounds, programs, arguments = parse()
    times = {program: [] for program in programs}
    with tempfile.TemporaryDirectory() as out:
        for _ in range(rounds):
            for program in programs:
                times[program].append(first_step(program, arguments, out))
    for program, measured in times.items():
        wall, busy = (statistics.median(values) for values in zip(*measured))
        print(f"{program}: {wall:.2f} s, {busy:.2f} s of processors (median of {rounds})")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("first_step.py: stopped.", file=sys.stderr)
        sys.exit(130)
