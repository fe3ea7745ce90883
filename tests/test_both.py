"""A second reader is heard on doubtful lines, as far as it deserves."""

from __future__ import annotations

import numpy as np
import pytest

from cardscan.model import Alternative, CardImage, Photo, Quality, TextLine
from cardscan.ocr.both import Both, advised
from cardscan.parse.choice import chosen

QUAD = ((10.0, 10.0), (210.0, 10.0), (210.0, 30.0), (10.0, 30.0))


def line(text: str, confidence: float, *others: tuple[str, float]) -> TextLine:
    """Return a line with what else it may say."""
    return TextLine(text, QUAD, confidence, "both", alternatives=tuple(Alternative(*each) for each in others))


class First:
    """A reader that is sure of one line and in doubt of another."""

    name, version = "first", "1"

    def read(self, card: CardImage) -> tuple[TextLine, ...]:
        return (line("HPはこちら", 0.99), line("Astel Offce", 0.4))

    def read_labels(self, patches: list[np.ndarray]) -> tuple[tuple[tuple[str, float], ...], ...]:
        return ((("7", 1.0),),)


class Second:
    """A reader that counts how often it is asked."""

    version = "2"

    def __init__(self) -> None:
        self.asked: list[np.ndarray] = []

    def read_line(self, pixels: np.ndarray) -> str:
        self.asked.append(pixels)
        return "Astel Office"


def card() -> CardImage:
    pixels = np.full((60, 300, 3), 30, np.uint8)
    return CardImage(Photo("a.png", 1, pixels), 1, QUAD, pixels, Quality(300, 1, 0))


def test_only_doubtful_lines_are_asked_about_and_they_are_shown_dark_on_light() -> None:
    second = Second()
    sure, doubtful = Both(First(), second).read(card())  # type: ignore[arg-type]
    assert sure.alternatives == ()
    assert [each.text for each in doubtful.alternatives] == ["Astel Office"]
    (shown,) = second.asked
    assert np.median(shown) > 128


def test_what_both_say_is_surer() -> None:
    assert advised(line("日の出 会館", 0.5), "日の出会館").confidence == pytest.approx(0.8)


def test_what_only_the_second_says_is_as_likely_as_it_was_ever_right() -> None:
    told = advised(line("HPIはこちら", 0.5, ("HPlはこちら", 0.2)), "HPはこちら")
    assert [(each.text, round(each.chance, 3)) for each in told.alternatives] == [
        ("HPlはこちら", 0.175),
        ("HPはこちら", 0.123),
    ]
    assert told.text == "HPIはこちら"


def test_what_the_first_held_for_possible_becomes_likelier() -> None:
    (other,) = advised(line("日の串会館", 0.5, ("日の出会館", 0.2)), "日の出 会館").alternatives
    assert other.chance > 0.2


def test_a_second_reader_that_sees_nothing_changes_nothing() -> None:
    doubtful = line("日の串会館", 0.5, ("日の出会館", 0.2))
    assert advised(doubtful, "") == doubtful


def test_grammar_and_words_choose_among_what_both_say() -> None:
    assert chosen([advised(line("准歉授", 0.3), "准教授")])[0].text == "准教授"
