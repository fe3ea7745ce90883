"""What QR codes say about a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.model import Account, Code, Name, Phone
from cardscan.parse.codes import CodeFacts, from_codes

VCARD = """BEGIN:VCARD
VERSION:3.0
N:髙橋;美咲;;;
FN:髙橋 美咲
X-PHONETIC-LAST-NAME:タカハシ
X-PHONETIC-FIRST-NAME:ミサキ
ORG:株式会社青葉;営業部
TITLE:課長
TEL;TYPE=WORK,FAX:03-1234-5678
TEL;TYPE=CELL:090-1234-5678
EMAIL;TYPE=INTERNET:m@aoba.example
URL:https\\://www.aoba.example/
ADR;TYPE=WORK:;ダイヤ8F;南池袋1-16-15;豊島区;東京都;171-0022;日本
END:VCARD"""


def facts(text: str) -> CodeFacts:
    return from_codes([Code("QRCode", text)])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_vcard_gives_the_whole_person(end: str) -> None:
    found = facts(VCARD.replace("\n", end))
    assert [one.value for one in found.names] == [Name("髙橋 美咲", "髙橋", "美咲", "たかはし", "みさき", "printed")]
    assert [one.value for one in found.phones] == [
        Phone("fax", "03-1234-5678", "+81312345678"),
        Phone("mobile", "090-1234-5678", "+819012345678"),
    ]
    assert [one.value for one in found.emails] == ["m@aoba.example"]
    assert [one.value for one in found.urls] == ["https://www.aoba.example/"]
    assert (found.orgs[0].value.org, found.orgs[0].value.department, found.orgs[0].value.titles) == (
        "株式会社青葉",
        "営業部",
        ("課長",),
    )
    assert found.addresses[0].value.postal_code == "171-0022"
    assert found.addresses[0].value.text == "東京都豊島区南池袋1-16-15 ダイヤ8F"


def test_folded_lines_and_version_4_types_are_understood() -> None:
    found = facts(
        'BEGIN:VCARD\nVERSION:4.0\nFN:Taro\n  Yamada\nTEL;VALUE=uri;TYPE="voice,cell":tel:+81-90-1234-5678\nEND:VCARD'
    )
    assert found.names[0].value.full == "Taro Yamada"
    assert found.phones[0].value.kind == "mobile"


def test_a_vcard_2_1_in_shift_jis_is_read() -> None:
    found = facts(
        "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=8E=52=93=63;=91=BE=98=59\nTEL;CELL:09012345678\nEND:VCARD"
    )
    assert found.names[0].value.full == "山田 太郎"
    assert found.phones[0].value.kind == "mobile"


def test_a_mecard_is_read_with_its_half_width_reading() -> None:
    found = facts("MECARD:N:渡邉,健一;SOUND:ﾜﾀﾅﾍﾞ,ｹﾝｲﾁ;TEL:0312345678;EMAIL:k@foo.jp;URL:http\\://foo.jp/;ORG:青葉;;")
    assert found.names[0].value == Name("渡邉 健一", "渡邉", "健一", "わたなべ", "けんいち", "printed")
    assert found.phones[0].value.e164 == "+81312345678"
    assert found.urls[0].value == "http://foo.jp/"
    assert found.orgs[0].value.org == "青葉"


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("https://line.me/ti/p/AbCd123", Account("line", "AbCd123")),
        ("https://line.me/R/ti/p/%40aoba", Account("line", "@aoba")),
        ("line://ti/p/~abc", Account("line", "abc")),
        ("https://www.instagram.com/misaki?igsh=x", Account("instagram", "misaki")),
    ],
)
def test_codes_of_services_are_accounts_and_no_sites(text: str, account: Account) -> None:
    found = facts(text)
    assert [one.value for one in found.accounts] == [account]
    assert found.urls == ()


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://www.foo.jp/a?b=c", "https://www.foo.jp/a?b=c"),
        ("HTTPS://FOO.JP/A", "https://foo.jp/A"),
        ("https://foo.jp", "https://foo.jp/"),
        ("MEBKM:TITLE:Aoba;URL:http\\://foo.jp;;", "http://foo.jp/"),
    ],
)
def test_a_web_address_is_a_site(text: str, url: str) -> None:
    found = facts(text)
    assert [one.value for one in found.urls] == [url]
    assert found.orgs == ()


def test_mailto_and_tel_are_read() -> None:
    assert facts("mailto:x@y.jp?subject=1").emails[0].value == "x@y.jp"
    assert facts("tel:+819012345678").phones[0].value == Phone("mobile", "+819012345678", "+819012345678")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4901234567894",
        "WIFI:S:abc;P:def;;",
        "BEGIN:VCARD",
        "MECARD:",
        "\x00\ud800",
        "BEGIN:VCARD\nTEL:\nEMAIL:x\nADR:;;",
        "MECARD:N:;TEL:;;",
    ],
)
def test_codes_that_say_nothing_give_nothing(text: str) -> None:
    assert facts(text) == CodeFacts()


@given(
    st.text(max_size=200),
    st.sampled_from(
        ["", "BEGIN:VCARD\n", "MECARD:", "BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:", "http://", "tel:", "MATMSG:TO:"]
    ),
)
def test_no_payload_makes_it_raise(text: str, before: str) -> None:
    facts(before + text)


def test_a_huge_payload_is_cut_not_chewed() -> None:
    facts("BEGIN:VCARD\nN:" + ";" * 2_000_000)
