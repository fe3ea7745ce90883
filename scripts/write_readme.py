"""Write the README's picture and the output in its story (`make readme`).

Nothing is retouched: the picture's right side is what `cardscan read --json` prints for its left side, and the story's
output is that of its commands.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).parent.parent
PHOTO = ROOT / "samples" / "16-table-of-eight.jpg"
TARGET = ROOT / "docs" / "images" / "photo-to-contacts.png"
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-{}.ttc"
HEIGHT, COLUMN, GAP = 900, 430, 24
INK, GREY, BLUE, LINE = (25, 28, 33), (120, 126, 135), (10, 100, 200), (225, 228, 232)


README = ROOT / "README.md"
PART = re.compile(r"<!-- generated: (?P<command>cardscan [^>]*?) -->\n.*?<!-- end -->", re.DOTALL)


def write_story() -> None:
    """Run the commands of the README one after the other in an empty folder that holds table.jpg."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(PHOTO, Path(folder) / "table.jpg")
        environment = {**os.environ, "COLUMNS": "110", "CARDSCAN_BOOK": "book", "PYTHONPATH": str(ROOT)}

        def part(found: re.Match[str]) -> str:
            words = shlex.split(found["command"])[1:]
            command = [sys.executable, "-m", "cardscan", *words]
            done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
            shown = f"```console\n$ {found['command']}\n{done.stdout.rstrip()}\n```"
            return f"<!-- generated: {found['command']} -->\n{shown}\n<!-- end -->"

        README.write_text(PART.sub(part, README.read_text(encoding="utf-8")), encoding="utf-8")


def draw_picture() -> None:
    """Read the sample and draw it beside what was read."""
    command = [sys.executable, "-m", "cardscan", "read", str(PHOTO), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    cards = [json.loads(line) for line in done.stdout.splitlines()]
    photo = Image.open(PHOTO).convert("RGB")
    photo = photo.resize((round(photo.width * HEIGHT / photo.height), HEIGHT), Image.Resampling.LANCZOS)
    picture = Image.new("RGB", (photo.width + GAP + 2 * COLUMN, HEIGHT), "white")
    picture.paste(photo, (0, 0))
    pen = ImageDraw.Draw(picture)
    rows = (len(cards) + 1) // 2
    for number, card in enumerate(cards):
        left = photo.width + GAP + COLUMN * (number // rows)
        draw_card(pen, card, left, 14 + number % rows * HEIGHT // rows, HEIGHT // rows)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(128, method=Image.Quantize.FASTOCTREE).save(TARGET, optimize=True)


def draw_card(pen: ImageDraw.ImageDraw, card: dict[str, Any], left: int, top: int, height: int) -> None:
    """Draw one contact as a phone would list it, with the number of its case if it has one."""
    for row, (text, weight, size, colour) in enumerate(_lines(card["contact"])):
        pen.text((left, top + row * height // 6), text, colour, ImageFont.truetype(FONT.format(weight), size))
    if card["tag"]:
        font = ImageFont.truetype(FONT.format("Regular"), 20)
        pen.text((left + COLUMN - 2 * GAP, top), f"no. {card['tag']}", GREY, font, anchor="ra")
    pen.line((left, top + height - 18, left + COLUMN - GAP, top + height - 18), LINE, 2)


def _lines(contact: dict[str, Any]) -> list[tuple[str, str, int, tuple[int, int, int]]]:
    name = contact["name"] or {"full": "–"}
    reading = " ".join(filter(None, (name.get("family_reading"), name.get("given_reading"))))
    org = contact["orgs"][0] if contact["orgs"] else {"name": None, "titles": []}
    phone = next((phone["text"] for phone in contact["phones"] if phone["kind"] != "fax"), "")
    lines = [(reading, "Regular", 15, GREY), (name["full"], "Bold", 27, INK)]
    lines += [(" ".join(filter(None, (org["name"], *org["titles"]))), "Regular", 17, INK)]
    return [*lines, (phone, "Regular", 17, BLUE), (next(iter(contact["emails"]), ""), "Regular", 17, BLUE)]


if __name__ == "__main__":
    draw_picture()
    write_story()
    print(TARGET, README)
