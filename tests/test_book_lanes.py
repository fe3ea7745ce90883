"""Nobody is ever merged with somebody else, and hardly anybody is overlooked: on generated hard pairs."""

from dataclasses import replace
from random import Random

import pytest
from book_contacts import english, person

from bench.book.lanes import judged
from bench.book.pairs import DIFFERENT
from cardscan.likeness import Verdict, likeness
from cardscan.likeness.folding import is_shared_mailbox
from cardscan.model import Name

PAIRS = 1500


@pytest.fixture(scope="module")
def lanes():
    return judged(PAIRS, PAIRS, seed=7)


def test_two_people_never_go_to_lane_same(lanes):
    wrong = {name: case.wrong[0] for name, case in lanes[1].items() if case.wrong}
    assert not wrong
    assert set(lanes[1]) == set(DIFFERENT)


def test_97_of_100_who_are_one_go_to_lane_same_or_ask(lanes):
    missed = sum(len(case.wrong) for case in lanes[0].values())
    assert missed <= 0.03 * sum(case.pairs for case in lanes[0].values())


def test_every_case_is_drawn_and_no_pair_is_the_same_contact_twice():
    rng = Random(1)
    for case in DIFFERENT.values():
        for _ in range(20):
            one, other = case(rng)
            assert one.name != other.name or one.affiliations != other.affiliations


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("田中 健太", "たなか けんた", mail="t@a.example"), person("田中 健大", None, mail="t@a.example")),
        (person("田中 祐二", None, mail="tanaka-ke@a.example"), person("田中 裕二", None, mail="tanaka-ke@a.example")),
        (person("田中 未来", "たなか みらい", mail=None), person("田中 末来", None, mail=None)),
        (english("Mami Tanaka", mail="tanaka@a.example"), english("Marni Tanaka", mail="tanaka@a.example")),
        (english("John Smith", mail="smith@a.example"), english("John Smith Jr.", mail="smith@a.example")),
        (english("John Smith III", mail="john.smith@a.example"), english("John Smith II", mail="john.smith@a.example")),
        (person("田中 愛", "たなか あい"), person("田中 愛", "たなか まな")),
    ],
)  # fmt: skip
def test_a_family_is_not_one_person(one, other):
    assert likeness(one, other).verdict is Verdict.MAYBE
    assert likeness(other, one).verdict is Verdict.MAYBE


def test_one_character_misread_beside_a_mail_address_of_ones_own_is_one_person():
    one = person("田中 祐二", "たなか ゆうじ", mail="y.tanaka@a.example", mobile=None)
    for mail in ("y.tanaka@a.example", "yuji@a.example"):
        read = replace(one, affiliations=(replace(one.affiliations[0], emails=(mail,)),))
        other = replace(read, name=Name("田中 裕二", "田中", "裕二"))
        assert likeness(read, other).verdict is Verdict.SAME


def test_a_mailbox_is_shared_by_its_name_not_by_its_letters():
    assert not is_shared_mailbox("infante@a.example")
