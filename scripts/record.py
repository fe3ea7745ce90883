"""``make record PICTURES="a.jpg b.jpg"``: write beside each picture what the default reader says of it.

``--engine replay`` gives the recording back, so that a test needs neither models nor seconds.
"""

from __future__ import annotations

import sys

import msgspec

from cardscan import pipeline
from cardscan.ocr import open_engine
from cardscan.ocr.replay import Recorder, beside


def main(pictures: list[str]) -> int:
    """Record every picture; return 1 if none was given."""
    engine = open_engine("ppocr")
    for picture in pictures:
        recorder = Recorder(engine)
        cards = sum(not isinstance(card, pipeline.Failure) for card in pipeline.read(picture, recorder))
        beside(picture).write_bytes(msgspec.json.format(msgspec.json.encode(recorder.recording)))
        print(f"{beside(picture)}: {cards} cards")
    return 0 if pictures else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
