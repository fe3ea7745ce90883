"""What backs a value: which pixels it was read from, and what else they may say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cardscan.book.search import first_sign, sort_key
from cardscan.book.shelf import CardRow, CardText
from cardscan.model import Affiliation, Alternative, Contact, Field, Kind, Name, Quality, Source, TextLine
from cardscan.web import shapes
from cardscan.web.evidence import Evidence, evidence
from cardscan.web.pace import AIM, minutes_left
from cardscan.web.shapes import main_path, word_of
from cardscan.web.tray import Tray

QUAD = ((100.0, 50.0), (300.0, 50.0), (300.0, 70.0), (100.0, 70.0))


def _card(line: TextLine, field: Field) -> CardRow:
    text = CardText(QUAD, (line,), (field,), Contact(), (), Quality(300, 0.9, 0.0))
    return CardRow("hash", 1, 1, "front", None, "flat.jpg", text, 7)


def _mail(text: str, *others: tuple[str, float], start: int = 0, value: str | None = None) -> Evidence:
    line = TextLine(text, QUAD, 0.6, "replay", False, tuple(Alternative(*one) for one in others))
    value = text[start:] if value is None else value
    field = Field("emails[0]", Kind.EMAIL, value, 0.6, (Source(0, start, len(text), "mail"),), "dim")
    return evidence([_card(line, field)], "emails[0]", value)


def test_the_crop_is_the_part_of_the_line_that_the_value_was_read_from() -> None:
    crop = _mail("Mail: a@b.example", start=6).crop
    assert crop is not None and crop.card == 7
    letters = 200 / 17
    assert 100 + 6 * letters - 5 < crop.x < 100 + 6 * letters, "not the label before it"
    assert crop.x + crop.width > 300 and crop.y < 50 < 70 < crop.y + crop.height


def test_a_wide_character_takes_the_place_of_two() -> None:
    line = TextLine("阿部 Abe", QUAD, 0.9, "replay")
    field = Field("name.latin", Kind.LATIN, "Abe", 0.9, (Source(0, 3, 6, "latin"),))
    crop = evidence([_card(line, field)], "name.latin", "Abe").crop
    assert crop is not None
    assert 100 + 200 * 5 / 8 - 5 < crop.x < 100 + 200 * 5 / 8


def test_choices_are_the_same_part_of_what_else_the_line_may_say() -> None:
    backed = _mail("Mail: rn@b.example", ("Mail: m@b.example", 0.3), ("Mail: nn@b.example", 0.1), start=6)
    assert backed.choices == ("m@b.example", "nn@b.example")


def test_what_is_hardly_likely_or_the_same_is_no_choice() -> None:
    assert _mail("a@b.example", ("a@b.example", 0.4), ("o@b.example", 0.001)).choices == ()


def test_what_is_printed_is_a_choice_where_a_rule_made_something_else_of_it() -> None:
    assert _mail("a@b.exarnple", value="a@b.example").choices == ("a@b.exarnple",)


def test_a_reading_that_is_printed_nowhere_is_a_guess() -> None:
    line = TextLine("阿部 太郎", QUAD, 0.9, "replay")
    field = Field("name.family_reading", Kind.READING, "あべ", 0.5, (Source(0, 0, 5, "name"),))
    backed = evidence([_card(line, field)], "name.family_reading", "あべ")
    assert backed.line is None and backed.crop is not None and backed.choices == ()


def test_what_no_card_says_is_backed_by_nothing() -> None:
    assert evidence([], "emails[0]", "a@b.example") == Evidence(None, None)


texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)


@given(texts, st.lists(texts, max_size=4), st.data())
def test_any_line_gives_a_crop_and_choices_that_are_others(text: str, others: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    line = TextLine(text, QUAD, 0.5, "replay", False, tuple(Alternative(one, 0.2) for one in others))
    value = text[start:end]
    field = Field("notes[0]", Kind.NOTE, value, 0.5, (Source(0, start, end, "note"),))
    backed = evidence([_card(line, field)], "notes[0]", value)
    assert backed.crop is not None and backed.crop.width > 0 and backed.crop.height > 0
    assert value not in backed.choices and all(backed.choices)


@given(st.text(max_size=40))
def test_any_path_has_a_word_and_a_line(path: str) -> None:
    assert word_of(path) and isinstance(main_path(path), str)
    assert main_path(main_path(path)) == main_path(path)


def test_people_stand_in_their_row() -> None:
    for name, row in (
        (Name("髙橋 美咲", "髙橋", "美咲", "たかはし", "みさき"), "た"),
        (Name("後藤", "後藤", None, "ごとう"), "か"),
        (Name("パク"), "は"),
        (Name("王 小明"), "#"),
        (Name("Ann Lee", "Lee", "Ann"), "A"),
        (Name("ガルシア マリア", "ガルシア", "マリア"), "か"),
        (None, "は"),
    ):
        contact = Contact(name, (Affiliation("株式会社ハルカ"),))
        assert shapes.row(first_sign(sort_key(contact))) == row


def test_minutes_are_reckoned_by_the_aim_until_the_users_own_pace_is_known() -> None:
    from cardscan.book import Change

    def approved(seconds: int) -> Change:
        return Change(seconds, f"2026-11-20T21:{seconds // 60:02}:{seconds % 60:02}+00:00", "approve", "", 1)

    assert minutes_left((), 20) == round(20 * AIM / 60)
    slow = [approved(seconds) for seconds in range(600, -1, -60)]
    assert minutes_left(slow, 20) == 20
    assert minutes_left(slow, 0) == 0


def test_a_photo_that_was_being_read_when_the_program_ended_waits_again(tmp_path) -> None:
    tray = Tray(tmp_path)
    shown = tray.put(b"photo", "a.jpg", "Expo", None, None)
    assert tray.next(0).hash == shown.hash and tray.next(0) is None
    again = Tray(tmp_path)
    assert [one.state for one in again.photos()] == ["waiting"]
    assert again.next(0).event == "Expo"


def test_a_record_that_is_damaged_costs_no_other(tmp_path) -> None:
    Tray(tmp_path).put(b"photo", "a.jpg", None, None, None)
    (tmp_path / f"{'0' * 64}.json").write_bytes(b'{"hash": "../../x", "name')
    assert len(Tray(tmp_path).photos()) == 1
