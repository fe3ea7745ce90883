"""A letter as an .eml file that mail programs open as a draft: ``X-Unsent: 1``, UTF-8, no date and no number yet.

Headers are made by ``email.message``, which refuses line ends in them. It has written names with a comma so that the
part after it read as another recipient (CVE-2025-1795), so names lose what has a meaning in an address.
"""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from cardscan.share.letters.letter import Letter, Mailbox

# RFC 5322's specials but the full stop, and what begins and ends an encoded word.
_MEANT = re.compile(r'[()<>\[\]:;@\\,"]|=\?|\?=')
_LONGEST = 200  # characters of a name or subject


def to_eml(letter: Letter) -> bytes:
    """Return the letter as a file: CRLF line ends, one recipient. Nothing in it comes from a card but To, Subject and
    the text."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = _address(letter.to)
    if letter.sender:
        message["From"] = _address(letter.sender)
    message["Subject"] = re.sub(r"=\?|\?=", " ", letter.subject)[:_LONGEST].strip()
    message.set_content(letter.body, charset="utf-8")
    return message.as_bytes()


def _address(one: Mailbox) -> Address:
    name = " ".join(_MEANT.sub(" ", one.name)[:_LONGEST].split())
    return Address(display_name=name, addr_spec=one.address)


def file_name(letter: Letter, *numbers: str) -> str:
    """Return a name for the file of a letter: letters and digits of any script, and ``numbers`` (a day, the start of a
    uid), which tell meetings and namesakes apart.

    >>> file_name(Letter(Mailbox("../髙橋 美咲", "a@b.example"), "", ""), "2026-11-20", "1a2b3c4d")
    '髙橋_美咲-2026-11-20-1a2b3c4d.eml'
    """
    name = re.sub(r"[^\w-]+", "_", letter.to.name or letter.to.address).strip("_")[:60]
    return f"{'-'.join(filter(None, (name, *numbers)))}.eml"
