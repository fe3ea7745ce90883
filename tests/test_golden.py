"""What iPhones and Android phones are given, line by line: every line stands in ``golden/`` with the reason for it.

A line that begins with # is a comment; lines are unfolded there. See docs/phones.md for where the reasons come from.
"""

from pathlib import Path

import pytest

from cardscan.model import Account, Address, Affiliation, Contact, Encounter, Name, Person, Phone
from cardscan.share.versions import in_version

GOLDEN = Path(__file__).parent / "golden"
WORK = Affiliation(
    "株式会社青葉",
    "営業本部 第二営業部",
    ("課長代理", "理事"),
    (
        Phone("work", "03-5950-1234 内線12", "+81359501234", "代表"),
        Phone("mobile", "090-1234-5678", "+819012345678", "携帯"),
        Phone("fax", "03-5950-1235", "+81359501235", "FAX"),
    ),
    ("m.takahashi@aoba.example",),
    ("https://www.aoba.example/",),
    (
        Address(
            "東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F",
            "171-0022",
            "東京都",
            "豊島区",
            "南池袋1-16-15",
            "ダイヤゲート池袋8F",
            "JP",
        ),
    ),
)
SECOND = Affiliation("日本名刺協会", "事務局", ("幹事",), emails=("kanji@meishi.example",))
PEOPLE = {
    "person": Person(
        "0b0e6c1e-0000-4000-8000-000000000001",
        Contact(
            Name("髙橋 美咲", "髙橋", "美咲", "たかはし", "みさき", "printed", "Misaki TAKAHASHI"),
            (WORK, SECOND),
            (Account("line", "misaki_t"), Account("wechat", "misaki")),
            ("中小企業診断士",),
            ("すべての笑顔のために",),
        ),
        (Encounter("異業種交流会", "2026-11-01", "池袋", "8", "絵を描く人"),),
        changed="2026-11-22T12:52:13+00:00",
    ),
    "company": Person(
        "shop-1",
        Contact(None, (Affiliation("喫茶みどり", phones=(Phone("work", "03-1111-2222", "+81311112222"),)),)),
    ),
    "abroad": Person(
        "abroad-1",
        Contact(
            Name("Jane Doe", "Doe", "Jane"),
            (
                Affiliation(
                    "Acme, Inc.",
                    None,
                    ("CEO",),
                    (Phone("other", "+1 650-253-0000", "+16502530000"),),
                    ("jane@acme.example",),
                    (),
                    (Address("1 Main St, Austin", "78701", "TX", "Austin", "1 Main St", None, "US"),),
                ),
            ),
        ),
    ),
}
FILES = {"person": "3.0", "company": "3.0", "abroad": "3.0", "person-4.0": "4.0", "person-2.1": "2.1"}


def written(file):
    content = in_version(PEOPLE[file.partition("-")[0]], FILES[file]).decode()
    return content.replace("\r\n ", "").replace("=\r\n", "").replace("\r\n", "\n")


@pytest.mark.parametrize("file", FILES)
def test_every_line_is_as_it_was_decided(file):
    golden = (GOLDEN / f"{file}.vcf.txt").read_text(encoding="utf-8").split("\n")
    assert written(file) == "\n".join(line for line in golden if not line.startswith("#"))


@pytest.mark.parametrize("file", FILES)
def test_every_line_has_its_reason(file):
    golden = (GOLDEN / f"{file}.vcf.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    reasons = [number for number, line in enumerate(golden) if line.startswith("#")]
    assert reasons[0] == 0, "the first line says what the file shows"
    if file in ("person", "company", "abroad"):
        for number, line in enumerate(golden):
            assert line.startswith("#") or golden[number - 1].startswith("#"), f"{line}: no reason"
