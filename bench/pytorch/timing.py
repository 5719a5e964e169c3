"""How long steps take, and how much memory they took."""

import statistics
import time

import torch


def median_milliseconds(step, count, device):
    milliseconds = []
    for _ in range(count):
        start = time.perf_counter()
        step()
        if device.type == "cuda":
            torch.cuda.synchronize()
        milliseconds.append((time.perf_counter() - start) * 1e3)
    return statistics.median(milliseconds)


def peak_memory(device):
    """Bytes that tensors held at once on CUDA; on the CPU the most that the whole process had in memory."""
    if device.type == "cuda":
        return torch.cuda.max_memory_allocated(device)
    try:
        with open("/proc/self/status", encoding="utf-8") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS
