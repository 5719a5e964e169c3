#!/usr/bin/env python3
"""Takes training steps in PyTorch when asked to, so that they can be timed in turn with those of other programs.

After set-up prints "ready DESCRIPTION" and answers each line on stdin with one line, as `gan bench --serve` does:
"run N": the median milliseconds of N steps; "memory": the most bytes held so far; "parameters": those of G and of D;
"operations": multiplications and additions of one step, counted from the networks' shapes. Any other line is answered with
"error: ". Ends with its input.

With --choose it finds out which levers help, prints them as JSON, and ends.
"""

import argparse
import json
import sys

import torch

import choose
import dcgan
import flops
import mlp
import sngan
import wgan_gp
from captures import CAPTURES
from levers import Choice, LeveredStep
from plain import PlainStep
from timing import median_milliseconds, peak_memory

MODELS = {"dcgan": dcgan, "mlp": mlp, "sngan": sngan, "wgan-gp": wgan_gp}
WARM_UP = 3


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", choices=MODELS, required=True)
    parser.add_argument("--size", type=int, required=True, help="pixels a side")
    parser.add_argument("--batch", type=int, required=True, help="images a step")
    parser.add_argument("--width", type=int, default=0, help="width of both networks (default: the model's own)")
    parser.add_argument("--precision", choices=["fp32", "tf32", "bf16"], default="fp32")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads (default: as many as PyTorch chooses)")
    parser.add_argument("--levers", metavar="JSON", help="take the levered step, with these settings as --choose prints them")
    parser.add_argument("--choose", action="store_true", help="only find out which levers help")
    parser.add_argument("--captures", nargs="+", choices=CAPTURES, help="what --choose may try of these (default: all that this PyTorch has)")
    return parser.parse_args()


def set_up(arguments):
    """The device, with the precision set for the process."""
    device = torch.device(arguments.device)
    if device.type == "cuda" and not torch.cuda.is_available():
        sys.exit(f"step.py: --device {arguments.device} was asked for, but this PyTorch finds no CUDA device.")
    if arguments.threads > 0:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(0)
    levered = bool(arguments.levers or arguments.choose)
    if device.type == "cuda":
        if arguments.precision == "fp32":
            torch.backends.cudnn.allow_tf32 = False  # on by default, though products are in fp32
        if levered:
            torch.backends.cuda.matmul.allow_tf32 = arguments.precision != "fp32"
            torch.backends.cudnn.benchmark = True
    return device


def describe(device, arguments, step):
    version = f"PyTorch {torch.__version__}, {torch.cuda.get_device_name(device) if device.type == 'cuda' else 'cpu'}"
    if isinstance(step, LeveredStep):
        return f"{version}, {arguments.precision}; {step.choice.describe()}"
    return f"{version}, fp32" + (f", {torch.get_num_threads()} threads" if device.type == "cpu" else "")


def count(network):
    return sum(parameter.numel() for parameter in network.parameters())


def serve(step, recipe, device, batch):
    for line in sys.stdin:
        words = line.split()
        if len(words) == 2 and words[0] == "run" and words[1].isdigit() and int(words[1]) > 0:
            answer = f"{median_milliseconds(step.step, int(words[1]), device):.2f}"
        elif words == ["memory"]:
            answer = peak_memory(device)
        elif words == ["parameters"]:
            answer = f"{count(step.g)} {count(step.d)}"
        elif words == ["operations"]:
            answer = flops.of_step(recipe, batch)
        else:
            answer = f"error: Expected 'run N', 'memory', 'parameters' or 'operations', not {line.rstrip()!r}."
        print(answer, flush=True)


def main():
    arguments = parse()
    device = set_up(arguments)
    recipe = MODELS[arguments.model].recipe(arguments.size, arguments.width)
    bf16 = arguments.precision == "bf16"
    if arguments.choose:
        choice, missing = choose.choose(recipe, arguments.batch, device, bf16, torch.get_num_threads(), arguments.captures)
        print(json.dumps({"choice": choice.as_dict(), "missing": missing}))
        return

    if arguments.levers:
        step = LeveredStep(recipe, arguments.batch, device, bf16, Choice(**json.loads(arguments.levers)))
    else:
        step = PlainStep(recipe, arguments.batch, device)
    median_milliseconds(step.step, WARM_UP, device)
    print(f"ready {describe(device, arguments, step)}", flush=True)
    serve(step, recipe, device, arguments.batch)


if __name__ == "__main__":
    main()
