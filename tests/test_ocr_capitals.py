"""A capital that looks like its small letter is one where the letters beside it leave no doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.ocr.capitals import with_capitals


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Bożena SZczepański", "Bożena Szczepański"),
        ("SCHmidt & Söhne", "Schmidt & Söhne"),
        ("Mário MoraiS", "Mário Morais"),
        ("şule Çelik", "Şule Çelik"),
        ("íñigo Ortega", "Íñigo Ortega"),
        ("říčka a.s.", "Říčka a.s."),
        ("Doğuş A.ş.", "Doğuş A.Ş."),
        ("insan Kaynakları", "İnsan Kaynakları"),
        ("Ínşaat Mühendisi", "İnşaat Mühendisi"),
        ("Satış inşaat", "Satış İnşaat"),
        ("34728 istanbul", "34728 İstanbul"),
        ("EI Olivar S.L.", "El Olivar S.L."),
    ],
)
def test_a_capital_is_put_where_no_small_letter_stands(read: str, printed: str):
    assert with_capitals(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "Salesforce SaaS",
        "SpaceX",
        "OpenCV",
        "über Stock und Stein",
        "ñandú",
        "iPhone Service",
        "www.istanbul.example",
        "info@MoraiS.example",
        "için Kaynaklar",
        "EI Marie Dupont",
        "Íñigo Ortega",
    ],
)
def test_what_may_be_meant_so_stays(text: str):
    assert with_capitals(text) == text


@given(st.text("aiİıŞşSZříEI lO.@Ñ", max_size=20))
def test_only_the_size_of_letters_changes_and_twice_is_once(text: str):
    once = with_capitals(text)
    assert len(once) == len(text) and with_capitals(once) == once
