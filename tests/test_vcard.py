"""A vCard that phones accept: which line says what, and that no card can smuggle one in."""

import unicodedata
from dataclasses import fields, is_dataclass, replace

import pytest
import vobject
from book_contacts import hostile, people
from hypothesis import given
from hypothesis import strategies as st

from cardscan.book.values import values
from cardscan.model import (
    Account,
    Address,
    Affiliation,
    Contact,
    Encounter,
    Name,
    Person,
    Phone,
    Unreadable,
)
from cardscan.share.content_lines import escaped
from cardscan.share.vcard import to_vcard
from cardscan.share.vcard_in import read_vcards
from cardscan.share.words import plain, profile_url

NAME = Name("髙橋 美咲", "髙橋", "美咲", "たかはし", "みさき", "printed")
HOME = Address(
    "東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F",
    "171-0022",
    "東京都",
    "豊島区",
    "南池袋1-16-15",
    "ダイヤゲート池袋8F",
    "JP",
)
KNOWN = {
    *("BEGIN", "VERSION", "PRODID", "UID", "REV", "N", "FN", "X-PHONETIC-LAST-NAME", "X-PHONETIC-FIRST-NAME", "ORG"),
    *("TITLE", "TEL", "EMAIL", "ADR", "X-ABADR", "X-ABLABEL", "URL", "X-SOCIALPROFILE", "NOTE", "CATEGORIES"),
    *("X-ABSHOWAS", "X-CARDSCAN", "END"),
}


def lines(contact, *met, changed=None):
    """The unfolded lines of a contact's card."""
    text = to_vcard(Person("uid-1", contact, met, (), changed))
    assert text.endswith("END:VCARD\r\n")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def at_work(**parts):
    return Contact(NAME, (Affiliation("株式会社青葉", **parts),))


def told(contact, start, *met):
    return [line.partition(":")[2] for line in lines(contact, *met) if line.startswith(start)]


def test_the_card_opens_as_version_3_which_is_where_phones_look():
    assert lines(at_work())[:2] == ["BEGIN:VCARD", "VERSION:3.0"]


def test_a_japanese_name_has_five_parts_its_reading_and_stays_as_printed():
    card = lines(at_work())
    assert {"N:髙橋;美咲;;;", "FN:髙橋 美咲"} <= set(card)
    assert {"X-PHONETIC-LAST-NAME:タカハシ", "X-PHONETIC-FIRST-NAME:ミサキ"} <= set(card)


def test_a_name_printed_without_a_space_gets_one_between_family_and_given():
    assert "FN:髙橋 美咲" in lines(Contact(Name("髙橋美咲", "髙橋", "美咲")))


def test_chinese_and_korean_names_get_no_space() -> None:
    reached = Affiliation(phones=(Phone("mobile", "138 0013 8000", "+8613800138000"),))
    assert "FN:王小明" in lines(Contact(Name("王小明", "王", "小明"), (reached,)))
    assert "FN:김민준" in lines(Contact(Name("김민준", "김", "민준")))


def test_a_latin_name_stays_in_its_order_and_has_no_reading():
    card = lines(Contact(Name("Misaki TAKAHASHI", "TAKAHASHI", "Misaki")))
    assert {"N:TAKAHASHI;Misaki;;;", "FN:Misaki TAKAHASHI"} <= set(card)
    assert not any(line.startswith("X-PHONETIC") for line in card)


def test_a_name_that_nobody_could_split_is_not_cut():
    assert {"N:宇内一童;;;;", "FN:宇内一童"} <= set(lines(Contact(Name("宇内一童"))))


def test_the_company_has_exactly_two_parts():
    assert "ORG:株式会社青葉;営業本部 第二営業部" in lines(at_work(department="営業本部 第二営業部"))
    assert "ORG:株式会社青葉;" in lines(at_work())


def test_several_titles_are_one_line_because_ios_keeps_only_the_last():
    assert told(at_work(titles=("取締役", "営業部長")), "TITLE") == ["取締役 / 営業部長"]


@pytest.mark.parametrize(
    ("kind", "types"),
    [("work", "WORK"), ("mobile", "CELL"), ("fax", "WORK,FAX"), ("home", "HOME"), ("other", "WORK")],
)
def test_every_kind_of_number_has_a_type_that_phones_know(kind, types):
    phone = Phone(kind, "03-5950-1234", "+81359501234")
    assert f"TEL;TYPE={types}:+81 3-5950-1234" in lines(at_work(phones=(phone,)))


def test_a_printed_label_is_shown_by_an_item_group():
    card = lines(at_work(phones=(Phone("work", "03-5950-1234", "+81359501234", "代表"),)))
    assert {"item1.TEL;TYPE=WORK:+81 3-5950-1234", "item1.X-ABLABEL:代表"} <= set(card)


@pytest.mark.parametrize("label", ["TEL", "Tel.", "携帯", "ＦＡＸ：", "Mobile"])
def test_a_label_that_only_repeats_the_type_is_left_out(label):
    card = lines(at_work(phones=(Phone("work", "03-5950-1234", "+81359501234", label),)))
    assert "TEL;TYPE=WORK:+81 3-5950-1234" in card


def test_an_extension_is_not_dialled_but_noted():
    card = at_work(phones=(Phone("work", "03-5950-1234 内線12", "+81359501234"),))
    assert told(card, "TEL") == ["+81 3-5950-1234"]
    assert told(card, "NOTE") == ["03-5950-1234 内線12"]


def test_a_number_that_is_none_stays_as_printed():
    assert told(at_work(phones=(Phone("work", "内線 345"),)), "TEL") == ["内線 345"]


def test_mail_is_work_and_not_internet():
    assert "EMAIL;TYPE=WORK:m.takahashi@aoba.example" in lines(at_work(emails=("m.takahashi@aoba.example",)))


def test_a_japanese_address_is_in_the_order_of_the_fields_and_names_its_country():
    card = lines(at_work(addresses=(HOME,)))
    assert "item1.ADR;TYPE=WORK:;ダイヤゲート池袋8F;南池袋1-16-15;豊島区;東京都;171-0022;日本" in card
    assert "item1.X-ABADR:jp" in card


def test_an_address_that_nobody_could_split_is_kept_whole():
    assert told(at_work(addresses=(Address("南池袋のどこか"),)), "item1.ADR") == [";;南池袋のどこか;;;;"]


def test_accounts_are_a_profile_a_web_address_and_a_line_of_the_note():
    contact = Contact(NAME, accounts=(Account("line", "misaki_t"), Account("wechat", "misaki")))
    card = lines(contact)
    assert "X-SOCIALPROFILE;TYPE=LINE:https://line.me/ti/p/~misaki_t" in card
    assert told(contact, "URL") == ["https://line.me/ti/p/~misaki_t"]
    assert told(contact, "NOTE") == [r"LINE: misaki_t\nWeChat: misaki"]


@pytest.mark.parametrize(
    ("account", "url"),
    [
        (Account("line", "@aoba"), "https://line.me/R/ti/p/@aoba"),
        (Account("line", "aB3dE_fGhI"), "https://line.me/ti/p/aB3dE_fGhI"),
        (Account("x", "@misaki"), "https://x.com/misaki"),
        (Account("instagram", "a/../b?c"), "https://www.instagram.com/a%2F..%2Fb%3Fc/"),
        (Account("youtube", "aoba"), "https://www.youtube.com/@aoba"),
        (Account("wechat", "misaki"), None),
    ],
)
def test_where_an_account_is_on_the_web(account, url):
    assert profile_url(account) == url


def test_there_is_one_note_with_all_that_has_no_other_place():
    contact = Contact(
        Name("髙橋 美咲", "髙橋", "美咲", latin="Misaki TAKAHASHI"),
        (Affiliation("株式会社青葉", titles=("課長",)), Affiliation("日本名刺協会", "事務局", ("理事",))),
        qualifications=("中小企業診断士", "FP2級"),
        notes=("すべての笑顔のために",),
    )
    met = Encounter("異業種交流会", "2026-11-01", "池袋", "8", "絵を描く人")
    (note,) = told(contact, "NOTE", met)
    assert note.split(r"\n") == [
        "絵を描く人",
        "異業種交流会 2026-11-01 池袋 No. 8",
        "日本名刺協会 事務局 理事",
        "中小企業診断士 / FP2級",
        "Misaki TAKAHASHI",
        "すべての笑顔のために",
    ]


def test_events_are_categories():
    met = Encounter("交流会, 秋"), Encounter("展示会")
    assert told(at_work(), "CATEGORIES", *met) == [r"交流会\, 秋,展示会"]


def test_a_card_without_a_person_is_shown_as_a_company():
    card = lines(Contact(None, (Affiliation("喫茶みどり"),)))
    assert {"FN:喫茶みどり", "N:;;;;", "ORG:喫茶みどり;", "X-ABSHOWAS:COMPANY"} <= set(card)


def test_a_card_of_nothing_but_a_mail_address_still_has_a_name():
    assert "FN:a@b.example" in lines(Contact(None, (Affiliation(emails=("a@b.example",)),)))
    assert "FN:?" in lines(Contact())


def test_rev_is_the_time_of_the_last_change():
    assert "REV:20261122T125213Z" in lines(at_work(), changed="2026-11-22T12:52:13.076239+00:00")


def test_there_is_never_a_photo_or_logo():
    assert not any(line.startswith(("PHOTO", "LOGO")) for line in lines(at_work()))


# ---------------------------------------------------------------- laws


@given(people)
def test_nothing_that_a_card_says_becomes_a_line_of_its_own(one):
    text = to_vcard(one)
    assert text.splitlines() == text.split("\r\n")[:-1]  # no other line end survives
    unfolded = text.replace("\r\n ", "").split("\r\n")[:-1]
    heads = [line.partition(":")[0].split(".")[-1].split(";")[0] for line in unfolded]
    assert set(heads) <= KNOWN
    for single in ("BEGIN", "END", "VERSION", "N", "FN", "UID"):
        assert heads.count(single) == 1
    for at_most in ("NOTE", "TITLE", "ORG", "CATEGORIES"):
        assert heads.count(at_most) <= 1
    assert heads.count("TEL") == len(one.contact.phones)
    assert not any(unicodedata.category(c) == "Cc" for c in "".join(unfolded))


@given(people)
def test_folding_splits_no_character(one):
    for line in to_vcard(one).encode().split(b"\r\n"):
        line.decode()


@given(people)
def test_another_parser_reads_what_is_written(one):
    card = vobject.readOne(to_vcard(one))
    contact = one.contact
    assert [tel.type_param for tel in card.contents.get("tel", [])] == [
        {"work": "WORK", "mobile": "CELL", "fax": "WORK", "home": "HOME", "other": "WORK"}[phone.kind]
        for phone in contact.phones
    ]
    assert [mail.value for mail in card.contents.get("email", [])] == [plain(mail) for mail in contact.emails]
    web = [url.value for url in card.contents.get("url", [])]
    assert [plain(url) for url in dict.fromkeys(contact.urls)] == web[: len(set(contact.urls))]
    assert len(card.contents.get("adr", [])) == len(contact.addresses)
    note = card.note.value if "note" in card.contents else ""
    for text in (*contact.notes, *(met.memo or "" for met in one.encounters)):
        assert "".join(plain(text).split()) in "".join(note.split())
    if contact.orgs and contact.orgs[0].org:
        assert card.org.value[0] == plain(contact.orgs[0].org)
    assert to_vcard(one) == to_vcard(one)


@given(hostile)
def test_plain_text_has_one_line_and_no_controls(text):
    assert len(plain(text).splitlines()) <= 1
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in plain(text))


def levelled(person):
    """A person as the law has it: text on one line, no empty parts."""

    def clean(value):
        if isinstance(value, str):
            return plain(value)
        if isinstance(value, tuple):
            return tuple(clean(one) for one in value)
        if is_dataclass(value):
            return replace(value, **{one.name: clean(getattr(value, one.name)) for one in fields(value)})
        return value

    return clean(person)


def says_something(contact):
    """Whether there is anything to write: kinds of empty numbers are nothing."""
    told = [value if isinstance(value, tuple) else (value,) for _, value in values(contact)]
    return any(part for each in told for part in each if part not in ("work", "mobile", "fax", "home", "other"))


@given(people)
def test_every_value_survives_being_written_and_read(one):
    for incoming in read_vcards(to_vcard(one).encode()):
        if isinstance(incoming, Unreadable):
            assert not says_something(one.contact) and not one.encounters
            continue
        assert incoming.uid == one.uid
        assert values(levelled(one).contact) <= values(levelled(incoming).contact)
        assert incoming.encounters == one.encounters or not values(one.contact)
        assert len(incoming.contact.affiliations) == len(one.contact.affiliations)


def test_who_edits_a_card_is_believed_and_not_what_stood_beside_it():
    work, second = Affiliation("株式会社青葉", emails=("a@b.example",)), Affiliation("協会", emails=("c@d.example",))
    text = to_vcard(Person("uid-1", Contact(NAME, (work, second), qualifications=("FP2級",))))
    assert "X-CARDSCAN" in text
    (edited,) = read_vcards(text.replace("EMAIL;TYPE=WORK:c@d.example", "EMAIL;TYPE=WORK:new@d.example").encode())
    assert edited.contact.emails == ("a@b.example", "new@d.example")


@given(st.text(max_size=300))
def test_whatever_stands_beside_a_card_never_costs_the_card(text):
    card = to_vcard(Person("uid-1", at_work(emails=("a@b.example",))))
    hostile_line = f"X-CARDSCAN:{escaped(plain(text))}\r\nEND:VCARD"
    (read,) = read_vcards(card.replace("END:VCARD", hostile_line).encode())
    assert read.contact.emails == ("a@b.example",)


def test_a_plain_contact_has_nothing_beside_it():
    assert "X-CARDSCAN" not in to_vcard(Person("uid-1", at_work(emails=("a@b.example",))))
