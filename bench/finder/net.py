"""The finder's network: a small residual U-net, one output cell for 4 × 4 pixels.

O. Ronneberger et al., "U-Net" (2015), for the shape; the votes for each card's middle after B. Cheng et al.,
"Panoptic-DeepLab" (2020).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from bench.finder.targets import CHANNELS

WIDTHS = (16, 24, 48, 72, 96)


class Finder(nn.Module):
    """BGR pixels (n, 3, h, w), 0–255, h and w multiples of 32, to (n, 6, h / 4, w / 4); see targets.CHANNELS."""

    def __init__(self) -> None:
        super().__init__()
        stem, fine, small, coarse, wide = WIDTHS
        self.stem = _conv(3, stem, 2)
        self.fine = _conv(stem, fine, 2)
        self.small = nn.Sequential(_conv(fine, small, 2), Block(small))
        self.coarse = nn.Sequential(_conv(small, coarse, 2), Block(coarse), Block(coarse))
        self.wide = nn.Sequential(_conv(coarse, wide, 2), Block(wide), Block(wide), Block(wide), Block(wide))
        self.whole = nn.Linear(wide, wide)
        self.to_coarse, self.at_coarse = nn.Conv2d(wide, coarse, 1), Block(coarse)
        self.to_small, self.at_small = nn.Conv2d(coarse, small, 1), Block(small)
        self.to_fine, self.at_fine = nn.Conv2d(small, fine, 1), Block(fine)
        self.head = nn.Sequential(_conv(fine, fine, 1), nn.Conv2d(fine, len(CHANNELS), 1))

    def forward(self, pixels: Tensor) -> Tensor:
        """Return logits for card, edge and text, plain numbers for the rest."""
        fine = self.fine(self.stem(pixels / 127.5 - 1.0))
        small = self.small(fine)
        coarse = self.coarse(small)
        wide = self.wide(coarse)
        wide = wide + self.whole(wide.mean((2, 3)))[:, :, None, None]
        coarse = self.at_coarse(coarse + _doubled(self.to_coarse(wide)))
        small = self.at_small(small + _doubled(self.to_small(coarse)))
        fine = self.at_fine(fine + _doubled(self.to_fine(small)))
        said: Tensor = self.head(fine)
        return said


class Block(nn.Module):
    """Two convolutions and a way round them."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.one = _conv(width, width, 1)
        self.two = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, seen: Tensor) -> Tensor:
        """Return the same shape."""
        return functional.relu(seen + self.two(self.one(seen)))


def _conv(before: int, after: int, stride: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, after, 3, stride, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True)
    )


def _doubled(grid: Tensor) -> Tensor:
    return functional.interpolate(grid, scale_factor=2.0, mode="nearest")


def loss(said: Tensor, wanted: Tensor, counts: Tensor) -> Tensor:
    """Return how far ``said`` is from ``wanted`` (both n, 6, h, w) on the cells that count (n, 2, h, w)."""
    counted, inside = counts[:, :1], counts[:, 1:]
    weights = torch.tensor([1.0, 0.5, 0.4], device=said.device)[None, :, None, None]
    hardness = 1.0 + 2.0 * wanted[:, 1:2]  # borders are few and matter most
    plain = functional.binary_cross_entropy_with_logits(said[:, :3], wanted[:, :3], reduction="none")
    marks = (plain * weights * hardness * counted).sum() / (counted.sum() * 1.0 + 1.0)
    card = torch.sigmoid(said[:, :1]) * counted
    shared = (card * wanted[:, :1]).sum() * 2 + 1.0
    dice = 1 - shared / (card.sum() + (wanted[:, :1] * counted).sum() + 1.0)
    reach = functional.smooth_l1_loss(said[:, 3:], wanted[:, 3:], reduction="none", beta=0.1)
    votes = (reach * inside).sum() / (inside.sum() + 1.0)
    return marks + dice + votes
