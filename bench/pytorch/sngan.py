"""SNGAN with residual networks for 32 pixels (Miyato et al. 2018, appendix B.4, table 4): hinge loss, five updates of D."""

import torch.nn.functional as F
from torch import nn
from torch.nn.utils import spectral_norm

from losses import HINGE
from recipe import Recipe

LATENT = 128
GENERATOR_WIDTH = 256
DISCRIMINATOR_WIDTH = 128
BASE = 4
LARGEST_MAP = 8  # the discriminator halves down to it


class GeneratorBlock(nn.Module):
    """Doubles its maps; the 1x1 convolution stands before the doubling, where it is the same and a quarter of the work."""

    def __init__(self, width):
        super().__init__()
        self.norm1, self.norm2 = nn.BatchNorm2d(width), nn.BatchNorm2d(width)
        self.conv1, self.conv2 = nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, width, 3, padding=1)
        self.shortcut = nn.Conv2d(width, width, 1)

    def forward(self, maps):
        inner = self.conv1(F.interpolate(F.relu(self.norm1(maps)), scale_factor=2))
        return self.conv2(F.relu(self.norm2(inner))) + F.interpolate(self.shortcut(maps), scale_factor=2)


class Generator(nn.Module):
    def __init__(self, size, width):
        super().__init__()
        doublings = (size // BASE).bit_length() - 1
        self.dense = nn.Linear(LATENT, width * BASE * BASE)
        self.blocks = nn.Sequential(*[GeneratorBlock(width) for _ in range(doublings)])
        self.norm = nn.BatchNorm2d(width)
        self.conv = nn.Conv2d(width, 3, 3, padding=1)

    def forward(self, latents):
        maps = self.blocks(self.dense(latents).view(latents.shape[0], -1, BASE, BASE))
        return self.conv(F.relu(self.norm(maps))).tanh()


class DiscriminatorBlock(nn.Module):
    """The 1x1 convolution stands after the halving, where it is the same and a quarter of the work."""

    def __init__(self, inputs, outputs, first, halves):
        super().__init__()
        self.first, self.halves = first, halves
        self.conv1 = spectral_norm(nn.Conv2d(inputs, outputs, 3, padding=1))
        self.conv2 = spectral_norm(nn.Conv2d(outputs, outputs, 3, padding=1))
        self.shortcut = spectral_norm(nn.Conv2d(inputs, outputs, 1)) if halves else None

    def forward(self, maps):
        inner = self.conv2(F.relu(self.conv1(maps if self.first else F.relu(maps))))
        if not self.halves:
            return inner + maps
        return F.avg_pool2d(inner, 2) + self.shortcut(F.avg_pool2d(maps, 2))


class Discriminator(nn.Module):
    def __init__(self, size, width):
        super().__init__()
        halvings = max(1, (size // LARGEST_MAP).bit_length() - 1)
        self.blocks = nn.Sequential(
            *[DiscriminatorBlock(3 if i == 0 else width, width, i == 0, i < halvings) for i in range(halvings + 2)]
        )
        self.dense = spectral_norm(nn.Linear(width, 1))

    def forward(self, images):
        return self.dense(F.relu(self.blocks(images)).sum((2, 3))).view(-1)


def recipe(size, width):
    return Recipe(
        generator=lambda: Generator(size, width or GENERATOR_WIDTH),
        discriminator=lambda: Discriminator(size, width or DISCRIMINATOR_WIDTH),
        shape=(3, size, size),
        latent_size=LATENT,
        plain_loss=HINGE,
        loss=HINGE,
        k=5,
        betas=(0.0, 0.9),
        scores_each_alone=False,  # each pass is an iteration towards the largest singular value
    )
