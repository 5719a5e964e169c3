"""DCGAN (Radford, Metz and Chintala 2016) with the layers and the first weights of pytorch/examples."""

from torch import nn

from losses import CROSS_ENTROPY, NON_SATURATING
from recipe import Recipe

LATENT = 100
WIDTH = 64
CHANNELS = 3


class Generator(nn.Module):
    """4x4 maps first; then twice as large and half as wide at each layer."""

    def __init__(self, size, width):
        super().__init__()
        maps = width * size // 8
        layers = [nn.ConvTranspose2d(LATENT, maps, 4, 1, 0, bias=False), nn.BatchNorm2d(maps), nn.ReLU(True)]
        while maps > width:
            layers += [nn.ConvTranspose2d(maps, maps // 2, 4, 2, 1, bias=False), nn.BatchNorm2d(maps // 2), nn.ReLU(True)]
            maps //= 2
        layers += [nn.ConvTranspose2d(maps, CHANNELS, 4, 2, 1, bias=False), nn.Tanh()]
        self.main = nn.Sequential(*layers)
        self.apply(initialise)

    def forward(self, latents):
        return self.main(latents[:, :, None, None])


class Discriminator(nn.Module):
    """Ends in logits. Without normalisation, as a critic under a gradient penalty must be, its layers have biases."""

    def __init__(self, size, width, normalised=True):
        super().__init__()
        layers = [nn.Conv2d(CHANNELS, width, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, inplace=True)]
        maps = width
        while maps < width * size // 8:
            layers += [nn.Conv2d(maps, maps * 2, 4, 2, 1, bias=not normalised)]
            layers += [nn.BatchNorm2d(maps * 2)] if normalised else []
            layers += [nn.LeakyReLU(0.2, inplace=True)]
            maps *= 2
        layers += [nn.Conv2d(maps, 1, 4, 1, 0, bias=False)]
        self.main = nn.Sequential(*layers)
        self.apply(initialise)

    def forward(self, images):
        return self.main(images).view(-1)


def initialise(module):
    if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
        nn.init.normal_(module.weight, 0.0, 0.02)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
    elif isinstance(module, nn.BatchNorm2d):
        nn.init.normal_(module.weight, 1.0, 0.02)
        nn.init.zeros_(module.bias)


def recipe(size, width):
    width = width or WIDTH
    return Recipe(
        generator=lambda: Generator(size, width),
        discriminator=lambda: Discriminator(size, width),
        shape=(CHANNELS, size, size),
        latent_size=LATENT,
        plain_loss=CROSS_ENTROPY,
        loss=NON_SATURATING,
        scores_each_alone=False,
    )
