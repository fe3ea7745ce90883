"""``python -m bench.reader.head``: teach the last layer of the reader more, the layers below left as they are: icons,
columns laid out as lines, rare kanji. Minutes on two cores: what the layers below say of each line is kept.

Only characters that are not kanji, and the few kanji that are wanted, get new weights. What all others say of a step
goes into the sum of its chances, so that they lose nothing to the new ones.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

from bench.reader import alphabet, icons, standing
from bench.reader.lines import HEIGHT, harmed, line, printed_line
from bench.reader.net import unfolded
from bench.reader.texts import korean, text, with_some
from bench.reader.train import BIAS, FEATURES, HEAD, STEP, characters

Floats = npt.NDArray[np.float32]
NARROWEST = 160  # pixels of what the reader is given
BATCH = 48
KINDS = {"line": 42, "icon": 18, "column": 20, "rare": 8, "turned": 12}
OF_NEW = {
    "line": 20,
    "icon": 2,
    "column": 10,
    "rare": 40,
    "turned": 28,
}  # where only characters that it lacks are taught


@dataclass(frozen=True)
class Seen:
    """A line as the last layer gets it: ``features`` (steps, 120), what the weights that stay make of each step (log of
    the sum of their exponentials), the columns of its text; nothing but noise has no text."""

    features: npt.NDArray[np.float16]
    rest: Floats
    label: tuple[int, ...]
    kind: str


@dataclass(frozen=True, eq=False)
class Head:
    """The last layer: ``weights`` (120, characters), ``bias``; ``chars`` beginning with the blank."""

    weights: Floats
    bias: Floats
    chars: tuple[str, ...]
    taught: npt.NDArray[np.int64]  # columns that may change


def main() -> int:
    """Draw lines for some minutes, learn for some, write the .npz that ``bench.reader.pack`` takes."""
    parser = argparse.ArgumentParser("python -m bench.reader.head", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="the reader's ONNX file")
    parser.add_argument("--corpus", type=Path, required=True, help="the file that python -m bench.reader.corpus wrote")
    parser.add_argument("--faces", required=True, help="the folder that python -m bench.reader.faces filled")
    parser.add_argument("--icons", required=True, help="a folder of fonts of icons")
    parser.add_argument("--minutes", type=float, default=12.0, help="of drawing lines")
    parser.add_argument("--rounds", type=int, default=6, help="through all lines")
    parser.add_argument("--columns", type=int, default=500, help="cards whose columns are printed")
    parser.add_argument("--new", action="store_true", help="teach only the characters that it lacks")
    parser.add_argument("--out", type=Path, required=True, help="the .npz to write")
    asked = parser.parse_args()
    head = _head(asked.model)
    kinds = KINDS
    if asked.new:
        head, kinds = _of_new(head, len(characters(asked.model))), OF_NEW
    corpus = asked.corpus.read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as scratch:
        body = Path(scratch) / "body.onnx"
        _cut(asked.model, body)
        columns = standing.texts(Random("columns"), asked.columns)
        jobs = [
            (n, body, head, kinds, corpus, columns, asked.faces, asked.icons, asked.minutes)
            for n in range(os.cpu_count() or 2)
        ]
        with multiprocessing.get_context("spawn").Pool(len(jobs)) as pool:
            seen = [each for part in pool.map(_draw, jobs) for each in part]
    print(f"{len(seen)} lines", file=sys.stderr, flush=True)
    weights, bias, record = _learn(head, seen, asked.rounds)
    record = f"head: {len(seen)} lines\n{record}"
    np.savez_compressed(asked.out, chars="\n".join(head.chars[1:]), record=record, weights=weights, bias=bias)
    return 0


def _head(model: Path) -> Head:
    """Return the last layer of the reader, with columns for the characters that it lacks."""
    graph = onnx.load(model)
    chars = characters(model)
    unfolded(graph.graph)
    value = {each.name: numpy_helper.to_array(each) for each in graph.graph.initializer if each.name in (HEAD, BIAS)}
    known = set(chars)
    more = [c for c in (*alphabet.added(known), *icons.MARKS) if c not in known]
    column = {char: i for i, char in enumerate(chars)}
    like = {rare: common for common, rare in alphabet.pairs()} | dict.fromkeys(icons.MARKS, "✉") | {"㈜": "㈱"}
    old = [column[like[char]] for char in more]
    weights = np.concatenate([value[HEAD], value[HEAD][:, old]], axis=1).astype(np.float32)
    bias = np.concatenate([value[BIAS], value[BIAS][old] - 4.0]).astype(np.float32)
    chars += more
    taught = [
        i
        for i, char in enumerate(chars)
        if not ("㐀" <= char <= "鿿" or "가" <= char <= "힣" or char > "\U0001ffff") or char in "一二三"
    ]
    taught += [i for i, char in enumerate(chars) if char in more and i not in set(taught)]
    return Head(weights, bias, tuple(chars), np.array(sorted(taught)))


def _of_new(head: Head, known: int) -> Head:
    """Return the last layer of which only the columns beyond the ``known`` ones may change."""
    return replace(head, taught=np.arange(known, len(head.chars)))


def _cut(model: Path, body: Path) -> None:
    """Write the graph without its last layer."""
    graph = onnx.load(model)
    graph.graph.output.append(onnx.helper.make_tensor_value_info(FEATURES, onnx.TensorProto.FLOAT, None))
    kept = [each for each in graph.graph.output if each.name == FEATURES]
    del graph.graph.output[:]
    graph.graph.output.extend(kept)
    onnx.save(graph, body)


# ---------------------------------------------------------------- what the layers below say


def _draw(job: tuple[int, Path, Head, dict[str, int], list[str], list[str], str, str, float]) -> list[Seen]:
    import onnxruntime

    number, body, head, kinds, corpus, columns, faces, folder, minutes = job
    cv2.setNumThreads(1)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(body), options, providers=["CPUExecutionProvider"])
    rng, seen, start = Random(f"head-{number}"), [], time.time()
    stays = np.ones(len(head.chars), bool)
    stays[head.taught] = False
    place = {char: i for i, char in enumerate(head.chars)}
    while time.time() - start < 60 * minutes:
        size = rng.choices(("short", "middling", "long"), (4, 4, 3))[0]
        made = [each for each in (_made(rng, kinds, size, corpus, columns, faces, folder) for _ in range(24)) if each]
        made = [each for each in made if all(char in place for char in each[1])]
        for (_, words, kind), features in zip(made, _features(session, [pixels for pixels, _, _ in made]), strict=True):
            label = tuple(place[char] for char in words)
            if len(label) + sum(a == b for a, b in pairwise(label)) > len(features):
                continue
            said = features @ head.weights[:, stays] + head.bias[stays]
            most = said.max(axis=1)
            rest = most + np.log(np.exp(said - most[:, None]).sum(axis=1))
            seen.append(Seen(features.astype(np.float16), rest.astype(np.float32), label, kind))
    return seen


def _made(
    rng: Random, kinds: dict[str, int], size: str, corpus: list[str], columns: list[str], faces: str, folder: str
) -> tuple[npt.NDArray[np.uint8], str, str] | None:
    """Return a picture, its text and its kind."""
    kind = rng.choices(list(kinds), list(kinds.values()))[0]
    if kind == "column":
        words = rng.choice(columns)
        picture = standing.standing(rng, words)
        return None if picture is None else (picture, " ".join(words.split()), kind)
    words = text(rng, size, corpus)
    if kind == "rare" and rng.random() < 0.5:
        words = with_some(rng, words, ("𠮷", "吉", "𠮷"))
    elif kind == "rare":
        words = with_some(rng, korean(rng, size), ("㈜", "㈜", "주"))
    if kind != "icon":
        made = line(rng, words, faces)
        if made is None:
            return None
        if kind == "turned":
            return np.ascontiguousarray(np.rot90(made[0], 2) if rng.random() < 0.6 else _quarter(made[0])), "", kind
        return made[0], made[1], kind
    reach = rng.choice(
        [each for each in rng.sample(corpus, 60) if any(c.isdigit() for c in each) or "@" in each] or corpus
    )
    made_ink = printed_line(rng, reach, faces)
    if made_ink is None:
        return None
    ink, spoken = made_ink
    ink, mark = icons.before(rng, ink, folder)
    return harmed(rng, ink), f"{mark} {spoken}", kind


def _quarter(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return glyphs lying on their side, side by side, as a column's line looks that is read a quarter too far."""
    cells = [np.rot90(picture[:, x : x + HEIGHT]) for x in range(0, picture.shape[1] - HEIGHT + 1, HEIGHT)]
    return np.concatenate(cells, axis=1) if cells else np.rot90(picture, 2)


def _features(session: object, pictures: Sequence[npt.NDArray[np.uint8]]) -> Iterator[Floats]:
    widest = max(max(each.shape[1] for each in pictures), NARROWEST)
    stack = np.zeros((len(pictures), 3, HEIGHT, widest), np.float32)
    for row, each in enumerate(pictures):
        stack[row, :, :, : each.shape[1]] = (each.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)
    (answers,) = session.run(None, {"x": stack})  # type: ignore[attr-defined]
    for each, answer in zip(pictures, answers, strict=True):
        yield answer[: max(1, round(each.shape[1] / STEP) + 1)]


# ---------------------------------------------------------------- the last layer


def _learn(head: Head, seen: Sequence[Seen], rounds: int) -> tuple[Floats, Floats, str]:
    """Return the weights and the bias as they are afterwards, and the record."""
    rng, record = Random(0), []
    before = Before(
        torch.from_numpy(head.weights),
        torch.from_numpy(head.bias),
        torch.from_numpy(head.taught),
        {int(column): i for i, column in enumerate(head.taught)},
    )
    weights = torch.nn.Parameter(before.weights[:, before.taught].clone())
    bias = torch.nn.Parameter(before.bias[before.taught].clone())
    teacher = torch.optim.Adam([weights, bias], lr=4e-3)
    held, kept = seen[::20], [each for i, each in enumerate(seen) if i % 20]
    print(f"before: {_losses(held, weights, bias, before)}", file=sys.stderr)
    steps, total = 0, rounds * len(kept) // BATCH
    for _ in range(rounds):
        order = sorted(kept, key=lambda each: len(each.features) + rng.random() * 8)
        batches = [order[i : i + BATCH] for i in range(0, len(order) - BATCH + 1, BATCH)]
        rng.shuffle(batches)
        for batch in batches:
            for group in teacher.param_groups:
                group["lr"] = 4e-3 * min(1.0, steps / 50) * max(0.02, 1 - steps / total)
            loss = _loss(batch, weights, bias, before)
            teacher.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            teacher.step()
            steps += 1
        told = _losses(held, weights, bias, before)
        record.append(f"{steps} steps of {BATCH}: {told}")
        print(record[-1], file=sys.stderr, flush=True)
    made_weights, made_bias = head.weights.copy(), head.bias.copy()
    made_weights[:, head.taught] = weights.detach().numpy()
    made_bias[head.taught] = bias.detach().numpy()
    return made_weights, made_bias, "\n".join(record)


@dataclass(frozen=True, eq=False)
class Before:
    """The last layer as it was; its ``taught`` columns, and ``of`` each of those where among them it stands."""

    weights: torch.Tensor
    bias: torch.Tensor
    taught: torch.Tensor
    of: dict[int, int]


def _losses(held: Sequence[Seen], weights: torch.Tensor, bias: torch.Tensor, before: Before) -> str:
    """Return the loss of each kind of lines, in words."""
    told = []
    for kind in KINDS:
        own = sorted((each for each in held if each.kind == kind), key=lambda each: len(each.features))
        with torch.no_grad():
            parts = [float(_loss(own[i : i + BATCH], weights, bias, before)) for i in range(0, len(own), BATCH)]
        told.append(f"{kind} {sum(parts) / max(len(parts), 1):.4f}")
    return ", ".join(told)


def _loss(batch: Sequence[Seen], weights: torch.Tensor, bias: torch.Tensor, before: Before) -> torch.Tensor:
    """Return the CTC loss of the lines with text, and for what has none how far the chances are from what they were."""
    features, rest, lengths = _padded(batch)
    said = features @ weights + bias
    read = [i for i, each in enumerate(batch) if each.label]
    void = [i for i, each in enumerate(batch) if not each.label]
    loss = torch.zeros(())
    if read:
        others = sorted({c for i in read for c in (0, *batch[i].label) if c not in before.of})
        fixed = features[read] @ before.weights[:, others] + before.bias[others]
        total = torch.logsumexp(torch.cat([said[read], rest[read][..., None]], dim=2), dim=2)
        chances = torch.cat([said[read], fixed], dim=2) - total[..., None]
        place = before.of | {column: len(before.of) + i for i, column in enumerate(others)}
        label = torch.tensor([place[c] for i in read for c in batch[i].label])
        long = torch.tensor([len(batch[i].label) for i in read])
        ctc = F.ctc_loss(chances.transpose(0, 1), label, lengths[read], long, place[0], zero_infinity=True)
        loss = loss + ctc * len(read) / len(batch)
    if void:
        was = torch.log_softmax(
            torch.cat(
                [features[void] @ before.weights[:, before.taught] + before.bias[before.taught], rest[void][..., None]],
                2,
            ),
            2,
        )
        now = torch.log_softmax(torch.cat([said[void], rest[void][..., None]], dim=2), dim=2)
        there = torch.arange(features.shape[1])[None] < lengths[void][:, None]
        apart = (was.exp() * (was - now)).sum(dim=2)
        loss = loss + (apart * there).sum() / there.sum() * len(void) / len(batch)
    return loss


def _padded(batch: Sequence[Seen]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    longest = max(len(each.features) for each in batch)
    features = torch.zeros(len(batch), longest, batch[0].features.shape[1])
    rest = torch.zeros(len(batch), longest)
    for i, each in enumerate(batch):
        features[i, : len(each.features)] = torch.from_numpy(each.features.astype(np.float32))
        rest[i, : len(each.rest)] = torch.from_numpy(each.rest)
    return features, rest, torch.tensor([len(each.features) for each in batch])


if __name__ == "__main__":
    sys.exit(main())
