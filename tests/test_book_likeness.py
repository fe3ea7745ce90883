"""Which cards are one person: surely, perhaps, or not."""

import pytest
from book_contacts import contacts, english, person
from hypothesis import given
from hypothesis import strategies as st

from cardscan.book import open_book
from cardscan.book.keys import keys_of
from cardscan.book.plan import MOST_ASKED, decide
from cardscan.likeness import Verdict, likeness
from cardscan.likeness.folding import fold, fold_org, is_shared_mailbox, kana_romaji, latin_words
from cardscan.model import Affiliation, Ask, Contact, Incoming, Insert, Merge, Name, Person, Phone

SAME, MAYBE, NEW = Verdict.SAME, Verdict.MAYBE, Verdict.NEW


def verdict(one, other):
    assert likeness(one, other).verdict is likeness(other, one).verdict
    return likeness(one, other).verdict


def guessed(full, reading, mail, mobile=None):
    return person(full, reading, mail=mail, mobile=mobile, source="dictionary")


def shop(org="喫茶みどり", mail="info@midori.example", phone="+81359501234"):
    phones = (Phone("work", phone, phone),) if phone else ()
    return Contact(None, (Affiliation(org, phones=phones, emails=(mail,) if mail else ()),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person(), person("高橋美咲", None)),
        (person(mail=None), person("高橋 美咲", mail="new@firm.example", org="株式会社若葉")),
        (person(), english()),
        (person(reading=None, latin="Misaki Takahashi"), english("TAKAHASHI Misaki")),
        (person("大野 順一", "おおの じゅんいち"), english("Jun'ichi OHNO")),
        (person("渡邉 健一", None), person("渡辺 健一", None)),
        (person("佐々木 希", None), person("佐佐木 希", None)),
        (person("田中 祐二", None), person("田中 裕二", None)),
        (person("山田 みさき", None), person("山田 美咲", "やまだ みさき")),
        (person("やまだ たろう", None), person("山田 太郎", "やまだ たろう")),
        (english("Misaki TAKAHASHI"), english("Mlsaki TAKAHASHI")),
        (english("John Smith"), english("John A. Smith")),
        (guessed("田中 希", "たなか まれ", "n.tanaka@a.example"), english("Nozomi TANAKA", mail="n.tanaka@a.example")),
        (
            person("渡邊 面", "わたなべ めん", mail="n.watanabe@a.example", mobile=None, source="email"),
            english("Naoki Watanabe", mail="n.watanabe@a.example"),
        ),
        (guessed("大野 希", "おおの まれ", "n_ohno@a.example"), english("Nozomi OHNO", mail="n_ohno@a.example")),
        (guessed("田中 希", "たなか まれ", "nozomi@a.example"), english("Nozomi TANAKA", mail="nozomi@a.example")),
        (
            guessed("大野 直美", "おおの ただよし", "ohno@a.example"),
            english("Naomi OHNO", mail="ohno@a.example"),
        ),
    ],
)
def test_these_are_surely_one(one, other):
    assert verdict(one, other) is SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person(), person("高橋 美咲", mail=None, mobile=None, land=None)),
        (person(), person("高橋 美咲", mail=None, mobile=None, land=None, org=None)),
        (person("田中 健一", None), person("田中 恵子", None)),
        (person("田中 太郎", None), person("田中 次郎", None)),
        (person("山田 花子", None), person("田中 花子", None)),
        (person("希 田中", None), english("Nozomi TANAKA")),
        (
            guessed("田中 健一", "たなか けんいち", "tanaka@a.example", "+819012345678"),
            english("Keiko TANAKA", mail="tanaka@a.example", mobile="+819012345678"),
        ),
        (
            Contact(
                Name("田中 健一", "田中", "健一", "たなか"), (Affiliation("青葉", emails=("k.tanaka@a.example",)),)
            ),
            english("Keiko TANAKA", mail="k.tanaka@a.example"),
        ),
        (person("田中 健太", "たなか けんた"), person("田中 健大", "たなか けんだい")),
        (
            guessed("田中 健一", "たなか けんいち", "k.tanaka@a.example"),
            english("Keiko TANAKA", mail="k.tanaka@a.example"),
        ),
        (guessed("田中 希", "たなか まれ", "n.tanaka@a.example"), english("Nozomi SUZUKI", mail="n.tanaka@a.example")),
        (person("田中 健一", "たなか けんいち"), english("Keiko TANAKA")),
        (english("K. Tanaka"), english("Keiko Tanaka")),
        (person(), shop(mail="m.takahashi@aoba.example")),
        (person(mail="info@aoba.example", mobile=None), person(mail="info@aoba.example", mobile=None)),
        (shop(), shop(mail=None, phone=None)),
        (person(), person(org="株式会社若葉", mail="m@wakaba.example", mobile="+819099999999", land=None)),
    ],
)
def test_these_are_for_a_human_to_decide(one, other):
    assert verdict(one, other) is MAYBE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            person("田中 健一", None, mail="info@a.example", mobile=None),
            person("鈴木 一郎", None, mail="info@a.example", mobile=None),
        ),
        (person("田中 健一", None, mail=None, mobile=None), person("鈴木 一郎", None, mail=None, mobile=None)),
        (person("斎藤 健", "さいとう けん", mobile=None, land=None), english("Ken Saito", mail="ken@b.example")),
        (shop(), shop("喫茶あお", "info@ao.example")),
        (person(mail="info@midori.example", mobile=None), shop()),
    ],
)
def test_these_are_strangers(one, other):
    assert verdict(one, other) is NEW


@given(contacts, contacts)
def test_likeness_has_no_direction(one, other):
    assert likeness(one, other).verdict is likeness(other, one).verdict


@given(contacts, contacts)
def test_whoever_is_surely_one_shares_a_key(one, other):
    """Otherwise the book would never even compare them."""
    if likeness(one, other).verdict is SAME:
        assert keys_of(one).kept & keys_of(other).sought and keys_of(other).kept & keys_of(one).sought


@given(contacts)
def test_a_name_alone_never_merges(contact):
    bare = Contact(contact.name, (Affiliation("青葉"),))
    if contact.name is not None:
        assert likeness(bare, bare).verdict is not SAME


def test_one_sure_match_merges_and_says_why():
    plan = decide(person("高橋 美咲"), [Person("a", person()), Person("b", person("鈴木 一郎", None))])
    assert isinstance(plan, Merge)
    assert plan.uid == "a"
    assert plan.reasons[:3] == ("same mail m.takahashi@aoba.example", "same mobile +819012345678", "same name")


def test_two_sure_matches_are_a_question():
    twice = [Person("a", person(mail=None)), Person("b", person(mobile=None))]
    plan = decide(person(), twice)
    assert isinstance(plan, Ask)
    assert {uid for uid, _ in plan.candidates} == {"a", "b"}


def test_the_very_same_contact_is_no_question_though_another_is_alike():
    plan = decide(person(), [Person("a", person(mail=None)), Person("b", person())])
    assert isinstance(plan, Merge)
    assert plan.uid == "b"


def test_nobody_alike_is_an_insert():
    assert decide(person(), []) == Insert(person())


@pytest.mark.parametrize(
    ("mail", "shared"),
    [
        ("info@a.example", True),
        ("Info-Tokyo@a.example", True),
        ("sales2@a.example", True),
        ("代表@a.example", True),
        ("m.takahashi@a.example", False),
        ("gaku@a.example", False),
        ("informatik.mueller@a.example", False),
    ],
)
def test_mailboxes_that_many_read(mail, shared):
    assert is_shared_mailbox(mail) is shared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("㈱青葉", "株式会社 青葉"),
        ("青葉（株）", "青葉"),
        ("Aoba Co., Ltd.", "AOBA"),
        ("Aoba Solutions Inc", "Aoba Solutions, Inc."),
        ("ＡＯＢＡ合同会社", "aoba"),
    ],
)
def test_the_legal_form_is_no_part_of_a_companys_name(one, other):
    assert fold_org(one) == fold_org(other)


@pytest.mark.parametrize("name", ["Cisco", "Texaco", "株式会社", "SA"])
def test_a_companys_name_is_never_cut_to_nothing(name):
    assert fold_org(name) == fold(name)


def test_romaji_of_every_school_is_one():
    assert {kana_romaji("おおの"), *latin_words("Ohno"), *latin_words("Oono"), *latin_words("Ōno")} == {"ono"}
    assert {kana_romaji("しょうじ"), *latin_words("Syozi"), *latin_words("Shoji")} == {"shoji"}
    assert kana_romaji("そうた") != kana_romaji("しょうた")


def namesakes(number):
    reach = [(f"株式会社{i}番", f"s@{i}.example", f"+8190{i:08}") for i in range(number)]
    return [person("佐藤 健", "さとう たけし", *one) for one in reach]


def test_a_card_of_a_frequent_name_is_a_question_about_the_likeliest_few():
    people = [Person(str(number), one) for number, one in enumerate(namesakes(30))]
    new = person("佐藤 健", "さとう たけし", "株式会社17番", mail=None, mobile=None)
    plan = decide(new, people)
    assert isinstance(plan, Ask) and len(plan.candidates) == MOST_ASKED
    assert plan.candidates[0][0] == "17" and "same company" in plan.candidates[0][1]


def test_among_hundreds_of_namesakes_those_are_compared_who_share_most(tmp_path):
    with open_book(tmp_path) as book:
        book.take_in((Incoming(one, mark=str(i)) for i, one in enumerate(namesakes(300))), "bureau")
        new = person("佐藤 健", "さとう たけし", "株式会社217番", mail=None, mobile=None)
        plan = book.plan(new)
        assert isinstance(plan, Ask)
        assert book.person(plan.candidates[0][0]).contact.affiliations[0].org == "株式会社217番"
        mobile = book.plan(person("佐藤 健", "さとう たけし", "若葉", mail=None, mobile="+819000000250"))
        assert isinstance(mobile, Merge), "what is personal counts, however many namesakes there are"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("高橋 美咲", "たかはし みさき"), person("たかはし みさき", None)),
        (person("高橋 美咲", "たかはし みさき"), person("高橋 みさき", "たかはし みさき")),
        (person("高橋 美咲", "たかはし みさき"), english()),
        (person("高橋 美咲", None, latin="Misaki TAKAHASHI"), english()),
        (english("TAKAHASHI Misaki"), english()),
        (person("たかはし みさき", None), person("たかはし みさき", "たかはし みさき")),
    ],
)
def test_a_name_is_looked_for_in_its_other_scripts(one, other):
    for a, b in ((one, other), (other, one)):
        assert keys_of(a).kept & keys_of(b).called


def test_names_in_other_kanji_that_are_read_alike_are_not_even_compared():
    one = person("田中 裕子", "たなか ゆうこ")
    other = person("田中 優子", "たなか ゆうこ", mail="y@b.example", mobile=None)
    assert not keys_of(one).kept & keys_of(other).sought


@given(st.text(st.characters(max_codepoint=127), max_size=30))
def test_plain_ascii_is_folded_as_it_is_among_other_letters(text):
    assert fold(f"{text}あ") == f"{fold(text)}あ"
