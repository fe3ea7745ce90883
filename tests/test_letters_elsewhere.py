"""Proof by other people's parsers: a letter to each of 364 people, and to hostile ones, is read with one recipient;
Mozilla's parser, which is Thunderbird's, reads the reminders."""

import base64
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from corpus import corpus

from cardscan.model import Affiliation, Contact, Encounter, Name
from cardscan.share.letters.eml import to_eml
from cardscan.share.letters.letter import Mailbox
from cardscan.share.letters.stationery import stationery_in, usual_template
from cardscan.share.letters.written import letter_to
from cardscan.share.reminders import Reminder, to_ics

PARSERS = Path(sys.prefix) / "parsers"
NOWHERE = Path("/nonexistent")
EVIL = "evil@x.example"
HOSTILE = [
    f"髙橋, {EVIL}",
    f'"><{EVIL}>',
    f"a: {EVIL}; b",
    "髙" * 60 + f", {EVIL}," + "橋" * 60,
    f"=?utf-8?q?a=2C_{EVIL}?=",
    f"a\r\nBcc: {EVIL}",
    f"a\u2028Bcc: {EVIL}",
    f"(({EVIL})",
    "\\",
    "Doe, Jane (née ; Roe) [x]",
]


def read(script: str, parser: Path, content: bytes) -> list:
    node = shutil.which("node")
    assert node and parser.exists(), "make parsers installs them"
    command = [node, str(Path(__file__).with_name(script)), str(parser)]
    return json.loads(subprocess.run(command, input=content, capture_output=True, check=True).stdout)


def letters():
    people = [replace(one.contact, affiliations=(Affiliation("青葉", emails=("good@b.example",)),)) for one in corpus()]
    people += [Contact(Name(name), (Affiliation(name, name, (name,), emails=("good@b.example",)),)) for name in HOSTILE]
    sender = Mailbox(HOSTILE[0], "y@z.example")
    paper, day = stationery_in(NOWHERE), date(2026, 11, 21)
    for number, contact in enumerate(people):
        language = ("ja", "en")[number % 2]
        met = Encounter(HOSTILE[number % len(HOSTILE)], "2026-11-20")
        yield letter_to(contact, met, usual_template(language, NOWHERE), paper, day, sender=sender, language=language)


def test_another_mail_parser_finds_one_recipient_and_the_text_in_every_letter():
    written = [one for one in letters() if one]
    assert len(written) == 364 + len(HOSTILE)
    given = json.dumps([base64.b64encode(to_eml(one)).decode() for one in written]).encode()
    found = read("read_letters.mjs", PARSERS / "postal-mime" / "dist" / "esm" / "postal-mime.js", given)
    names = sorted(("x-unsent", "to", "from", "subject", "content-type", "content-transfer-encoding", "mime-version"))
    for letter, one in zip(written, found, strict=True):
        assert sorted(one["names"]) == names
        assert [to["address"] for to in one["to"]] == ["good@b.example"]
        assert one["from"]["address"] == "y@z.example"
        assert "cc" not in one and "bcc" not in one and one["attachments"] == []
        assert one["body"].replace("\r\n", "\n").rstrip() == letter.body.rstrip()


@pytest.mark.parametrize(
    "summary", ["お礼のメール 7 名：異業種交流会 池袋", "a\nEND:VEVENT\nBEGIN:VEVENT", 'x;y,z\\n"q']
)
def test_the_parser_of_thunderbird_reads_a_reminder(summary):
    content = to_ics([Reminder("key", summary, datetime(2026, 11, 21, 9))], datetime(2026, 11, 20, 14, tzinfo=UTC))
    ((kind, _, (entry,)),) = read("read_vcards.mjs", PARSERS / "ical.js" / "dist" / "ical.js", content)
    assert kind == "vcalendar"
    told = {name: value for name, _, _, value in entry[1]}
    assert (told["summary"], told["dtstart"]) == (summary, "2026-11-21T09:00:00")
    ((alarm, properties, _),) = entry[2]
    assert alarm == "valarm" and ["trigger", {}, "duration", "P0D"] in properties
