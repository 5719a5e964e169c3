"""The same step with what a careful user of PyTorch would do about its speed.

Always: D takes no gradients in G's step (requires_grad_(False)), G records nothing in D's updates unless its fakes are
shared, gradients are set to None, losses are taken of logits and never read. What helps on one machine and not on
another is a Choice, see choose.py.
"""

from dataclasses import asdict, dataclass

import torch

import blas
from wgan_gp import gradient_penalty


@dataclass(frozen=True)
class Choice:
    threads: int  # of PyTorch, on the CPU
    blas_threads: int  # of OpenBLAS, where it is the BLAS; 0 leaves it alone
    channels_last: bool
    adam: str  # "loop", "foreach" or "fused"
    joined: bool  # reals and fakes pass through D together, where each sample is scored alone
    capture: str  # one of captures.CAPTURES

    def describe(self):
        words = [f"{self.threads} threads"] if self.threads else []
        words += [f"{self.blas_threads} BLAS threads"] if self.blas_threads else []
        words += ["channels-last"] if self.channels_last else []
        words += [f"{self.adam} Adam"] + (["reals and fakes joined"] if self.joined else []) + [self.capture]
        return ", ".join(words)

    def as_dict(self):
        return asdict(self)


class LeveredStep:
    def __init__(self, recipe, batch, device, bf16, choice):
        self.recipe, self.batch, self.device, self.bf16, self.choice = recipe, batch, device, bf16, choice
        if choice.threads:
            torch.set_num_threads(choice.threads)
        if choice.blas_threads:
            blas.set_threads(choice.blas_threads)
        self.layout = torch.channels_last if choice.channels_last else torch.contiguous_format
        self.g = recipe.generator().to(device).to(memory_format=self.layout)
        self.d = recipe.discriminator().to(device).to(memory_format=self.layout)
        self.optimizer_g, self.optimizer_d = self.adam(self.g), self.adam(self.d)
        self.real = (torch.rand(batch, *recipe.shape, device=device) * 2 - 1).contiguous(memory_format=self.layout)
        # The penalty differentiates twice, which compiled code cannot: it takes D as it is, over the same weights.
        self.call_g, self.call_d = self.compiled(self.g), self.compiled(self.d)
        self.step = captured(self.take) if choice.capture.endswith("graph") else self.take

    def take(self):
        recipe = self.recipe
        if self.choice.capture in ("reduce-overhead", "max-autotune") and self.device.type == "cuda":
            torch.compiler.cudagraph_mark_step_begin()
        self.d.requires_grad_(True)
        for _ in range(recipe.k):
            with torch.set_grad_enabled(recipe.shares_fakes):
                fake = self.fakes()
            self.optimizer_d.zero_grad(set_to_none=True)
            loss = self.loss_d(fake.detach())
            if recipe.penalty > 0:
                loss = loss + recipe.penalty * gradient_penalty(self.d, self.real, fake.detach().float())
            loss.backward()
            self.optimizer_d.step()

        self.d.requires_grad_(False)
        fake = fake if recipe.shares_fakes else self.fakes()
        self.optimizer_g.zero_grad(set_to_none=True)
        with self.autocast():
            scores = self.call_d(fake)
        recipe.loss.generator(scores.float()).backward()
        self.optimizer_g.step()

    def loss_d(self, fake):
        loss = self.recipe.loss
        with self.autocast():
            if self.choice.joined:
                both = torch.cat([self.real, fake.to(self.real.dtype)]).contiguous(memory_format=self.layout)
                real_scores, fake_scores = self.call_d(both).float().chunk(2)
            else:
                real_scores, fake_scores = self.call_d(self.real).float(), self.call_d(fake).float()
        return loss.real(real_scores) + loss.fake(fake_scores)

    def fakes(self):
        latents = torch.randn(self.batch, self.recipe.latent_size, device=self.device)
        with self.autocast():
            return self.call_g(latents)

    def autocast(self):
        return torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.bf16)

    def adam(self, network):
        options = {"foreach": self.choice.adam == "foreach"}
        if self.choice.adam == "fused":
            options = {"fused": True}
        if self.device.type == "cuda":
            options["capturable"] = self.choice.capture.endswith("graph")
        return torch.optim.Adam(network.parameters(), lr=self.recipe.learning_rate, betas=self.recipe.betas, **options)

    def compiled(self, network):
        if self.choice.capture in ("eager", "graph"):
            return network
        # Within a graph of the whole step the compiler must not make graphs of its own.
        mode = {"compile": "default", "compile+graph": "max-autotune-no-cudagraphs"}.get(self.choice.capture, self.choice.capture)
        return torch.compile(network, mode=mode)


def captured(step, warm_up=3):
    """The step as one CUDA graph, to be replayed. Latents come from the generator of the device, which graphs advance."""
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(warm_up):
            step()
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step()
    return graph.replay
