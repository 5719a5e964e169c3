#!/usr/bin/env python3
"""Measures what the machine can do: convolutions, matrix products and copies in PyTorch. Prints JSON.

Convolutions and products in GFLOP/s, the best of several large shapes, each the best of several runs; on the CPU
PyTorch's convolutions are oneDNN's. A copy in GB/s, read and written bytes together.
"""

import argparse
import json
import time

import torch
import torch.nn.functional as F

# Channels in and out, side, kernel: the middle layers of the networks that are compared, and wider ones.
CONVOLUTIONS = [(64, 64, 64, 3), (128, 128, 32, 3), (256, 256, 32, 3), (256, 256, 16, 3), (512, 512, 16, 3)]
PRODUCTS = {"cpu": [1024, 2048], "cuda": [4096, 8192]}
IMAGES = {"cpu": 16, "cuda": 256}
COPY = {"cpu": 256 << 20, "cuda": 4 << 30}  # bytes, far beyond the caches


def best_seconds(work, device, seconds):
    best, end = float("inf"), time.perf_counter() + seconds
    work()
    while True:
        synchronize(device)
        start = time.perf_counter()
        work()
        synchronize(device)
        now = time.perf_counter()
        best = min(best, now - start)
        if now > end:
            return best


def synchronize(device):
    if device.type == "cuda":
        torch.cuda.synchronize()


def convolution(shape, device, dtype, seconds):
    inputs, outputs, side, kernel = shape
    images = torch.randn(IMAGES[device.type], inputs, side, side, device=device, dtype=dtype).contiguous(memory_format=torch.channels_last)
    weight = torch.randn(outputs, inputs, kernel, kernel, device=device, dtype=dtype).contiguous(memory_format=torch.channels_last)
    operations = 2 * images.numel() * outputs * kernel * kernel
    return operations / best_seconds(lambda: F.conv2d(images, weight, padding=kernel // 2), device, seconds) / 1e9


def name(shape):
    inputs, outputs, side, kernel = shape
    return f"{inputs} to {outputs} channels, {side} pixels, {kernel}x{kernel}"


def product(side, device, dtype, seconds):
    a, b = (torch.randn(side, side, device=device, dtype=dtype) for _ in range(2))
    return 2 * side**3 / best_seconds(lambda: a @ b, device, seconds) / 1e9


def copy(device, seconds):
    source = torch.ones(COPY[device.type] // 4, device=device)
    target = torch.empty_like(source)
    return 2 * COPY[device.type] / best_seconds(lambda: target.copy_(source), device, seconds) / 1e9


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--precision", choices=["fp32", "tf32", "bf16"], default="fp32")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=0.5, help="to try each shape for (default 0.5)")
    arguments = parser.parse_args()
    device = torch.device(arguments.device)
    if arguments.threads > 0:
        torch.set_num_threads(arguments.threads)
    dtype = torch.bfloat16 if arguments.precision == "bf16" else torch.float32
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = arguments.precision != "fp32"
    torch.backends.cudnn.benchmark = True
    with torch.no_grad():
        result = {
            "convolution": {name(shape): convolution(shape, device, dtype, arguments.seconds) for shape in CONVOLUTIONS},
            "product": {f"{side}x{side}": product(side, device, dtype, arguments.seconds) for side in PRODUCTS[device.type]},
            "copy": copy(device, arguments.seconds),
        }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
