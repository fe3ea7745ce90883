"""Cards laid out and parsed without a reader: what is printed reaches the parser, and what it gets wrong is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench import perfect
from cardscan.parse import parse


def test_every_printed_line_reaches_the_parser_in_order_from_the_top():
    [(_, card)] = perfect.cards("ja", 1, 1)
    lines = perfect.printed_lines(card)
    assert sorted(line.text for line in lines) == sorted(line.text for line in card.lines)
    tops = [line.quad[0][1] for line in lines]
    assert tops == sorted(tops)


@pytest.mark.parametrize("kind", perfect.KINDS)
def test_the_same_seed_lays_out_the_same_card(kind: str):
    [(_, one)], [(_, other)] = perfect.cards(kind, 3, 1), perfect.cards(kind, 3, 1)
    assert (one.contact, one.lines) == (other.contact, other.lines)


def test_what_is_understood_wrongly_is_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(perfect, "parse", lambda lines: parse(lines[:1]))
    assert perfect.main(["--kinds", "en", "--count", "1"]) == 0
    shown = capsys.readouterr().out
    assert "--- en 1" in shown
    assert "  email: printed" in shown
    assert "en: all right 0.000" in shown


def test_each_of_several_people_is_printed_with_what_is_theirs_and_what_is_everybodys():
    for _, card in perfect.cards("people", 1, 5):
        contacts = [card.contact, *card.companions]
        assert len({contact["name"]["full"] for contact in contacts}) == len(contacts) > 1
        assert len({str(contact["addresses"]) for contact in contacts}) == 1
        assert len({contact["orgs"][0]["name"] for contact in contacts}) == 1


def test_somebody_who_is_not_found_is_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(perfect, "parse", lambda lines: replace(parse(lines), others=()))
    perfect.main(["--kinds", "people", "--count", "1"])
    assert "read []" in capsys.readouterr().out
