"""``python -m bench.reader``: teach the reader and write cardscan/ocr/reader.onnx (``make train-reader``).

Goes on from bench/reader/reader.onnx. Without more its last layer learns: half an hour on two cores. ``--whole
SECONDS`` teaches it all, with lines cut from cards besides, for which a graphics processor is wanted. ``--eight``
teaches nothing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

FOLDER = Path(".reader")


def main() -> int:
    """Fetch fonts, gather texts, learn, pack, round, each in a program of its own; nothing is made twice."""
    from bench.reader.pack import READER

    parser = argparse.ArgumentParser("python -m bench.reader", description=__doc__)
    parser.add_argument("--whole", type=float, metavar="SECONDS", help="teach all layers, for so long")
    parser.add_argument("--minutes", type=float, default=11.0, help="of drawing lines for the last layer")
    parser.add_argument(
        "--cutting", type=float, default=25.0, help="minutes of cutting lines from cards for all layers"
    )
    parser.add_argument("--eight", action="store_true", help="teach nothing, only write it and the detector in 8 bits")
    asked = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    faces, corpus, cut = FOLDER / "faces", FOLDER / "corpus.txt", FOLDER / "crops"
    if not faces.exists():
        _run("faces", faces)
    if not corpus.exists():
        _run("corpus", corpus)
    told = ("--model", READER, "--corpus", corpus, "--faces", faces)
    taught = FOLDER / "taught.npz"
    if asked.whole:
        if not cut.exists():
            _run("crops", cut, "--minutes", asked.cutting)
        _run("train", *told, "--crops", cut, "--seconds", asked.whole, "--out", taught)
    elif not asked.eight:
        _run("head", *told, "--icons", faces / "icons", "--minutes", asked.minutes, "--out", taught)
    if not asked.eight:
        _run("pack", READER, taught)
    _run("eight")
    return 0


def _run(step: str, *arguments: object) -> None:
    print(f"bench.reader.{step}", file=sys.stderr, flush=True)
    subprocess.run([sys.executable, "-m", f"bench.reader.{step}", *map(str, arguments)], check=True)


if __name__ == "__main__":
    sys.exit(main())
