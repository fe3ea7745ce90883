"""Edits by path, and the order in which doubtful fields ask for eyes."""

import pytest
from book_contacts import contacts, doubtful, person
from hypothesis import given
from hypothesis import strategies as st

from cardscan.errors import CardscanError
from cardscan.model import Account, Address, Affiliation, Contact, Kind, Name, ParsedCard, Phone
from cardscan.review import confirm, doubts


def card(contact, *fields):
    return ParsedCard((), contact, fields)


def two_firms():
    return Contact(
        Name("髙橋美咲", "髙橋", "美咲"),
        (
            Affiliation(None, phones=(Phone("mobile", "090-1234-5678", "+819012345678"),), emails=("m@a.example",)),
            Affiliation("青葉", "営業部", ("課長",), emails=("m@aoba.example",), addresses=(Address("池袋1-1"),)),
            Affiliation("若葉", None, ("理事", "会長"), urls=("https://wakaba.example/",)),
        ),
        (Account("line", "misaki"),),
        ("FP2級",),
        ("笑顔",),
    )


def test_without_edits_the_contact_is_what_was_read():
    assert confirm(card(two_firms()), {}) == two_firms()


@pytest.mark.parametrize(
    ("path", "text", "where"),
    [
        ("emails[1]", "x@aoba.example", lambda c: c.affiliations[1].emails[0]),
        ("orgs[0].name", "青葉商事", lambda c: c.affiliations[1].org),
        ("orgs[1]", "若葉会", lambda c: c.affiliations[2].org),
        ("orgs[0].department", "総務部", lambda c: c.affiliations[1].department),
        ("orgs[1].titles[1]", "副会長", lambda c: c.affiliations[2].titles[1]),
        ("orgs[1].titles[2]", "顧問", lambda c: c.affiliations[2].titles[2]),
        ("urls[0]", "https://w.example/", lambda c: c.affiliations[2].urls[0]),
        ("urls[1]", "https://new.example/", lambda c: c.affiliations[2].urls[1]),
        ("addresses[0].postal_code", "171-0022", lambda c: c.affiliations[1].addresses[0].postal_code),
        ("addresses[0]", "池袋2-2", lambda c: c.affiliations[1].addresses[0].text),
        ("phones[0].kind", "work", lambda c: c.phones[0].kind),
        ("phones[0].label", "直通", lambda c: c.phones[0].label),
        ("accounts[0].id", "misaki_t", lambda c: c.accounts[0].id),
        ("qualifications[0]", "FP1級", lambda c: c.qualifications[0]),
        ("notes[1]", "また会う", lambda c: c.notes[1]),
        ("name.family_reading", "たかはし", lambda c: c.name.family_reading),
        ("name.latin", "Misaki TAKAHASHI", lambda c: c.name.latin),
    ],
)
def test_an_edit_changes_what_its_path_names_and_nothing_else(path, text, where):
    edited = confirm(card(two_firms()), {path: text})
    assert where(edited) == text
    assert confirm(card(edited), {path: "zzz" if "kind" not in path else "fax"}) != edited


def test_edited_readings_count_as_print():
    edited = confirm(card(two_firms()), {"name.given_reading": "みさき"})
    assert edited.name.reading_source == "printed"


@pytest.mark.parametrize(
    ("full", "split"),
    [
        ("髙橋 美咲", ("髙橋", "美咲")),
        ("高橋 美咲", ("高橋", "美咲")),
        ("髙橋美岬", (None, None)),
        ("髙 橋美咲", ("髙橋", "美咲")),
    ],
)
def test_a_corrected_name_is_split_as_typed(full, split):
    edited = confirm(card(two_firms()), {"name": full}).name
    assert (edited.full, edited.family, edited.given) == (full, *split)


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("090-1234-5679", "+819012345679"),
        ("+44 20 7946 0000", "+442079460000"),
        ("090-1234-5679 内線2", "+819012345679"),
    ],
)
def test_a_corrected_number_gets_a_new_international_form(text, e164):
    assert confirm(card(two_firms()), {"phones[0]": text}).phones == (Phone("mobile", text, e164),)


def test_a_number_whose_country_is_not_known_gets_none():
    assert confirm(card(two_firms()), {"phones[1]": "03-5950-1234"}).phones[1].e164 is None


def test_an_empty_text_removes():
    edits = {"phones[0]": "", "emails[0]": "", "orgs[1].titles[0]": " ", "notes[0]": "", "accounts[0].id": ""}
    edited = confirm(card(two_firms()), edits)
    assert (edited.phones, edited.emails, edited.notes, edited.accounts) == ((), ("m@aoba.example",), (), ())
    assert edited.affiliations[2].titles == ("会長",)
    assert confirm(card(two_firms()), {"name.full": ""}).name is None


def test_several_edits_keep_the_numbers_they_were_given_for():
    edits = {"orgs[0].name": "", "orgs[0].department": "", "orgs[0].titles[0]": "部長", "emails[2]": "c@c.example"}
    edited = confirm(card(two_firms()), edits)
    assert edited.affiliations[1].titles == ("部長",)
    assert edited.emails == ("m@a.example", "m@aoba.example", "c@c.example")


def test_a_card_on_which_nothing_was_read_can_be_typed():
    edits = {"name.full": "髙橋 美咲", "orgs[0].name": "青葉", "emails[0]": "m@aoba.example"}
    edited = confirm(card(Contact()), edits)
    assert edited == Contact(Name("髙橋 美咲", "髙橋", "美咲"), (Affiliation("青葉", emails=("m@aoba.example",)),))


@pytest.mark.parametrize(
    "path",
    [
        "",
        "nonsense",
        "emails",
        "emails[9]",
        "emails[0].text",
        "name[0]",
        "name.nickname",
        "orgs[0].titles",
        "orgs[5].name",
        "phones[0].kind[1]",
        "titles[0]",
        "name.reading_source",
        "phones[0].__class__",
        "notes[-1]",
        "orgs[0].org",
    ],
)
def test_an_unknown_path_is_named(path):
    with pytest.raises(CardscanError, match="no field"):
        confirm(card(two_firms()), {path: "x"})


def test_a_number_has_one_of_five_kinds():
    with pytest.raises(CardscanError, match="pager"):
        confirm(card(two_firms()), {"phones[0].kind": "pager"})


@given(contacts, st.text(max_size=20))
def test_any_path_is_either_known_or_refused(contact, path):
    try:
        confirm(card(contact), {path: "x"})
    except CardscanError as error:
        assert repr(path) in str(error)


def test_the_most_harmful_doubts_come_first():
    fields = (
        doubtful("notes[0]", Kind.NOTE, "x", confidence=0.1),
        doubtful("name.full", Kind.NAME, "x", confidence=0.2),
        doubtful("phones[0]", Kind.PHONE, "x"),
        doubtful("emails[1]", Kind.EMAIL, "x", confidence=0.8),
        doubtful("emails[0]", Kind.EMAIL, "x", words=None),
        doubtful("emails[2]", Kind.EMAIL, "x", confidence=0.4),
    )
    paths = [field.path for field in doubts(card(person(), *fields))]
    assert paths == ["emails[2]", "emails[1]", "phones[0]", "name.full", "notes[0]"]
