"""The losses of the compared steps. Goodfellow et al. 2014; Miyato et al. 2018, eq. 16 and 17; Arjovsky et al. 2017."""

import torch
import torch.nn.functional as F

from recipe import Loss


def _cross_entropy(target):
    def loss(scores):
        return F.binary_cross_entropy(torch.sigmoid(scores), torch.full_like(scores, target))

    return loss


# The example of PyTorch ends D in a sigmoid and takes the binary cross-entropy of it.
CROSS_ENTROPY = Loss(real=_cross_entropy(1.0), fake=_cross_entropy(0.0), generator=_cross_entropy(1.0))

NON_SATURATING = Loss(
    real=lambda scores: F.softplus(-scores).mean(),
    fake=lambda scores: F.softplus(scores).mean(),
    generator=lambda scores: F.softplus(-scores).mean(),
)

HINGE = Loss(
    real=lambda scores: F.relu(1 - scores).mean(),
    fake=lambda scores: F.relu(1 + scores).mean(),
    generator=lambda scores: -scores.mean(),
)

WASSERSTEIN = Loss(
    real=lambda scores: -scores.mean(), fake=lambda scores: scores.mean(), generator=lambda scores: -scores.mean()
)
