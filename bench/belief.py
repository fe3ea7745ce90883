"""``make fit-belief``: learn from dev cards how likely a field is right that a rule is so and so sure of.

Drawn and photographed cards of every kind are read and parsed, once with all words that the parser knows and twice with
one in ten of them unknown to it, for that is how it will be with cards that nobody has seen. For each kind of field the
weights of ``cardscan.parse.belief.chance`` are found that make what was right likeliest, and written to
``cardscan/parse/words/belief.toml``. Words are hidden by what they are, so the result is the same every time.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
import numpy as np

from bench.score.compare import Json
from bench.score.pictures import Labelled, generated
from bench.score.reading_report import calibration_error
from bench.score.tally import pairings
from bench.score.trust import claims
from bench.trust import Doubles
from cardscan.contract import card_record, contact_record
from cardscan.model import CardReading, Code, Field, Kind, TextLine
from cardscan.ocr import Engine, open_engine
from cardscan.parse import belief, eastern_words, lexicon, parse
from cardscan.parse.words import table
from cardscan.pipeline import read

COUNTS: Mapping[str, int] = {
    "flat_ja": 120,
    "photo_ja": 80,
    "vertical_ja": 80,
    "hard_ja": 60,
    "two_orgs_ja": 80,
    "flat_en": 100,
    "photo_en": 50,
    "flat_eu": 100,
    "photo_eu": 50,
    "flat_zh": 80,
    "photo_zh": 40,
    "flat_ko": 80,
    "photo_ko": 40,
}
RESULT = Path(__file__).parent.parent / "cardscan" / "parse" / "words" / "belief.toml"
MEMORY = Path("bench/out/memory")  # of what was read, for the next time
HIDDEN = (0.0, 0.1, 0.1)  # share of the words hidden in each round
WEIGHTS: Mapping[str, tuple[float, float, float, float]] = {  # assumed before anything is known, and how strongly it is
    "first": (2.0, 0.1, -np.inf, np.inf),  # held to that; the least and the most: what tells for a field never tells
    "lack": (1.0, 2.0, 0.0, np.inf),  # against it, nor a doubt for it
    "rival": (5.0, 0.2, 0.0, np.inf),
    "constant": (2.0, 0.1, -np.inf, np.inf),
    "rule": (0.7, 2.0, 0.1, np.inf),
    "doubted": (-1.0, 2.0, -np.inf, 0.0),
    "learned": (0.3, 4.0, 0.0, np.inf),
    "unlearned": (0.0, 0.5, -np.inf, np.inf),
    "listed": (0.5, 2.0, 0.0, np.inf),
    "alone": (0.2, 2.0, -np.inf, np.inf),
}
Sample = tuple[str, belief.Evidence, bool]


def main() -> int:
    """Read, fit, write, and print how far the claims are off the truth."""
    parser = argparse.ArgumentParser("python -m bench.belief", description=__doc__)
    parser.add_argument("--seed", type=int, default=9001, help="of the first dev picture of each slice")
    asked = parser.parse_args()
    engine = open_engine("ppocr", memory=MEMORY)
    read_ = [  # without their pictures: hundreds of those are more than a machine holds
        (truth.get("contact") or {}, reading.parsed.lines, reading.card.codes)
        for name, many in COUNTS.items()
        for truth, reading in cards_read(generated(name, "dev", asked.seed, many), engine)
    ]
    samples: dict[str, list[Sample]] = defaultdict(list)
    for number, share in enumerate(HIDDEN):
        with fewer_words(share, str(number)):
            for card in read_:
                for sample in samples_of(*card)[1]:
                    samples[sample[0]].append(sample)
    weights = {kind: curve(each) for kind, each in sorted(samples.items())}
    off = calibration_error([claim for kind, each in samples.items() for claim in chances(weights[kind], each)])
    RESULT.write_text(_toml(weights, samples, off), "utf-8")
    for kind, each in sorted(samples.items()):
        right = sum(sample[2] for sample in each) / len(each)
        print(f"{kind:<14}{len(each):>6} fields, {right:.3f} right, {np.round(weights[kind], 2).tolist()}")
    told = [
        (sure, right, bool(sample[1].doubted))
        for kind, each in samples.items()
        for (sure, right), sample in zip(chances(weights[kind], each), each, strict=True)
    ]
    certain = [right for sure, right, doubted in told if sure >= belief.CERTAIN and not doubted]
    print(f"calibration {off:.3f}, certain {len(certain) / len(told):.4f}, right {sum(certain) / len(certain):.4f}")
    return 0


def cards_read(pictures: Sequence[Labelled], engine: Engine) -> Iterator[tuple[Json, CardReading]]:
    """Yield the truth of each card that was found, and what was read of it."""
    for picture in pictures:
        found = [each for each in read(str(picture.path), engine) if isinstance(each, CardReading)]
        records = [_record(each) for each in found]
        for each in pairings(picture.cards, records):
            if each.truth is not None and each.record is not None:
                yield each.truth, found[records.index(each.record)]


def samples_of(truth: Json, lines: Sequence[TextLine], codes: Sequence[Code]) -> tuple[Json, tuple[Sample, ...]]:
    """Return the contact that is found, and of each field what tells for it and whether it is right (``truth`` is what
    is printed), as the rules alone find it."""
    told: dict[int, tuple[Field, belief.Evidence]] = {}  # by the field itself: a card may be settled more than once

    def overheard(fields: Sequence[Field], *where: Any) -> tuple[Field, ...]:
        told.update((id(field), (field, belief.evidence(field, *where))) for field in fields)
        return tuple(fields)

    with mock.patch.object(belief, "believed", overheard):
        parsed = parse(lines, codes)
    contact: Json = msgspec.to_builtins(contact_record(parsed.contact))
    stated = [{"field": field.path, "confidence": field.confidence, "doubt": field.doubt} for field in parsed.fields]
    return contact, tuple(
        (field.kind.value, told[id(field)][1], judged[0].right)
        for field, one in zip(parsed.fields, stated, strict=True)
        if field.kind is not Kind.NOTE and (judged := claims({"contact": contact, "fields": [one]}, truth))
    )


@contextmanager
def fewer_words(share: float, salt: str) -> Iterator[None]:
    """Hide a ``share`` of the words in the parser's lists, always the same for a ``salt``."""
    whole: Callable[[str], dict[str, Any]] = table
    fewer = mock.Mock(side_effect=lambda name: _without(whole(name), share, salt))
    with mock.patch.object(lexicon, "table", fewer), mock.patch.object(eastern_words, "table", fewer):
        _forget()
        yield
    _forget()


def _forget() -> None:
    lexicon.words.cache_clear()
    eastern_words.eastern_words.cache_clear()


def _without(value: Any, share: float, salt: str) -> Any:
    if isinstance(value, dict):
        return {key: _without(each, share, salt) for key, each in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], str):
        return [word for word in value if hashlib.sha256((salt + word).encode()).digest()[0] / 256 >= share]
    return value


def curve(samples: Sequence[Sample]) -> Doubles:
    """Return the weights (10,) of ``belief.chance`` for a kind of field: what was right is likeliest with them."""
    from scipy.optimize import minimize

    told = np.array([each[1] for each in samples])
    right = np.array([each[2] for each in samples], np.float64)
    start, calm, least, most = np.array(list(WEIGHTS.values())).T

    def loss(weights: Doubles) -> float:
        sure = np.clip(_chance(weights, told), 1e-9, 1 - 1e-9)
        missed = right * np.log(sure) + (1 - right) * np.log(1 - sure)
        return float(0.5 * (calm * (weights - start) ** 2).sum() - missed.sum())

    found: Doubles = minimize(loss, start, method="L-BFGS-B", bounds=list(zip(least, most, strict=True))).x
    return found


def _chance(weights: Doubles, told: Doubles) -> Doubles:
    """Return ``belief.chance`` of many fields at once: ``told`` (n, 8)."""
    from scipy.special import expit

    both: Doubles = expit(weights[0] - told[:, :2] @ weights[1:3]) * expit(weights[3] + told[:, 2:] @ weights[4:])
    return both


def chances(weights: Doubles, samples: Sequence[Sample]) -> list[tuple[float, bool]]:
    """Return of each field how sure ``weights`` are of it, and whether it is right."""
    sure = _chance(weights, np.array([each[1] for each in samples]))
    return list(zip(sure.tolist(), [each[2] for each in samples], strict=True))


def _record(reading: CardReading) -> Json:
    record: Json = msgspec.json.decode(msgspec.json.encode(card_record(reading)))
    return record


def _toml(weights: Mapping[str, Doubles], samples: Mapping[str, Sequence[Sample]], off: float) -> str:
    made = datetime.datetime.now(datetime.UTC).date().isoformat()
    rows = "\n".join(f"{kind} = [{', '.join(f'{each:.3f}' for each in of)}]" for kind, of in weights.items())
    return (
        "# Made by `make fit-belief`; see bench/belief.py. The chance that a field is right, for each kind: the\n"
        "# weights of parse/belief.py. Fitted on so many fields; the claims on them are off by so much.\n"
        f"made = {made}\nfields = {sum(map(len, samples.values()))}\ncalibration_error = {off:.3f}\n\n"
        f"[weights]\n{rows}\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
