"""WGAN-GP (Gulrajani et al. 2017): the networks of DCGAN, the critic without batch normalisation, a penalty on
the norm of the critic's gradient (hence a double backward pass), five updates of the critic."""

import torch

from dcgan import CHANNELS, LATENT, WIDTH, Discriminator, Generator
from losses import WASSERSTEIN
from recipe import Recipe


def gradient_penalty(critic, real, fake):
    """E[(|gradient of D at x| - 1)^2] at points x on the lines between pairs of samples, to be differentiated again."""
    shares = torch.rand(real.shape[0], 1, 1, 1, device=real.device)
    points = (shares * real + (1 - shares) * fake).requires_grad_()
    (gradients,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (gradients.flatten(1).norm(2, dim=1) - 1).square().mean()


def recipe(size, width):
    width = width or WIDTH
    return Recipe(
        generator=lambda: Generator(size, width),
        discriminator=lambda: Discriminator(size, width, normalised=False),
        shape=(CHANNELS, size, size),
        latent_size=LATENT,
        plain_loss=WASSERSTEIN,
        loss=WASSERSTEIN,
        k=5,
        penalty=10,
        learning_rate=1e-4,
        betas=(0.0, 0.9),
    )
