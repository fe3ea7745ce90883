"""Write schema/read.schema.json from the types in cardscan/contract.py (`make schema`)."""

from __future__ import annotations

import json
from pathlib import Path

from cardscan.contract import schema

TARGET = Path(__file__).parent.parent / "schema" / "read.schema.json"


def text() -> str:
    """Return the schema file's content."""
    return json.dumps(schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text(), encoding="utf-8")
    print(TARGET)
