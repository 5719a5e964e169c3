"""Chooses among the levers by trying: one after the other, the fastest setting is kept."""

import sys
from dataclasses import replace

import torch

import blas
from levers import Choice, LeveredStep
from timing import median_milliseconds

ROUNDS = 2  # settings take turns, so that what else the machine does falls on all
STEPS = 2


def settings(recipe, device, threads, captures):
    """Each lever with what this PyTorch offers of it, that to begin with first; and what it lacks, in words."""
    cuda, missing = device.type == "cuda", []
    adam = ["foreach", "loop"] if has_adam("foreach", device) else ["loop"]
    if has_adam("fused", device):
        adam.insert(0, "fused")
    else:
        missing.append(f"fused Adam on {device.type}")
    capture = ["graph", "eager"] if cuda else ["eager"]
    if hasattr(torch, "compile"):
        capture += ["compile+graph", "reduce-overhead", "max-autotune"] if cuda else ["compile", "max-autotune"]
    else:
        missing.append("torch.compile")
    if captures:
        missing += [f"{kind} on {device.type}, which was asked for" for kind in captures if kind not in capture]
        capture = [kind for kind in capture if kind in captures] or ["eager"]
    levers = {"capture": capture, "adam": adam, "channels_last": [False] if len(recipe.shape) < 3 else [True, False]}
    if recipe.scores_each_alone:
        levers["joined"] = [True, False]
    if not cuda:
        levers["threads"] = sorted({threads, max(1, threads // 2), 1}, reverse=True)
        if blas.can_set_threads():
            levers["blas_threads"] = sorted({1, threads})
    return levers, missing


def has_adam(kind, device):
    """Whether this PyTorch has that kind of Adam on the device; it says so only when asked."""
    try:
        weight = torch.nn.Parameter(torch.zeros(2, device=device))
        weight.grad = torch.ones_like(weight)
        torch.optim.Adam([weight], **{kind: True}).step()
        return True
    except (TypeError, RuntimeError, ValueError):
        return False


def choose(recipe, batch, device, bf16, threads, captures=None):
    """The Choice that was fastest, what could not be tried and why."""
    levers, missing = settings(recipe, device, threads, captures)
    first = {name: values[0] for name, values in levers.items()}
    best = Choice(**{"threads": 0, "blas_threads": 0, "joined": False, **first})
    for name, values in levers.items():
        if len(values) > 1:
            best = fastest(recipe, batch, device, bf16, [replace(best, **{name: value}) for value in values], missing)
    return best, missing


def fastest(recipe, batch, device, bf16, choices, missing):
    steps = {}
    for choice in choices:
        try:
            steps[choice] = LeveredStep(recipe, batch, device, bf16, choice)
            median_milliseconds(steps[choice].step, 2, device)
        except Exception as error:  # compilers fail in many ways, and any of them only means: not this one
            steps.pop(choice, None)
            missing.append(f"{choice.capture} ({str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__})")
    if not steps:
        sys.exit("step.py: no setting of the levers works: " + "; ".join(missing))
    times = {choice: [] for choice in steps}
    for _ in range(ROUNDS):
        for choice, levered in steps.items():
            set_threads(choice)
            times[choice].append(median_milliseconds(levered.step, STEPS, device))
    return min(times, key=lambda choice: min(times[choice]))


def set_threads(choice):
    if choice.threads:
        torch.set_num_threads(choice.threads)
    if choice.blas_threads:
        blas.set_threads(choice.blas_threads)
