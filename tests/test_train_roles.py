"""Learning roles: what a stretch truly is; weights are learned from traits and neighbours, the same each time."""

from __future__ import annotations

import pytest
from parse_lines import at

from bench.cards.layouts import LAYOUTS
from bench.cards.upright import PORTRAITS
from bench.roles.folds import FOLDS, rules_alone
from bench.roles.labelled import Example, true_role
from bench.roles.learn import learned
from cardscan.parse import parse
from cardscan.parse.likely import Weights, chances, weights
from cardscan.parse.page import ROLES

CONTACT = {
    "name": {
        "full": "髙橋 美咲",
        "family": "髙橋",
        "given": "美咲",
        "family_reading": "たかはし",
        "given_reading": "みさき",
        "latin": "Misaki TAKAHASHI",
    },
    "orgs": [{"name": "株式会社青葉", "department": "営業本部 第二営業部", "titles": ["課長代理"]}],
    "qualifications": ["中小企業診断士"],
    "notes": ["すべての笑顔のために"],
}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("髙橋美咲", "name"),
        ("高橋 美咲", "name"),
        ("タカハシ", "reading"),
        ("Misaki TAKAHASHl", "latin"),
        ("株式会社青葉", "org"),
        ("第二営業部", "department"),
        ("課長代埋", "title"),
        ("中小企業診断士", "qualification"),
        ("すべての笑顔のために", "note"),
        ("営業時間", "note"),
        ("第二営業部 課長代理", None),
    ],
)
def test_a_stretch_is_what_is_printed_there_however_it_was_read(text: str, role: str | None):
    assert true_role(text, CONTACT) == role


def examples(relation: str) -> list[Example]:
    """Return cards on which what is large is the name, and what follows it, however it looks, the title."""
    return [
        Example(number, ("a", "b"), (("any", "large"), ("any", "plain")), ("name", "title"), (relation,))
        if number % 2
        else Example(number, ("c", "b"), (("any", "small"), ("any", "plain")), ("org", "note"), (relation,))
        for number in range(12)
    ]


def likeliest(weights: Weights, *parts: tuple[str, ...]) -> list[str]:
    """Return the likeliest role of each of some parts that stand close to each other."""
    rows = chances(parts, ["close"] * (len(parts) - 1), weights)
    return [ROLES[row.index(max(row))] for row in rows]


def test_a_chain_learns_what_follows_what():
    made = learned(examples("close"), chained=True)
    assert likeliest(made, ("any", "large"), ("any", "plain")) == ["name", "title"]
    assert likeliest(made, ("any", "small"), ("any", "plain")) == ["org", "note"]


def test_without_the_chain_only_a_stretch_itself_counts():
    made = learned(examples("close"), chained=False)
    second = chances([("any", "large"), ("any", "plain")], ["close"], made)[1]
    assert second == pytest.approx(chances([("any", "plain")], [], made)[0])


def test_the_same_cards_give_the_same_weights():
    assert learned(examples("close"), chained=True) == learned(examples("close"), chained=True)


def test_letters_of_words_held_out_are_not_learned_from():
    cards = [Example(n, ("課長",), (("any", "ends 長"),), ("title",), ()) for n in range(6)]
    assert "ends 長" in learned(cards, chained=False).traits
    assert "ends 長" not in learned(cards, chained=False, unseen={"課長"}).traits


def test_a_stretch_of_several_roles_teaches_none():
    told = [Example(n, ("a",), (("any", "large"),), ("name",), ()) for n in range(6)]
    untold = [Example(n + 6, ("a",), (("any", "large"),), (None,), ()) for n in range(6)]
    with_, without = learned([*told, *untold], chained=True), learned(told, chained=True)
    assert with_.traits["large"] == pytest.approx(without.traits["large"], abs=1e-4)


def test_every_dev_layout_is_held_out_once():
    drawn = {name for name, (_, _, splits) in {**LAYOUTS, **PORTRAITS}.items() if "dev" in splits}
    held = [layout for layouts in FOLDS for layout in layouts]
    assert sorted(held) == sorted({*drawn, "columns", "wide columns", "half columns"})


@pytest.mark.parametrize("text", ["鷹匠", "Beekeeper"])
def test_with_the_rules_alone_nothing_learned_counts(text: str):
    card = (
        at("株式会社青葉印刷", 60, 60, 36),
        at("課長", 160, 160, 22),
        at(text, 60, 195, 22),
        at("山田 太郎", 60, 240, 60),
    )
    with rules_alone(weights()):
        assert parse(card).contact.notes == (text,)
