"""What a training step is made of: the networks, the loss and the numbers of one GAN."""

from dataclasses import dataclass
from typing import Callable, Tuple

import torch


@dataclass(frozen=True)
class Loss:
    """Real and fake scores are logits of shape [N]; the discriminator minimises real + fake."""

    real: Callable
    fake: Callable
    generator: Callable


@dataclass(frozen=True)
class Recipe:
    generator: Callable[[], torch.nn.Module]  # from latents [N, latent_size] to images [N, C, H, W]
    discriminator: Callable[[], torch.nn.Module]  # from images to scores [N]
    shape: Tuple[int, int, int]  # of an image: channels, height, width
    latent_size: int
    plain_loss: Loss  # as programs write it
    loss: Loss  # the same value, of logits in one operator where there is one
    k: int = 1  # updates of the discriminator in one step; with one, both players see the same fakes
    penalty: float = 0  # weight of the gradient penalty
    learning_rate: float = 2e-4
    betas: Tuple[float, float] = (0.5, 0.999)
    scores_each_alone: bool = True  # no batch normalisation in the discriminator, and no state that a pass changes

    @property
    def shares_fakes(self):
        return self.k == 1
