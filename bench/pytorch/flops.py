"""Multiplications and additions of a step, counted from the shapes of convolutions and fully connected layers.

Of a layer that costs F forward, the gradient of its weights costs F, and that of its input F, wherever it is computed.
"""

import torch
from torch import nn


def of_step(recipe, batch):
    """Operations of one step that computes nothing needlessly: D's weights take no gradient in G's step."""
    generator = Layers(recipe.generator(), torch.randn(2, recipe.latent_size))
    discriminator = Layers(recipe.discriminator(), torch.rand(2, *recipe.shape))
    update_d = 2 * (2 * discriminator.all + discriminator.inner)
    if recipe.penalty > 0:
        # D at the points, its gradient there; then for the gradient of that one: by the weights, and by what came into
        # each layer from above, which for the last is a constant.
        update_d += 3 * discriminator.all + (discriminator.all - discriminator.last)
    update_g = 2 * discriminator.all + generator.all + generator.inner
    fakes = generator.all * (1 if recipe.shares_fakes else recipe.k + 1)
    return batch * (recipe.k * update_d + update_g + fakes)


class Layers:
    """Operations that the layers of a network need for one sample: all, those inside, whose input has a gradient, the last."""

    def __init__(self, network, samples):
        self.all = self.inner = self.last = 0
        handles = [module.register_forward_hook(self.add) for module in network.modules()]
        network(samples)
        for handle in handles:
            handle.remove()

    def add(self, module, inputs, output):
        if isinstance(module, nn.Conv2d):
            operations = 2 * output[0].numel() * module.weight[0].numel()
        elif isinstance(module, nn.ConvTranspose2d):
            operations = 2 * inputs[0][0].numel() * module.weight[0].numel()
        elif isinstance(module, nn.Linear):
            operations = 2 * module.weight.numel()
        else:
            return
        self.all += operations
        self.inner += operations if inputs[0].requires_grad else 0
        self.last = operations
