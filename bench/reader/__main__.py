"""``python -m bench.reader``: teach the reader and write cardscan/ocr/reader.onnx (``make train-reader``).

Without more, its last layer learns on from bench/reader/reader.onnx: half an hour on two cores. ``--whole SECONDS``
begins with the recogniser inside the rapidocr wheel and teaches it all, for which a graphics processor is wanted.
``--eight`` teaches nothing.
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
    from cardscan.ocr.ppocr import PLAIN, models

    parser = argparse.ArgumentParser("python -m bench.reader", description=__doc__)
    parser.add_argument("--whole", type=float, metavar="SECONDS", help="first teach all layers, for so long")
    parser.add_argument("--minutes", type=float, default=11.0, help="of drawing lines for the last layer")
    parser.add_argument("--eight", action="store_true", help="teach nothing, only write it and the detector in 8 bits")
    asked = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    faces, corpus = FOLDER / "faces", FOLDER / "corpus.txt"
    if not faces.exists():
        _run("faces", faces)
    if not corpus.exists():
        _run("corpus", corpus)
    if asked.eight:
        _run("eight")
        return 0
    if asked.whole:
        wheel, taught = models() / PLAIN, FOLDER / "whole.npz"
        _run("train", "--model", wheel, "--corpus", corpus, "--faces", faces, "--seconds", asked.whole, "--out", taught)
        _run("pack", wheel, taught)
    last = FOLDER / "head.npz"
    told = ("--corpus", corpus, "--faces", faces, "--icons", faces / "icons", "--minutes", asked.minutes)
    _run("head", "--model", READER, *told, "--out", last)
    _run("pack", READER, last)
    _run("eight")
    return 0


def _run(step: str, *arguments: object) -> None:
    print(f"bench.reader.{step}", file=sys.stderr, flush=True)
    subprocess.run([sys.executable, "-m", f"bench.reader.{step}", *map(str, arguments)], check=True)


if __name__ == "__main__":
    sys.exit(main())
