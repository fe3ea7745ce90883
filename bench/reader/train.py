"""Teach the recogniser of PP-OCRv6 small the characters of cards: its graph as it is, more columns in its last layer,
trained on printed lines with CTC (Graves et al., "Connectionist Temporal Classification", 2006)."""

from __future__ import annotations

import argparse
import math
import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
import torch.nn.functional as F

from bench.reader import alphabet
from bench.reader.lines import HEIGHT, line
from bench.reader.net import GraphNet
from bench.reader.texts import text

FEATURES, HEAD, BIAS = "p2o.pd_op.transpose.8.0", "linear_8.w_0", "linear_8.b_0"
BATCH = {"short": 288, "middling": 224, "long": 144}
STEP = 8  # pixels of a line to a time step


@dataclass(frozen=True)
class Batch:
    """Lines: ``pixels`` (n, 48, width, 3), the width of each, and the columns of its text one after the other."""

    pixels: torch.Tensor
    widths: torch.Tensor
    labels: torch.Tensor
    lengths: torch.Tensor


class Lines(torch.utils.data.IterableDataset[Batch]):
    """Batches of lines without end, other ones in each worker."""

    def __init__(self, folder: str, corpus: list[str], columns: dict[str, int], part: float) -> None:
        self.folder, self.corpus, self.columns, self.part = folder, corpus, columns, part

    def __iter__(self) -> Iterator[Batch]:
        import cv2

        cv2.setNumThreads(1)
        told = torch.utils.data.get_worker_info()
        rng = random.Random(f"lines-{told.id if told else 0}")
        while True:
            size = rng.choices(("short", "middling", "long"), (3, 5, 4))[0]
            made: list[tuple[npt.NDArray[np.uint8], list[int]]] = []
            while len(made) < BATCH[size] * self.part:
                printed = line(rng, text(rng, size, self.corpus), self.folder)
                if printed is None:
                    continue
                picture, spoken = printed
                label = [self.columns[c] for c in spoken if c in self.columns]
                repeats = sum(a == b for a, b in pairwise(label))
                if label and len(label) == len(spoken) and len(label) + repeats <= picture.shape[1] // STEP:
                    made.append((picture, label))
            yield _stacked(made)


def _stacked(made: list[tuple[npt.NDArray[np.uint8], list[int]]]) -> Batch:
    widest = math.ceil(max(max(picture.shape[1] for picture, _ in made), 160) / 16) * 16
    pixels = np.full((len(made), HEIGHT, widest, 3), 255, np.uint8)
    for i, (picture, _) in enumerate(made):
        pixels[i, :, : picture.shape[1]] = picture
    widths = torch.tensor([picture.shape[1] for picture, _ in made])
    labels = torch.tensor([column for _, label in made for column in label])
    return Batch(torch.from_numpy(pixels), widths, labels, torch.tensor([len(label) for _, label in made]))


class Reader(torch.nn.Module):
    """The backbone and a head with more columns."""

    def __init__(self, path: Path, more: int, alike: dict[int, int]) -> None:
        super().__init__()
        self.backbone = GraphNet(path, FEATURES)
        weights, bias = (getattr(self.backbone, name.replace(".", "__")).detach() for name in (HEAD, BIAS))
        wide = torch.cat([weights, torch.randn(weights.shape[0], more) * 0.02], dim=1)
        low = torch.cat([bias, torch.full((more,), float(bias.median()) - 1.0)])
        for new, old in alike.items():
            wide[:, new], low[new] = weights[:, old], bias[old] - 1.0
        self.weights, self.bias = torch.nn.Parameter(wide), torch.nn.Parameter(low)
        for name, each in self.backbone.named_parameters():
            statistic = name.startswith("batch_norm") and name.endswith(("w_1", "w_2"))
            each.requires_grad_(not (statistic or "constant" in name or "cast" in name or name.startswith("linear_8")))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        features: torch.Tensor = self.backbone(x)
        return features @ self.weights + self.bias


def characters(model: Path) -> list[str]:
    """Return the characters that a recogniser's file names: the blank, the listed ones, the space."""
    told = {each.key: each.value for each in onnx.load(model, load_external_data=False).metadata_props}
    return ["", *told["character"].split("\n"), " "]


def main() -> int:
    """Train for so many seconds and write the weights, as float16, with what was seen on the way."""
    parser = argparse.ArgumentParser("python -m bench.reader.train", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="the recogniser's ONNX file")
    parser.add_argument("--corpus", type=Path, required=True, help="the file that python -m bench.reader.corpus wrote")
    parser.add_argument("--faces", required=True, help="the folder that python -m bench.reader.faces filled")
    parser.add_argument("--seconds", type=float, default=480)
    parser.add_argument("--out", type=Path, required=True, help="the .npz to write")
    parser.add_argument("--workers", type=int, default=max((os.cpu_count() or 2) - 1, 1))
    parser.add_argument("--part", type=float, default=1.0, help="of the usual size of a batch")
    parser.add_argument(
        "--rate", type=float, default=2.5e-4, help="of learning, of the backbone; the head's is 3 times it"
    )
    asked = parser.parse_args()
    known = characters(asked.model)
    more = alphabet.added(set(known))
    chars = [*known, *more]
    columns = {char: i for i, char in enumerate(chars)}
    alike = {columns[rare]: columns[common] for common, rare in alphabet.pairs() if rare in more and common in columns}
    corpus = asked.corpus.read_text(encoding="utf-8").splitlines()
    torch.manual_seed(1)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = Reader(asked.model, len(more), alike).to(device)
    data = torch.utils.data.DataLoader(
        Lines(asked.faces, corpus, columns, asked.part),
        batch_size=None,
        num_workers=asked.workers,
        prefetch_factor=6,
        pin_memory=device.type == "cuda",
    )
    mean, record = _train(net, data, device, asked.seconds, asked.rate)
    np.savez_compressed(
        asked.out,
        chars="\n".join(chars[1:]),
        record=record,
        **{name: value.cpu().numpy().astype(np.float16) for name, value in mean.items()},
    )
    return 0


def _train(
    net: Reader, data: torch.utils.data.DataLoader[Batch], device: torch.device, seconds: float, rate: float
) -> tuple[dict[str, torch.Tensor], str]:
    """Return the running mean of the weights, and the record."""
    trained = {name: each for name, each in net.named_parameters() if each.requires_grad}
    head = [net.weights, net.bias]
    others = [each for name, each in trained.items() if name not in ("weights", "bias")]
    teacher = torch.optim.AdamW([{"params": others}, {"params": head}], lr=rate, weight_decay=0.0, betas=(0.9, 0.98))
    mean = {name: each.detach().clone() for name, each in trained.items()}
    start, told, record, seen, steps, loss_mean = time.time(), 0.0, [], 0, 0, 0.0
    for batch in data:
        done = (time.time() - start) / seconds
        if done >= 1:
            break
        now = min(1.0, steps / 100) * (0.5 + 0.5 * math.cos(math.pi * done))
        for group, times in zip(teacher.param_groups, (1.0, 3.0), strict=True):
            group["lr"] = rate * times * now + 1e-7
        loss = _loss(net, batch, device)
        teacher.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained.values(), 5.0)
        teacher.step()
        keep = min(0.998, steps / (steps + 20))
        with torch.no_grad():
            for name, each in trained.items():
                mean[name].lerp_(each, 1 - keep)
        steps, seen = steps + 1, seen + len(batch.widths)
        if steps % 10 == 0:
            loss_mean = 0.9 * loss_mean + 0.1 * float(loss) if loss_mean else float(loss)
        if time.time() - start - told > 20:
            told = time.time() - start
            record.append(f"{told:.0f} s, {steps} steps, {seen} lines, loss {loss_mean:.4f}")
            print(record[-1], file=sys.stderr, flush=True)
    return mean, "\n".join(record)


def _loss(net: Reader, batch: Batch, device: torch.device) -> torch.Tensor:
    pixels = batch.pixels.to(device, non_blocking=True).permute(0, 3, 1, 2).float() / 127.5 - 1
    widths = batch.widths.to(device)
    beyond = torch.arange(pixels.shape[3], device=device)[None] >= widths[:, None]
    pixels = pixels.masked_fill(beyond[:, None, None, :], 0.0)  # as the reader pads
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
        logits = net(pixels)
    chances = F.log_softmax(logits.float(), dim=2).transpose(0, 1)
    steps = torch.clamp(torch.round(batch.widths / STEP).long() + 1, max=chances.shape[0])
    return F.ctc_loss(chances, batch.labels.to(device), steps.to(device), batch.lengths.to(device), zero_infinity=True)


if __name__ == "__main__":
    sys.exit(main())
