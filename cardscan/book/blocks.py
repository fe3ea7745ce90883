"""What people are found by, sixty-four of them a row: most of the time of a search went into stepping from row to row,
so that blocks that hold what is looked for are found first.

Triggers note which blocks no longer say what their people's rows do (schema.py); whoever writes has them written anew
before the end of the transaction, so that everybody who reads finds them in step.
"""

from __future__ import annotations

import sqlite3

SIZE = 64  # people; the triggers divide by it, too

_SAYS = (
    "select :block, group_concat(native, char(10)), group_concat(ascii, char(10)) from search"
    " where id between :first and :last having count(*)"
)


def refresh(db: sqlite3.Connection) -> None:
    """Write the blocks anew that are out of step, in the caller's transaction."""
    for (block,) in db.execute("select block from stale_block").fetchall():
        db.execute("delete from search_block where block = ?", (block,))
        db.execute(f"insert into search_block (block, native, ascii) {_SAYS}", _of(block))
        db.execute("delete from stale_block where block = ?", (block,))


def in_step(db: sqlite3.Connection) -> bool:
    """Return whether every block says what the rows of its people do."""
    blocks = [block for (block,) in db.execute(f"select distinct id / {SIZE} from search")]
    written = "select * from search_block where block = ?"
    (rows,) = db.execute("select count(*) from search_block").fetchone()
    return rows == len(blocks) and all(
        db.execute(written, (block,)).fetchone() == db.execute(_SAYS, _of(block)).fetchone() for block in blocks
    )


def _of(block: int) -> dict[str, int]:
    return {"block": block, "first": block * SIZE, "last": (block + 1) * SIZE - 1}
