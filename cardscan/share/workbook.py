"""People in, an Excel workbook (.xlsx) out, the picture of each card in its row. The only place for xlsxwriter."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from cardscan.model import Person
from cardscan.share.photo import size_of
from cardscan.share.tables_out import table

_LONGEST = 32_767  # characters of a cell, Excel's own limit
_TALL = 90  # points of a row with a picture
_WIDE = 22  # characters of the column of pictures
_PIXELS = 110  # height of a picture in its row


def to_xlsx(people: Sequence[Person], pictures: Mapping[str, bytes]) -> bytes:
    """Return a workbook of ``people``; ``pictures`` are JPEG files by uid. Every cell is text: nothing in it is
    computed, no link is made."""
    header, rows = table(people, "excel")
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("Contacts")
    top, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for column, name in enumerate(("Picture", *header)):
        sheet.write_string(0, column, name, top)
    for number, (person, row) in enumerate(zip(people, rows, strict=True), 1):
        for column, text in enumerate(row, 1):
            if text:
                sheet.write_string(number, column, text[:_LONGEST], wrapped)
        if person.uid in pictures:
            _insert(sheet, number, pictures[person.uid])
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, len(header), 18)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(rows), 1), len(header))
    book.close()
    return content.getvalue()


def _insert(sheet: xlsxwriter.worksheet.Worksheet, row: int, jpeg: bytes) -> None:
    _, height = size_of(jpeg)
    scale = _PIXELS / height
    sheet.set_row(row, _TALL)
    options = {"image_data": io.BytesIO(jpeg), "x_scale": scale, "y_scale": scale, "object_position": 1, "x_offset": 3}
    sheet.insert_image(row, 0, "card.jpg", options | {"y_offset": 3})
