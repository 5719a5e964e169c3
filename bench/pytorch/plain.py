"""The training step written plainly, as pytorch/examples writes it for DCGAN and most programs for the others.

D's weights get gradients in G's step that nobody uses, D sees reals and fakes one after the other, G records what D's
updates do not need, and losses are read at every step.
"""

import torch

from wgan_gp import gradient_penalty


class PlainStep:
    def __init__(self, recipe, batch, device):
        self.recipe, self.batch, self.device = recipe, batch, device
        self.g, self.d = recipe.generator().to(device), recipe.discriminator().to(device)
        self.optimizer_g = torch.optim.Adam(self.g.parameters(), lr=recipe.learning_rate, betas=recipe.betas)
        self.optimizer_d = torch.optim.Adam(self.d.parameters(), lr=recipe.learning_rate, betas=recipe.betas)
        self.real = torch.rand(batch, *recipe.shape, device=device) * 2 - 1

    def step(self):
        recipe, loss = self.recipe, self.recipe.plain_loss
        for _ in range(recipe.k):
            self.d.zero_grad()
            loss_real = loss.real(self.d(self.real))
            loss_real.backward()
            fake = self.fakes()
            loss_fake = loss.fake(self.d(fake.detach()))
            loss_fake.backward()
            if recipe.penalty > 0:
                (recipe.penalty * gradient_penalty(self.d, self.real, fake.detach())).backward()
            self.optimizer_d.step()

        self.g.zero_grad()
        fake = fake if recipe.shares_fakes else self.fakes()
        loss_g = loss.generator(self.d(fake))
        loss_g.backward()
        self.optimizer_g.step()
        return (loss_real + loss_fake).item(), loss_g.item()

    def fakes(self):
        return self.g(torch.randn(self.batch, self.recipe.latent_size, device=self.device))
