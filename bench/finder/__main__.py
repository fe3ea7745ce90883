"""``python -m bench.finder``: compose scenes, train the network, write its weights (``make train-finder``)."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import queue
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

import cv2
import numpy as np
import torch

from bench.finder.compose import example
from bench.finder.faces import faces
from bench.finder.grounds import grounds
from bench.finder.net import Finder, loss
from bench.finder.targets import targets

Item = tuple[np.ndarray, np.ndarray, np.ndarray]  # type: ignore[type-arg]  # pixels, targets, counts
SHIPPED = Path("cardscan/image/finder.onnx")
SHAPE = (512, 384)
BATCH = 8
KEPT = 4000  # examples in memory to draw batches from
TEXTURES = [Path("bench/out/grounds") / name for name in ("gimp-data", "gimp-data-extras", "torcs-data")]  # dev only
USES = 5.0  # how often an example is used on the average, turned and mirrored


def main(arguments: Sequence[str] | None = None) -> None:
    """Train for a number of minutes."""
    parser = argparse.ArgumentParser("python -m bench.finder", description=__doc__)
    parser.add_argument("--minutes", type=float, default=90.0)
    parser.add_argument("--faces", type=int, default=1200)
    parser.add_argument("--textures", type=Path, nargs="*", default=TEXTURES, help="folders of pictures of grounds")
    parser.add_argument("--folder", type=Path, default=Path("bench/out/finder"))
    parser.add_argument("--start", type=Path, help="go on from these weights (.pt)")
    parser.add_argument("--rate", type=float, default=2e-3)
    asked = parser.parse_args(arguments)
    torch.set_num_threads(2)
    cv2.setNumThreads(1)  # before the workers are forked: a pool of threads does not live through that
    fresh: multiprocessing.Queue[Item] = multiprocessing.Queue(64)
    drawn = faces(asked.faces, asked.folder)
    laid_on = grounds(asked.textures, 160)
    print(f"{len(drawn)} faces, {len(laid_on)} grounds", flush=True)
    workers = [
        multiprocessing.Process(target=_compose, args=(fresh, drawn, laid_on, number), daemon=True)
        for number in range(2)
    ]
    for worker in workers:
        worker.start()
    net = Finder()
    if asked.start:
        _go_on(net, torch.load(asked.start))
    _train(net, fresh, asked)
    shutil.copy(asked.folder / "finder.onnx", SHIPPED)
    for worker in workers:
        worker.terminate()


def _go_on(net: Finder, weights: dict[str, torch.Tensor]) -> None:
    """Start from earlier weights; blocks that those lack begin by passing on what they are given."""
    lacking, _ = net.load_state_dict(weights, strict=False)
    for name in lacking:
        if name.endswith("two.1.weight"):
            torch.nn.init.zeros_(net.get_parameter(name))


def _compose(fresh: multiprocessing.Queue[Item], drawn: list, laid_on: list, number: int) -> None:  # type: ignore[type-arg]
    cv2.setNumThreads(1)
    os.nice(8)
    rng = Random(f"scenes-{number}-{time.time_ns()}")
    while True:
        made = example(rng, drawn, laid_on, *(SHAPE if rng.random() < 0.5 else SHAPE[::-1]))
        wanted, counts = targets(made)
        item = (made.pixels, wanted.astype(np.float16), counts.astype(np.uint8))
        if made.pixels.shape[0] > made.pixels.shape[1]:
            item = _transposed(item)
        fresh.put(item)


def _transposed(item: Item) -> Item:
    pixels, wanted, counts = item
    wanted = wanted.transpose(0, 2, 1)[[0, 1, 2, 4, 3, 5]]
    return np.ascontiguousarray(pixels.transpose(1, 0, 2)), np.ascontiguousarray(wanted), counts.transpose(0, 2, 1)


def _varied(item: Item, rng: Random) -> Item:
    """Mirror an example; scenes have no handedness that matters for finding."""
    pixels, wanted, counts = item
    if rng.random() < 0.5:
        pixels, wanted, counts = pixels[:, ::-1], wanted[:, :, ::-1].copy(), counts[:, :, ::-1]
        wanted[3] *= -1
    if rng.random() < 0.5:
        pixels, wanted, counts = pixels[::-1], wanted[:, ::-1].copy(), counts[:, ::-1]
        wanted[4] *= -1
    return pixels, wanted, counts


def _batch(kept: Sequence[Item], rng: Random) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    chosen = [_varied(kept[rng.randrange(len(kept))], rng) for _ in range(BATCH)]
    turned = rng.random() < 0.5
    if turned:
        chosen = [_transposed(each) for each in chosen]
    pixels = torch.from_numpy(np.stack([each[0] for each in chosen])).permute(0, 3, 1, 2).float()
    wanted = torch.from_numpy(np.stack([each[1] for each in chosen])).float()
    counts = torch.from_numpy(np.stack([each[2] for each in chosen])).float()
    return pixels.contiguous(memory_format=torch.channels_last), wanted, counts


def _train(net: Finder, fresh: multiprocessing.Queue[Item], asked: argparse.Namespace) -> None:
    net = net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    steps = torch.optim.AdamW(net.parameters(), lr=asked.rate, weight_decay=1e-4)
    mean = torch.optim.swa_utils.AveragedModel(
        net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998), use_buffers=True
    )
    short = torch.backends.cpu.get_cpu_capability().startswith("AVX512")  # elsewhere short floats are imitated, slowly
    rng, kept, taken, made, running = Random(0), [], 0, 0, 0.0
    start = time.monotonic()
    while (spent := (time.monotonic() - start) / 60 / asked.minutes) < 1:
        made += _refill(kept, fresh, wait=len(kept) < 200 or taken * BATCH > made * USES)
        warm = min(1.0, (taken + 1) / 200)
        for group in steps.param_groups:
            group["lr"] = asked.rate * warm * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * spent)))
        pixels, wanted, counts = _batch(kept, rng)
        with torch.autocast("cpu", torch.bfloat16, enabled=short):
            said = net(pixels)
        value = loss(said.float(), wanted, counts)
        steps.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        steps.step()
        mean.update_parameters(net)
        taken += 1
        running += value.item()
        if taken % 100 == 0:
            print(f"{spent:4.0%} step {taken} made {made} loss {running / 100:.4f}", flush=True)
            running = 0.0
        if taken % 500 == 0:
            write(mean.module, asked.folder)
    write(mean.module, asked.folder)


def _refill(kept: list[Item], fresh: multiprocessing.Queue[Item], wait: bool) -> int:
    count = 0
    while True:
        try:
            item = fresh.get(timeout=600) if wait and count == 0 else fresh.get_nowait()
        except queue.Empty:
            return count
        if len(kept) >= KEPT:
            kept.pop(0)
        kept.append(item)
        count += 1


def write(net: torch.nn.Module, folder: Path) -> None:
    """Write the weights as ``finder.pt`` to go on from, and as ``finder.onnx`` to find cards with."""
    torch.save(net.state_dict(), folder / "finder.pt")
    net = net.eval()
    pixels = torch.zeros(1, 3, 480, 640)
    torch.onnx.export(
        net,
        (pixels,),
        str(folder / "finder.onnx"),
        input_names=["pixels"],
        output_names=["said"],
        dynamic_axes={"pixels": {2: "h", 3: "w"}, "said": {2: "h4", 3: "w4"}},
        opset_version=17,
        dynamo=False,
    )
    net.train()


if __name__ == "__main__":
    main()
