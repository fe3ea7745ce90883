"""``make fit-trust``: learn from dev cards how likely a line is right whose letters have such and such chances.

Drawn and photographed cards of every kind are read; of each line it is known whether it is right, letter for letter. A
logistic curve over a few sums is laid through that (``cardscan.ocr.trust``) and written to ``cardscan/ocr/trust.toml``.
"""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.score.letters import Read, count, stretches
from bench.score.pictures import generated
from bench.score.reading import cards_of, on_photo
from bench.score.reading_report import calibration_error
from cardscan.model import TextLine
from cardscan.ocr.boxes import size_of
from cardscan.ocr.language import Knowledge
from cardscan.ocr.ppocr import DETECTOR, RECOGNISER, PpOcr
from cardscan.ocr.trust import evidence
from cardscan.ocr.turns import Reading

COUNTS: Mapping[str, int] = {
    "flat_ja": 60,
    "photo_ja": 60,
    "vertical_ja": 50,
    "hard_ja": 60,
    "flat_en": 40,
    "photo_en": 30,
    "variants_ja": 40,
    "variants_photo": 40,
    "lines_ko": 30,
    "lines_zh": 30,
}
RESULT = Path(__file__).parent.parent / "cardscan" / "ocr" / "trust.toml"
CALM = 0.01  # weight of the squares of the weights: evidence that says little gets none
Doubles = npt.NDArray[np.float64]


class Overheard(PpOcr):
    """The reader that cardscan ships, which also keeps what every line of the last card was told by."""

    def __init__(self) -> None:
        super().__init__("ppocr", DETECTOR, RECOGNISER, lambda _: {})
        self.told: dict[TextLine, tuple[float, ...]] = {}

    def _line(self, reading: Reading, settle: Callable[[str], str], known: Knowledge) -> TextLine | None:
        line = super()._line(reading, settle, known)
        if line is not None:
            height = min(size_of(reading.view.box))
            self.told[line] = evidence(reading.decoded.chances, height, reading.view.vertical)
        return line


def main() -> int:
    """Read, fit, write, and print how far the claims are off the truth."""
    parser = argparse.ArgumentParser("python -m bench.trust", description=__doc__)
    parser.add_argument("--seed", type=int, default=8001, help="of the first dev picture of each slice")
    asked = parser.parse_args()
    samples = [each for name, many in COUNTS.items() for each in _lines(name, asked.seed, many)]
    told, right = np.array([each for each, _ in samples]), np.array([each for _, each in samples], np.float64)
    weights = fitted(told, right)
    claims = list(zip((1 / (1 + np.exp(-told @ weights))).tolist(), (right > 0).tolist(), strict=True))
    off = calibration_error(claims)
    print(
        f"{len(right)} lines, {right.mean():.3f} right, calibration {off:.3f}, weights {np.round(weights, 3).tolist()}"
    )
    RESULT.write_text(_toml(weights, len(right), off), "utf-8")
    return 0


def _lines(name: str, seed: int, many: int) -> Iterator[tuple[tuple[float, ...], bool]]:
    """Yield what each line was told by that lies where one line is printed, or none, and whether it is right."""
    reader = Overheard()
    for picture in generated(name, "dev", seed, many):
        for card, printed in cards_of(picture):
            reader.told.clear()
            lines = reader.read(card)
            numbered = [
                Read(line.text, on_photo(card, line.quad), float(number), line.vertical)
                for number, line in enumerate(lines)
            ]
            for each in stretches(printed, numbered):
                if len(each.sure) == 1:
                    right = count(each, {}).lines_right == 1
                    yield reader.told[lines[int(each.sure[0])]], right


def fitted(told: Doubles, right: Doubles) -> Doubles:
    """Return the weights (k,) of the logistic curve through ``right`` (n,), 0 or 1, over ``told`` (n, k), by Newton's
    method, held small by their squares times CALM."""
    weights = np.zeros(told.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-told @ weights))
        slope = told.T @ (chance - right) + CALM * weights
        bend = (told * (chance * (1 - chance))[:, None]).T @ told + CALM * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights


def _toml(weights: Sequence[float] | Doubles, lines: int, off: float) -> str:
    made = datetime.datetime.now(datetime.UTC).date().isoformat()
    values = ", ".join(f"{each:.3f}" for each in weights)
    return (
        "# Made by `make fit-trust`; see bench/trust.py. The log odds that a line is right: its evidence (trust.py),\n"
        "# weighed. Fitted on so many lines, on which the claims are off by so much on the average.\n"
        f"made = {made}\nlines = {lines}\ncalibration_error = {off:.3f}\nweights = [{values}]\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
