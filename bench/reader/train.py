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

from bench.reader import alphabet, icons
from bench.reader.cut import crops
from bench.reader.lessons import Book, Lesson, by_length, lesson
from bench.reader.lines import HEIGHT
from bench.reader.net import GraphNet

FEATURES, HEAD, BIAS = "p2o.pd_op.transpose.8.0", "linear_8.w_0", "linear_8.b_0"
BATCH = {"short": 288, "middling": 224, "long": 144}
STEP = 8  # pixels of a line to a time step
NEW = 4.0  # log odds by which a character that the reader did not know begins behind the others


@dataclass(frozen=True)
class Batch:
    """Lines: ``pixels`` (n, 48, width, 3), the width of each, and the columns of its text one after the other; the
    last ``stay`` of them have none: of those the reader shall say what it said before."""

    pixels: torch.Tensor
    widths: torch.Tensor
    labels: torch.Tensor
    lengths: torch.Tensor
    stay: int


class Lines(torch.utils.data.IterableDataset[Batch]):
    """Batches of lines without end, other ones in each worker."""

    def __init__(self, book: Book, columns: dict[str, int], part: float, seed: int) -> None:
        self.book, self.columns, self.part, self.seed = book, columns, part, seed

    def __iter__(self) -> Iterator[Batch]:
        import cv2

        cv2.setNumThreads(1)
        told = torch.utils.data.get_worker_info()
        rng = random.Random(f"lines-{self.seed}-{told.id if told else 0}")
        while True:
            size = rng.choices(("short", "middling", "long"), (3, 5, 4))[0]
            made: list[tuple[npt.NDArray[np.uint8], list[int] | None]] = []
            while len(made) < BATCH[size] * self.part:
                one = lesson(rng, size, self.book)
                made += [(one.pixels, self._label(one))] if one and self._is_fit(one) else []
            yield _stacked(made)

    def _label(self, one: Lesson) -> list[int] | None:
        return None if one.text is None else [self.columns[c] for c in one.text]

    def _is_fit(self, one: Lesson) -> bool:
        """Return whether all characters are known and there are steps enough for them."""
        said = one.text or ""
        repeats = sum(a == b for a, b in pairwise(said))
        return all(c in self.columns for c in said) and len(said) + repeats <= one.pixels.shape[1] // STEP


def _stacked(made: list[tuple[npt.NDArray[np.uint8], list[int] | None]]) -> Batch:
    made = sorted(made, key=lambda each: each[1] is None)
    widest = math.ceil(max(max(picture.shape[1] for picture, _ in made), 160) / 16) * 16
    pixels = np.full((len(made), HEIGHT, widest, 3), 255, np.uint8)
    for i, (picture, _) in enumerate(made):
        pixels[i, :, : picture.shape[1]] = picture
    widths = torch.tensor([picture.shape[1] for picture, _ in made])
    said = [label for _, label in made if label is not None]
    labels = torch.tensor([column for label in said for column in label])
    lengths = torch.tensor([len(label) for label in said])
    return Batch(torch.from_numpy(pixels), widths, labels, lengths, len(made) - len(said))


class Reader(torch.nn.Module):
    """The backbone and a head with more columns."""

    def __init__(self, path: Path, more: int, alike: dict[int, int]) -> None:
        super().__init__()
        self.backbone = GraphNet(path, FEATURES)
        weights, bias = (getattr(self.backbone, name.replace(".", "__")).detach() for name in (HEAD, BIAS))
        wide = torch.cat([weights, torch.randn(weights.shape[0], more) * 0.02], dim=1)
        low = torch.cat([bias, torch.full((more,), float(bias.median()) - NEW)])
        for new, old in alike.items():
            wide[:, new], low[new] = weights[:, old], bias[old] - 1.0
        self.weights, self.bias = torch.nn.Parameter(wide), torch.nn.Parameter(low)
        for name, each in self.backbone.named_parameters():
            statistic = name.startswith("batch_norm") and name.endswith(("w_1", "w_2"))
            each.requires_grad_(not (statistic or "constant" in name or "cast" in name or name.startswith("linear_8")))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        features: torch.Tensor = self.backbone(x)
        return features @ self.weights + self.bias


class Before(torch.nn.Module):
    """A reader that stays as it is, asked for its chances of ``chars``; those that it does not know have none."""

    def __init__(self, path: Path, chars: list[str]) -> None:
        super().__init__()
        self.reader = Reader(path, 0, {}).requires_grad_(False)
        column = {char: i for i, char in enumerate(characters(path))}
        self.register_buffer("columns", torch.tensor([column.get(char, 0) for char in chars]))
        self.register_buffer("unknown", torch.tensor([char not in column for char in chars]))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return log chances (n, steps, chars)."""
        said = self.reader(x).float()[:, :, self.columns]
        return F.log_softmax(said.masked_fill(self.unknown, -30.0), dim=2)


def characters(model: Path) -> list[str]:
    """Return the characters that a recogniser's file names: the blank, the listed ones, the space."""
    told = {each.key: each.value for each in onnx.load(model, load_external_data=False).metadata_props}
    return ["", *told["character"].split("\n"), " "]


def main() -> int:
    """Train for so many seconds and write the weights, as float16, with what was seen on the way."""
    parser = argparse.ArgumentParser("python -m bench.reader.train", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="the recogniser's ONNX file")
    parser.add_argument("--before", type=Path, help="the file of the reader whose word stands on lines without text")
    parser.add_argument("--corpus", type=Path, required=True, help="the file that python -m bench.reader.corpus wrote")
    parser.add_argument("--faces", required=True, help="the folder that python -m bench.reader.faces filled")
    parser.add_argument("--crops", type=Path, required=True, help="the folder that python -m bench.reader.crops filled")
    parser.add_argument("--seconds", type=float, default=480)
    parser.add_argument("--seed", type=int, default=0, help="of the lines: another one when going on")
    parser.add_argument("--out", type=Path, required=True, help="the .npz to write")
    parser.add_argument("--workers", type=int, default=max((os.cpu_count() or 2) - 1, 1))
    parser.add_argument("--part", type=float, default=1.0, help="of the usual size of a batch")
    parser.add_argument(
        "--rate", type=float, default=2.5e-4, help="of learning, of the backbone; the head's is 3 times it"
    )
    asked = parser.parse_args()
    known = characters(asked.model)
    more = [char for char in dict.fromkeys((*alphabet.added(set(known)), *icons.MARKS)) if char not in known]
    chars = [*known, *more]
    columns = {char: i for i, char in enumerate(chars)}
    alike = {columns[rare]: columns[common] for common, rare in alphabet.pairs() if rare in more and common in columns}
    corpus = asked.corpus.read_text(encoding="utf-8").splitlines()
    torch.manual_seed(1)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = Reader(asked.model, len(more), alike).to(device)
    before = Before(asked.before or asked.model, chars).to(device)
    data = torch.utils.data.DataLoader(
        Lines(Book(corpus, asked.faces, by_length(crops(asked.crops))), columns, asked.part, asked.seed),
        batch_size=None,
        num_workers=asked.workers,
        prefetch_factor=6,
        pin_memory=device.type == "cuda",
    )
    mean, record = _train(net, before, data, device, asked.seconds, asked.rate)
    np.savez_compressed(
        asked.out,
        chars="\n".join(chars[1:]),
        record=record,
        **{name: value.cpu().numpy().astype(np.float16) for name, value in mean.items()},
    )
    return 0


def _train(
    net: Reader,
    before: Before,
    data: torch.utils.data.DataLoader[Batch],
    device: torch.device,
    seconds: float,
    rate: float,
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
        loss = _loss(net, before, batch, device)
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
            loss_mean = 0.9 * loss_mean + 0.1 * loss.item() if loss_mean else loss.item()
        if time.time() - start - told > 20:
            told = time.time() - start
            record.append(f"{told:.0f} s, {steps} steps, {seen} lines, loss {loss_mean:.4f}")
            print(record[-1], file=sys.stderr, flush=True)
    return mean, "\n".join(record)


def _loss(net: Reader, before: Before, batch: Batch, device: torch.device) -> torch.Tensor:
    """Return the CTC loss of the lines with text, and for what has none how far the chances are from what they were."""
    pixels = batch.pixels.to(device, non_blocking=True).permute(0, 3, 1, 2).float() / 127.5 - 1
    widths = batch.widths.to(device)
    beyond = torch.arange(pixels.shape[3], device=device)[None] >= widths[:, None]
    pixels = pixels.masked_fill(beyond[:, None, None, :], 0.0)  # as the reader pads
    read = len(pixels) - batch.stay
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
        logits = net(pixels)
        was = before(pixels[read:]) if batch.stay else logits[:0]
    steps = torch.clamp(torch.round(batch.widths / STEP).long() + 1, max=logits.shape[1]).to(device)
    loss = _ctc(logits[:read].float(), batch.labels.to(device), steps[:read], batch.lengths.to(device))
    if batch.stay:
        there = torch.arange(logits.shape[1], device=device)[None] < steps[read:, None]
        now = F.log_softmax(logits[read:].float(), dim=2)
        apart = F.kl_div(now, was.float(), reduction="none", log_target=True).sum(2)
        loss = loss + (apart * there).sum() / there.sum() * batch.stay / len(pixels)
    return loss


def _ctc(logits: torch.Tensor, labels: torch.Tensor, steps: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """Return the CTC loss (logits (n, steps, characters)), reckoned over the characters of this batch and one for all
    others: over all of them it takes most of the time of a step."""
    here = torch.unique(labels)
    wanted = torch.cat([here.new_zeros(1), here])
    others = torch.ones(logits.shape[2], dtype=torch.bool, device=logits.device)
    others[wanted] = False
    rest = torch.logsumexp(logits.masked_fill(~others, -1e9), dim=2, keepdim=True)
    chances = F.log_softmax(torch.cat([logits[:, :, wanted], rest], dim=2), dim=2)
    places = torch.searchsorted(here, labels) + 1
    return F.ctc_loss(chances.transpose(0, 1), places, steps, lengths, zero_infinity=True)


if __name__ == "__main__":
    sys.exit(main())
