"""Fits the spotter (``cardscan.image.spots``) to drawn windows and writes it as ONNX, with a record."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from torch import nn

from bench.labels.export import write
from bench.labels.windows import Stock, stock, window

RESULT = Path(__file__).parents[2] / "cardscan" / "image" / "spots.onnx"


class Net(nn.Module):
    """Three steps down, two up: of each cell of two pixels, the log odds that it is part of a label's number."""

    def __init__(self) -> None:
        super().__init__()
        self.c1, self.c2 = _block(3, 16, 2), _block(16, 28, 2)
        self.c3, self.c4, self.c5 = _block(28, 40, 1), _block(40, 56, 2), _block(56, 56, 1)
        self.d1, self.d2 = _block(96, 28, 1), _block(44, 16, 1)
        self.out = nn.Conv2d(16, 1, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return log odds (n, 44, 44) for windows (n, 3, 88, 88) in -1..1."""
        a = self.c1(x)
        b = self.c3(self.c2(a))
        c = self.c5(self.c4(b))
        up = nn.functional.interpolate
        d = self.d1(torch.cat([up(c, scale_factor=2.0, mode="nearest"), b], 1))
        e = self.d2(torch.cat([up(d, scale_factor=2.0, mode="nearest"), a], 1))
        return self.out(e)[:, 0]


def _block(before: int, after: int, stride: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, after, 3, stride, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True)
    )


def fit(windows: int, cards: int, epochs: int, seed: int) -> dict[str, Any]:
    """Fit, write ``RESULT``, return the record: what was drawn and how well held-out windows go."""
    torch.manual_seed(seed)
    rng = Random(seed)
    made = stock(rng, cards, cards // 2)
    x, y = _drawn(rng, made, windows)
    held = windows // 12
    net = Net()
    steps = epochs * ((windows - held) // 64)
    optimiser = torch.optim.AdamW(net.parameters(), 3e-3, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps + 1)
    for epoch in range(epochs):
        net.train()
        order = torch.randperm(windows - held) + held
        total = 0.0
        for batch in order.split(64)[: (windows - held) // 64]:
            loss = _loss(net(_scaled(x[batch])), y[batch].float() / 255)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(
            f"epoch {epoch + 1}: {64 * total / (windows - held):.4f}, {_held_out(net, x[:held], y[:held])}", flush=True
        )
        record = {"windows": windows, "cards": cards, "epochs": epoch + 1, "seed": seed, "torch": torch.__version__}
        record |= {"held_out": _held_out(net, x[:held], y[:held])}
        write(net, torch.zeros(1, 3, 88, 88), RESULT, record)
    return record


def _drawn(rng: Random, made: Stock, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    pairs = [window(rng, made) for _ in range(count)]
    x = torch.from_numpy(np.stack([seen for seen, _ in pairs])).permute(0, 3, 1, 2).contiguous()
    return x, torch.from_numpy(np.stack([where for _, where in pairs]))


def _scaled(x: torch.Tensor) -> torch.Tensor:
    return x.float() / 127.5 - 1.0


def _loss(odds: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Cross entropy, with inked cells counting four times, and overlap (Dice) of the whole batch."""
    each = nn.functional.binary_cross_entropy_with_logits(odds, truth, reduction="none") * (1 + 3 * truth)
    chance = odds.sigmoid()
    dice = 1 - (2 * (chance * truth).sum() + 1) / (chance.sum() + truth.sum() + 1)
    return each.mean() + 0.3 * dice


def _held_out(net: Net, x: torch.Tensor, y: torch.Tensor) -> dict[str, float]:
    """Return how many cells of numbers are found, and how many found cells are of numbers."""
    net.eval()
    with torch.no_grad():
        said = torch.cat([net(_scaled(part)) for part in x.split(128)]) > 0
    truth = y > 127
    both = float((said & truth).sum())
    return {"recall": round(both / float(truth.sum()), 4), "precision": round(both / max(1.0, float(said.sum())), 4)}
