"""Another photo of the very same card is known by what is printed on it; nobody else's card is."""

import json
from dataclasses import replace
from random import Random

import pytest
from book_contacts import person, reading
from hypothesis import given
from hypothesis import strategies as st

from bench.book.contacts import printed
from bench.book.pairs import DIFFERENT
from cardscan.book import open_book
from cardscan.likeness.cards import same_card
from cardscan.model import Ask, Insert, Merge

CARD = ("株式会社青葉", "営業部 課長", "髙橋 美咲", "03-5950-1234", "東京都豊島区南池袋1-16-15")
BARE = person(mail=None, mobile=None, titles=("課長",))


def test_the_same_lines_are_the_same_card_in_whatever_order_and_width():
    wide = ("髙橋　美咲", "０３－５９５０－１２３４", "株式会社 青葉", "東京都豊島区南池袋1－16－15", "営業部　課長")
    assert same_card(CARD, wide, "髙橋 美咲") and same_card(wide, CARD, "髙橋 美咲")


def test_a_character_of_a_line_of_words_may_be_taken_for_one_that_looks_alike():
    one, other = ((*CARD, f"お困りの時は{kana}ご相談を") for kana in ("夕方に", "タ方に"))
    assert same_card(one, other, "髙橋 美咲") and same_card(other, one, "髙橋 美咲")


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ((*CARD[:2], "髙橋 美沙", *CARD[3:]), "髙橋 美沙"),  # a sister
        ((*CARD[:2], "高橋 美咲", *CARD[3:]), "高橋 美咲"),  # a namesake with another kanji
        ((*CARD[:3], "03-5950-1235", CARD[4]), "髙橋 美咲"),  # another number
        ((*CARD, "m.takahashi@aoba.example"), "髙橋 美咲"),  # a mail address more
        ((CARD[0], CARD[2], *CARD[3:], "部長代理", "企画室"), "髙橋 美咲"),  # another job in the firm
        ((CARD[0], "営業部 部長", *CARD[2:]), "髙橋 美咲"),  # another title
        ((CARD[0], *CARD[2:]), "髙橋 美咲"),  # no title
        (("髙橋 美咲", "青葉"), "髙橋 美咲"),  # hardly anything on it
    ],
)
def test_what_tells_two_people_apart_tells_their_cards_apart(lines, name):
    assert not same_card(CARD, lines, name) and not same_card(lines, CARD, name)


@given(st.lists(st.text(max_size=20), max_size=8), st.randoms())
def test_a_card_is_like_itself_if_there_is_enough_on_it(lines, dice):
    whole = ["髙橋 美咲", "株式会社青葉ソリューションズ", "03-5950-1234", *lines]
    mixed = dice.sample(whole, len(whole))
    assert same_card(whole, mixed, "髙橋 美咲")


@pytest.mark.parametrize("case", DIFFERENT)
def test_two_people_never_have_the_very_same_card(case):
    dice = Random(f"cards {case}")
    for _ in range(400):
        one, other = DIFFERENT[case](dice)
        assert one.name is None or not same_card(printed(one), printed(other), one.name.full)


def test_a_second_photo_of_a_card_without_mail_and_mobile_is_the_same_person_and_says_why(tmp_path):
    with open_book(tmp_path) as book:
        picture = book.keep_picture(b"1", "a.jpg")
        uid = book.apply(book.plan(BARE), reading(BARE, words=CARD), picture=picture).uid
        plan = book.plan(BARE, lines=CARD)
        assert isinstance(plan, Merge) and (plan.uid, plan.reasons[0]) == (uid, "the very same card")
        assert isinstance(book.plan(BARE), Ask), "by the contact alone it may be a namesake"
        other = replace(BARE, name=person("鈴木 一郎", None).name)
        assert isinstance(book.plan(other, lines=CARD), Insert)


def test_of_two_people_with_the_very_same_card_a_human_says_which(tmp_path):
    with open_book(tmp_path) as book:
        for number in range(2):
            picture = book.keep_picture(bytes([number]), "a.jpg")
            book.apply(Insert(BARE), reading(BARE, words=CARD), picture=picture)
        plan = book.plan(replace(BARE, notes=("x",)), lines=CARD)
        assert isinstance(plan, Ask) and len(plan.candidates) == 2


def test_scan_knows_another_photo_of_a_card(cardscan, draw_card, tmp_path):
    words = ("株式会社青葉", "課長", "髙橋 美咲", "TEL 03-5950-1234", "東京都豊島区南池袋1-16-15")
    for name in ("a.png", "b.png"):
        done = cardscan("scan", draw_card(name, *words), "--book", tmp_path / "b", "--engine", "replay", "--yes")
    assert "1 card read: 0 new, 1 known" in done.stdout
    (entry,) = map(json.loads, cardscan("list", "--json", "--book", tmp_path / "b").stdout.splitlines())
    assert "the very same card" in cardscan("history", entry["uid"], "--book", tmp_path / "b").stdout
