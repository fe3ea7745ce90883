"""The way of one photo through all stages, with an engine that says what the test wants."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from cardscan import pipeline, sides
from cardscan.errors import BlankCard, NoCardFound
from cardscan.image.tags import Label
from cardscan.model import CardImage, CardReading, Photo, Quality, TextLine
from cardscan.parse import parse

HEIGHT, WIDTH = 700, 1160
TEXTS = ("Contoso Ltd.", "Jane Doe", "Managing Director", "jane.doe@contoso.com", "+44 20 7946 0018")


class Says:
    """An engine that reads the same lines on every card, as if the card lay turned by ``turn`` quarters."""

    name = "says"

    def __init__(self, *texts: str, turn: int = 0, label: tuple[str, float] = ("", 0.0)) -> None:
        self.texts, self.turn, self.label = texts, turn, label

    def read(self, card: CardImage) -> tuple[TextLine, ...]:
        lines = []
        for number, text in enumerate(self.texts):
            top = 80 + 110 * number
            corners = [(80.0, top), (700.0, top), (700.0, top + 50.0), (80.0, top + 50.0)]
            for _ in range(self.turn):
                corners = [(HEIGHT - y, x) for x, y in corners]
            a, b, c, d = corners
            lines.append(TextLine(text, (a, b, c, d), 0.99, self.name))
        return tuple(lines)

    def read_labels(self, patches: Sequence[np.ndarray]) -> tuple[tuple[tuple[str, float], ...], ...]:
        return tuple((self.label,) for _ in patches)


def card() -> CardImage:
    pixels = np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    photo = Photo("a.jpg", 1, pixels)
    return CardImage(photo, 1, ((0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)), pixels, Quality(300, 1, 0))


def test_lines_become_a_contact():
    reading = pipeline.read_card(card(), Says(*TEXTS))
    assert reading.parsed.contact.name is not None
    assert reading.parsed.contact.name.full == "Jane Doe"


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_turned_card_comes_out_upright_with_its_own_corner_first(turn: int):
    reading = pipeline.read_card(card(), Says(*TEXTS, turn=turn))
    first = reading.parsed.lines[0].quad
    assert first[1][0] > first[0][0] and abs(first[1][1] - first[0][1]) < 1
    assert reading.card.quad[0] == card().quad[turn]


def test_a_card_without_text_is_blank():
    with pytest.raises(BlankCard, match=r"a\.jpg"):
        pipeline.read_card(card(), Says())


def test_text_without_anybody_to_reach_is_no_card():
    with pytest.raises(NoCardFound, match=r"a\.jpg"):
        pipeline.read_card(card(), Says("すべての笑顔のために、ひとつずつ。"))


def desk(*numbers: str) -> Photo:
    """A dark desk with white cards side by side, each with a yellow number at its top right corner."""
    pixels = np.full((1000, 300 + 800 * len(numbers), 3), (40, 50, 60), np.uint8)
    for i, number in enumerate(numbers):
        left = 150 + 800 * i
        cv2.rectangle(pixels, (left, 250), (left + 640, 250 + 390), (250, 250, 250), -1)
        for row in range(5):
            cv2.putText(pixels, TEXTS[row], (left + 40, 330 + 60 * row), cv2.FONT_HERSHEY_DUPLEX, 1, (20, 20, 20), 2)
        if number:
            cv2.circle(pixels, (left + 625, 262), 38, (60, 220, 250), -1, cv2.LINE_AA)
            cv2.putText(pixels, number, (left + 610, 278), cv2.FONT_HERSHEY_DUPLEX, 1.4, (0, 0, 0), 3, cv2.LINE_AA)
    return Photo("desk.jpg", 1, pixels)


def test_the_number_on_the_case_is_the_tag():
    readings = list(pipeline.read_photo(desk("3"), Says(*TEXTS, label=("3", 1.0))))
    assert [reading.card.tag for reading in readings if isinstance(reading, CardReading)] == ["3"]


def test_a_logo_that_is_no_number_is_no_tag():
    readings = list(pipeline.read_photo(desk("A"), Says(*TEXTS, label=("CO", 0.98))))
    assert [reading.card.tag for reading in readings if isinstance(reading, CardReading)] == [None]


def label(number: str) -> Label:
    return Label(number, 0.99, 1, ((1120.0, 10.0), (1150.0, 10.0), (1150.0, 40.0), (1120.0, 40.0)))


def test_the_number_on_the_case_is_no_part_of_the_text():
    class WithNumber(Says):
        def read(self, card: CardImage) -> tuple[TextLine, ...]:
            return (*super().read(card), TextLine("12", label("12").quad, 0.99, self.name))

    assert "12" in [line.text for line in pipeline.read_card(card(), WithNumber(*TEXTS)).parsed.lines]
    reading = pipeline.read_card(card(), WithNumber(*TEXTS), label("12"))
    assert "12" not in [line.text for line in reading.parsed.lines]
    assert "12" not in reading.parsed.contact.notes


def test_cards_are_numbered_from_left_to_right():
    readings = list(pipeline.read_photo(desk("", ""), Says(*TEXTS)))
    assert [reading.card.index for reading in readings if isinstance(reading, CardReading)] == [1, 2]


COUPLE = ("山田工房", "店主 山田 太郎", "店長 山田 花子", "090-1234-5678", "info@yamada.example.jp")


def test_each_person_on_a_card_has_a_number_and_the_card_waits_once_for_its_back():
    table = [one for one in pipeline.read_photo(desk("", ""), Says(*COUPLE)) if isinstance(one, CardReading)]
    assert [one.card.index for one in table] == [1, 2, 3, 4]
    assert len({one.card.quad for one in table}) == 2
    alone = [one for one in pipeline.read_photo(desk(""), Says(*COUPLE)) if isinstance(one, CardReading)]
    assert [one.parsed.contact.name.full for one in alone if one.parsed.contact.name] == ["山田 太郎", "山田 花子"]
    assert all(one.parsed.others == () for one in alone)
    assert [face.card for face in sides.sides_to_come(alone)] == [1]


def test_an_empty_desk_has_no_card():
    photo = Photo("desk.jpg", 1, np.full((900, 1200, 3), (40, 50, 60), np.uint8))
    with pytest.raises(NoCardFound, match=r"desk\.jpg"):
        list(pipeline.read_photo(photo, Says()))


@pytest.mark.parametrize(
    ("texts", "somebody"),
    [
        ((), False),
        (("こんにちは",), False),
        (("山田 太郎",), False),
        (("株式会社青葉", "部長", "山田 太郎"), True),
        (("株式会社青葉",), False),
        (("株式会社青葉", "03-5950-1234"), True),
        (("KAWA BANK", "9940 1576 7936 2656", "VALID THRU 01/29", "PETER TAYLOR"), False),
        (("株式会社青葉", "部長", "山田 太郎", "4980 1234 5678 9012"), False),
        (("会員証", "氏名 山田 太郎", "東京都千代田区丸の内1-2-3"), False),
        (("株式会社青葉", "健康保険のご相談", "山田 太郎", "03-5950-1234"), True),
        (("領収書", "バナナ ¥314", "食パン6枚 ¥208", "合計 ¥522"), False),
    ],
)
def test_a_contact_is_somebody_and_a_way_to_them(texts: tuple[str, ...], somebody: bool):
    assert sides.is_contact(parse(Says(*texts).read(card()))) is somebody
