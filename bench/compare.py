#!/usr/bin/env python3
"""Times the same training step in plain PyTorch (a), in PyTorch with every lever (b) and in GanLab (c), and prints tables.

  bench/compare.py                                               all models, fp32, batch 64, on the CPU
  bench/compare.py --models dcgan --sizes 64 --precisions fp32 bf16
  bench/compare.py --device cuda --precisions fp32 tf32 bf16 --batches 64 128 256 1024 --markdown results.md

The three programs are up at once and idle until they are asked for steps, and they are asked in turn: what else the machine
does, and how warm it is, then falls on all alike. Tables go to stdout, progress to stderr; Ctrl-C ends the programs and shows
the tables of what was measured until then.
"""

import argparse
import datetime
import json
import os
import re
import shlex
import signal
import statistics
import sys

import report
from arguments import at_least, is_writable
from machine import HERE, ROOT, describe_gpu, describe_processor, find_python, require_cuda, revision
from pytorch.captures import CAPTURES
from timed import ProgramFailed, TimedProgram, run_once

MODELS = {  # what gan bench calls them, and the sizes that are a part of them
    "dcgan": (["--model", "dcgan"], None),
    "mlp": (["--model", "mlp"], 28),
    "sngan": (["--model", "sngan"], 32),
    "wgan-gp": (["--model", "dcgan", "--loss", "wgan-gp"], None),
}
CHOOSING_BATCH = 64  # on the CPU levers are chosen with at most so many images, for time's sake
SAME_COUNT = 0.01
INTERRUPTED = 130


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS), help="default: all")
    parser.add_argument("--sizes", nargs="+", type=at_least(8), default=[32, 64, 128], metavar="N",
                        help="pixels of dcgan and wgan-gp, 4·2^n (default: 32 64 128); mlp has 28 and sngan 32")
    parser.add_argument("--batches", nargs="+", type=at_least(2), default=[64], metavar="N", help="images in a batch (default: 64)")
    parser.add_argument("--precisions", nargs="+", choices=["fp32", "tf32", "bf16"], default=["fp32"],
                        help="of b and c (default: fp32); a is always in fp32")
    parser.add_argument("--device", default="cpu", help="cpu, cuda or cuda:N (default: cpu)")
    parser.add_argument("--rounds", type=at_least(1), default=5, metavar="N", help="turns of each program (default: 5)")
    parser.add_argument("--steps", type=at_least(1), default=5, metavar="N", help="steps in one turn (default: 5)")
    parser.add_argument("--threads", type=at_least(1), default=os.cpu_count(), metavar="N",
                        help="CPU threads of a and c, and at most of b (default: all processors)")
    parser.add_argument("--width", type=at_least(1), metavar="N", help="width of both networks (default: the model's own)")
    parser.add_argument("--captures", nargs="+", choices=CAPTURES, metavar="NAME",
                        help=f"let b try only these ways to the device: {', '.join(CAPTURES)} (default: all that its PyTorch has; "
                        "on CUDA the compiler's take minutes a case)")
    parser.add_argument("--peak-seconds", type=float, default=0.5, metavar="S", help="to measure each peak for (default: 0.5)")
    parser.add_argument("--python", help="a Python with torch (default: the first there is)")
    parser.add_argument("--gan", default=os.path.join(ROOT, "gan"), metavar="COMMAND", help="what starts GanLab (default: the checkout's)")
    parser.add_argument("--json", metavar="FILE", help="write everything that was measured")
    parser.add_argument("--markdown", metavar="FILE", help="append the tables")
    arguments = parser.parse_args()
    if not re.fullmatch(r"cpu|cuda(:\d+)?", arguments.device):
        parser.error(f"--device '{arguments.device}': write cpu, cuda or cuda:1")
    if arguments.device == "cpu" and "tf32" in arguments.precisions:
        parser.error("--precisions tf32: that is a format of CUDA devices; on the CPU there are fp32 and bf16")
    for size in arguments.sizes:
        if size & (size - 1):
            parser.error(f"--sizes {size}: a DCGAN makes images of 4·2^n pixels, such as 32, 64 and 128")
    for option, path in [("--json", arguments.json), ("--markdown", arguments.markdown)]:
        if path and not is_writable(path):
            parser.error(f"{option} '{path}': no file can be written there; name one in a folder that exists")
    return arguments


class Comparison:
    def __init__(self, arguments):
        self.arguments = arguments
        self.python = find_python(arguments.python)
        require_cuda(self.python, arguments.device)
        run_once("gan", [*shlex.split(arguments.gan), "--version"])
        self.choices = {}

    def measure(self):
        """All that was measured until the end, or until somebody stopped it."""
        arguments = self.arguments
        processor = describe_processor()
        cases, rows, peaks, peaks_after, stopped = list(self.cases()), [], {}, {}, False
        try:
            peaks = {precision: self.peak(precision) for precision in arguments.precisions}
            for model, size, batch, precision in cases:
                rows.append(self.row(model, size, batch, precision, peaks[precision]))
            peaks_after = {precision: self.peak(precision) for precision in arguments.precisions}
        except KeyboardInterrupt:
            stopped = True
        except ProgramFailed as failure:
            if not rows:
                raise
            print(f"compare.py: {failure} What was measured until then follows.", file=sys.stderr)
        return {
            "date": datetime.date.today().isoformat(), "command": shlex.join(["bench/compare.py", *sys.argv[1:]]),
            "device": describe_gpu(self.python, arguments.device) or processor, "processor": processor, "revision": revision(),
            "threads": arguments.threads, "rounds": arguments.rounds, "steps": arguments.steps, "peaks": peaks,
            "peaks_after": peaks_after, "rows": rows, "cases": len(cases), "stopped": stopped,
            "choosing_batch": CHOOSING_BATCH,
        }

    def cases(self):
        for model in self.arguments.models:
            own = MODELS[model][1]
            for size in [own] if own else self.arguments.sizes:
                for batch in self.arguments.batches:
                    for precision in self.arguments.precisions:
                        yield model, size, batch, precision

    def row(self, model, size, batch, precision, peak):
        row = {"model": model, "size": size, "batch": batch, "precision": precision, "problems": []}
        programs = {}
        try:
            for side, start in [("plain", self.plain), ("levers", self.levers), ("ganlab", self.ganlab)]:
                self.attempt(row, lambda: programs.update({side: start(row)}))
            require_same_networks(row, programs)
            rounds = {side: [] for side in programs}
            for number in range(1, self.arguments.rounds + 1):
                for side, program in list(programs.items()):
                    if not self.attempt(row, lambda: rounds[side].append(program.milliseconds(self.arguments.steps))):
                        del programs[side]
                print(f"{report.title(row)}, round {number} of {self.arguments.rounds}: "
                      + ", ".join(f"{side} {rounds[side][-1]} ms" for side in programs), file=sys.stderr)
            for side, program in programs.items():
                row[side] = program.description
                row[f"{side}_ms"] = statistics.median(rounds[side])
                row[f"{side}_rounds"] = rounds[side]
                memory = program.ask("memory")
                row[f"{side}_memory"] = int(memory) if memory.isdigit() else None
            self.add_rates(row, programs, peak)
        except KeyboardInterrupt:
            for program in programs.values():
                program.kill()
            raise
        finally:
            for program in programs.values():
                program.close()
        return row

    def attempt(self, row, work):
        """Whether it went well; where it did not, the row says why, and the other programs go on."""
        try:
            work()
            return True
        except ProgramFailed as failure:
            row["problems"].append(str(failure))
            print(f"{report.title(row)}: {failure}", file=sys.stderr)
            return False

    def add_rates(self, row, programs, peak):
        source = programs.get("plain") or programs.get("levers")
        if source:
            row["gflop"] = int(source.ask("operations")) / 1e9
        if "ganlab" not in programs:
            return
        seconds = row["ganlab_ms"] / 1e3
        row["images_per_second"] = row["batch"] / seconds
        profile = programs["ganlab"].ask("profile 1").split()
        if len(profile) == 2:
            row["gflop_profiled"] = float(profile[0]) / 1e9
            row["gigabytes_per_second"] = float(profile[1]) / 1e9 / seconds
            row["of_copy"] = row["gigabytes_per_second"] / peak["copy"]
        if "gflop" in row:
            row["gflops"] = row["gflop"] / seconds
            row["of_convolution_peak"] = row["gflops"] / max(peak["convolution"].values())
            row["of_product_peak"] = row["gflops"] / max(peak["product"].values())
            row["counts_agree"] = abs(row.get("gflop_profiled", 0) / row["gflop"] - 1) <= SAME_COUNT

    def plain(self, row):
        return TimedProgram("the plain step", self.step(row), self.arguments.threads)

    def levers(self, row):
        chosen = self.choice(row)
        row["missing"] = chosen["missing"]
        return TimedProgram("the step with levers", self.step(row) + ["--levers", json.dumps(chosen["choice"])], self.arguments.threads)

    def choice(self, row):
        batch = min(row["batch"], CHOOSING_BATCH) if self.arguments.device == "cpu" else row["batch"]
        key = row["model"], row["size"], row["precision"], batch
        if key not in self.choices:
            print(f"{report.title(row)}: choosing levers...", file=sys.stderr)
            captures = ["--captures", *self.arguments.captures] if self.arguments.captures else []
            command = [*self.step({**row, "batch": batch}), "--choose", *captures]
            self.choices[key] = json.loads(run_once("the choice of levers", command))
        return self.choices[key]

    def step(self, row):
        command = [self.python, "-W", "ignore", os.path.join(HERE, "pytorch", "step.py"), "--model", row["model"]]
        command += ["--size", str(row["size"]), "--batch", str(row["batch"]), "--precision", row["precision"]]
        command += ["--device", self.arguments.device, "--threads", str(self.arguments.threads)]
        return command + (["--width", str(self.arguments.width)] if self.arguments.width else [])

    def ganlab(self, row):
        command = shlex.split(self.arguments.gan) + ["bench", "--serve", *MODELS[row["model"]][0]]
        command += ["--size", str(row["size"]), "--batch", str(row["batch"]), "--precision", row["precision"]]
        command += ["--device", self.arguments.device, "--threads", str(self.arguments.threads)]
        for player in ["generator", "discriminator"] if self.arguments.width else []:
            command += ["--set", f"model.{player}Width={self.arguments.width}"]
        return TimedProgram("gan bench", command, self.arguments.threads)

    def peak(self, precision):
        print(f"measuring the peaks of {precision}...", file=sys.stderr)
        return json.loads(run_once("peak.py", [
            self.python, os.path.join(HERE, "peak.py"), "--device", self.arguments.device, "--precision", precision,
            "--threads", str(self.arguments.threads), "--seconds", str(self.arguments.peak_seconds)]))


def require_same_networks(row, programs):
    counts = {program.name: program.ask("parameters") for program in programs.values()}
    if len(set(counts.values())) > 1:
        told = "; ".join(f"{name}: {count}" for name, count in counts.items())
        raise ProgramFailed(f"{report.title(row)}: the networks differ in their numbers of parameters (G and D): {told}.")


def main():
    arguments = parse()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        result = Comparison(arguments).measure()
        if result["rows"]:
            write(result, arguments)
    except (ProgramFailed, OSError) as failure:
        sys.exit(f"compare.py: {failure}")
    except KeyboardInterrupt:
        print("compare.py: stopped before anything was measured.", file=sys.stderr)
        sys.exit(INTERRUPTED)
    if result["stopped"]:
        print(f"compare.py: stopped; {len(result['rows'])} of {result['cases']} cases were measured.", file=sys.stderr)
        sys.exit(INTERRUPTED)
    if all(len(row["problems"]) > 0 for row in result["rows"]):
        sys.exit("compare.py: no case could be measured on all sides; the notes above say why.")


def write(result, arguments):
    text = report.markdown(result)
    print(text, end="")
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(result, file, indent=1)
    if arguments.markdown:
        with open(arguments.markdown, "a", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main()
