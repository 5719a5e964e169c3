"""A fully connected GAN for MNIST (Goodfellow et al. 2014): two hidden layers in each player."""

from torch import nn

from losses import CROSS_ENTROPY, NON_SATURATING
from recipe import Recipe

LATENT = 100
WIDTH = 256


class Generator(nn.Module):
    def __init__(self, size, width):
        super().__init__()
        self.size = size
        self.main = nn.Sequential(
            nn.Linear(LATENT, width), nn.ReLU(True), nn.Linear(width, width), nn.ReLU(True), nn.Linear(width, size * size), nn.Tanh()
        )

    def forward(self, latents):
        return self.main(latents).view(-1, 1, self.size, self.size)


class Discriminator(nn.Module):
    def __init__(self, size, width):
        super().__init__()
        self.main = nn.Sequential(
            nn.Linear(size * size, width), nn.LeakyReLU(0.2, True), nn.Linear(width, width), nn.LeakyReLU(0.2, True), nn.Linear(width, 1)
        )

    def forward(self, images):
        return self.main(images.flatten(1)).view(-1)


def recipe(size, width):
    width = width or WIDTH
    return Recipe(
        generator=lambda: Generator(size, width),
        discriminator=lambda: Discriminator(size, width),
        shape=(1, size, size),
        latent_size=LATENT,
        plain_loss=CROSS_ENTROPY,
        loss=NON_SATURATING,
    )
