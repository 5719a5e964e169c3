#!/usr/bin/env python3
"""One training step of the DCGAN of pytorch/examples, written plainly in PyTorch, to be timed against GanLab.

After set-up prints "ready DESCRIPTION"; then each line "run N" on stdin takes N steps and prints the median
milliseconds per step; ends with its input. One process at a time is given work, so that two can be alternated.

Radford, Metz and Chintala 2016; the architecture, initialisation, losses and optimizers are those of the example:
a sigmoid at the end of D with binary cross-entropy, and G trained through D with D's gradients computed and dropped.
"""

import argparse
import statistics
import sys
import time

import torch
from torch import nn

LATENT = 100
FEATURES = 64
CHANNELS = 3


def generator(size):
    """4x4 with 8 times the features for 64 pixels, 4 times for 32; then doubling in size and halving in width."""
    width = FEATURES * size // 8
    layers = [nn.ConvTranspose2d(LATENT, width, 4, 1, 0, bias=False), nn.BatchNorm2d(width), nn.ReLU(True)]
    while width > FEATURES:
        layers += [nn.ConvTranspose2d(width, width // 2, 4, 2, 1, bias=False), nn.BatchNorm2d(width // 2), nn.ReLU(True)]
        width //= 2
    layers += [nn.ConvTranspose2d(width, CHANNELS, 4, 2, 1, bias=False), nn.Tanh()]
    return nn.Sequential(*layers)


def discriminator(size):
    layers = [nn.Conv2d(CHANNELS, FEATURES, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, inplace=True)]
    width = FEATURES
    while width < FEATURES * size // 8:
        layers += [nn.Conv2d(width, width * 2, 4, 2, 1, bias=False), nn.BatchNorm2d(width * 2), nn.LeakyReLU(0.2, inplace=True)]
        width *= 2
    layers += [nn.Conv2d(width, 1, 4, 1, 0, bias=False), nn.Sigmoid()]
    return nn.Sequential(*layers)


def initialise(module):
    if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
        nn.init.normal_(module.weight, 0.0, 0.02)
    elif isinstance(module, nn.BatchNorm2d):
        nn.init.normal_(module.weight, 1.0, 0.02)
        nn.init.zeros_(module.bias)


class Training:
    def __init__(self, size, batch):
        self.batch = batch
        self.g = generator(size).apply(initialise)
        self.d = discriminator(size).apply(initialise)
        self.optimizer_g = torch.optim.Adam(self.g.parameters(), lr=2e-4, betas=(0.5, 0.999))
        self.optimizer_d = torch.optim.Adam(self.d.parameters(), lr=2e-4, betas=(0.5, 0.999))
        self.criterion = nn.BCELoss()
        self.real = torch.rand(batch, CHANNELS, size, size) * 2 - 1

    def step(self):
        ones = torch.ones(self.batch)
        zeros = torch.zeros(self.batch)

        self.d.zero_grad()
        loss_real = self.criterion(self.d(self.real).view(-1), ones)
        loss_real.backward()
        fake = self.g(torch.randn(self.batch, LATENT, 1, 1))
        loss_fake = self.criterion(self.d(fake.detach()).view(-1), zeros)
        loss_fake.backward()
        self.optimizer_d.step()

        self.g.zero_grad()
        loss_g = self.criterion(self.d(fake).view(-1), ones)
        loss_g.backward()
        self.optimizer_g.step()
        return (loss_real + loss_fake).item(), loss_g.item()


def timed_steps(training, count):
    milliseconds = []
    for _ in range(count):
        start = time.perf_counter()
        training.step()
        milliseconds.append((time.perf_counter() - start) * 1e3)
    return statistics.median(milliseconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=64, choices=[32, 64, 128], help="pixels a side (default 64)")
    parser.add_argument("--batch", type=int, default=64, help="images a step (default 64)")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads (default: as many as PyTorch chooses)")
    parser.add_argument("--warmup", type=int, default=3, help="steps before the first timed one (default 3)")
    parser.add_argument("--steps", type=int, default=0, help="time this many steps, print their median and exit")
    arguments = parser.parse_args()
    if arguments.threads > 0:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(0)

    training = Training(arguments.size, arguments.batch)
    for _ in range(arguments.warmup):
        training.step()
    if arguments.steps > 0:
        print(f"{timed_steps(training, arguments.steps):.2f}")
        return

    print(f"ready PyTorch {torch.__version__}, {torch.get_num_threads()} threads", flush=True)
    for line in sys.stdin:
        words = line.split()
        if len(words) != 2 or words[0] != "run" or not words[1].isdigit() or int(words[1]) == 0:
            sys.exit(f"dcgan_pytorch.py: expected 'run N' with N of at least 1, got {line.rstrip()!r}")
        print(f"{timed_steps(training, int(words[1])):.2f}", flush=True)


if __name__ == "__main__":
    main()
