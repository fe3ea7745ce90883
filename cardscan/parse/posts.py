"""Whose posts they are: which of several firms on a card each department and title belongs to. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.model import Kind
from cardscan.parse.companies import nearest
from cardscan.parse.page import NEAR, same_row, stands_under

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.parse.companies import Org
    from cardscan.parse.page import Part

CLOSE = 0.7  # how far under one another, in their type size: beyond, another block begins
BESIDE = 3.0  # how far beside each other on a row, in their type size

Block = tuple[int, ...]  # posts, by number, that stand one under or beside the other


def whose(posts: Sequence[Part], orgs: Sequence[Org]) -> list[int]:
    """Return for each post, in reading order, the number of the firm that it belongs to.

    A post on a firm's line, or right under a firm that has none there, is its. Cards of people with several firms
    print the post at the first one beside the name, away from all firms: what stands alone is of the first firm that
    lacks such.
    """
    near = [nearest(post.box, post, orgs) for post in posts]
    if len(orgs) < 2 or any(part.vertical for part in posts):
        return near
    blocks = _blocks(posts, orgs)
    hosts = {block: _on_its_line([posts[i] for i in block], orgs) for block in blocks}
    free = [number for number in range(len(orgs)) if number not in hosts.values()]
    for block in blocks:
        if hosts[block] is None:
            hosts[block] = _of_department_above(posts, block, hosts)
        if hosts[block] is None:
            hosts[block] = _right_above(posts[block[0]], orgs, free)
            free = [number for number in free if number != hosts[block]]
    for block in blocks:
        if hosts[block] is None:
            hosts[block] = _lacking(posts, block, hosts, len(orgs))
    told = {i: host for block, host in hosts.items() if host is not None for i in block}
    return [told.get(i, near[i]) for i in range(len(posts))]


def with_certificates_kept(told: Sequence[Part], parts: Sequence[Part], orgs: Sequence[Org]) -> tuple[Part, ...]:
    """Return ``parts``, what in ``told`` is a title and in them a certificate (ファイナンシャルプランナー) being the
    title of the firm right above it, if that is one of several and has no other."""
    titles = [part for part in parts if part.kind is Kind.TITLE]
    lacking = set(range(len(orgs))) - set(whose(titles, orgs)) if len(orgs) > 1 else set()
    above = [part for number in lacking for part in orgs[number].parts]
    return tuple(
        one if one.kind is Kind.TITLE and other.kind is Kind.QUALIFICATION and _right_under(above, one) else other
        for one, other in zip(told, parts, strict=True)
    )


def _right_under(above: Sequence[Part], part: Part) -> bool:
    return any(stands_under(org, part) or org.line == part.line for org in above)


def _blocks(posts: Sequence[Part], orgs: Sequence[Org]) -> list[Block]:
    """Return the posts in blocks: what stands on one line as a firm is one, so is what goes on line after line, though
    lines of another column may be read between."""
    blocks: list[list[int]] = []
    for i, post in enumerate(posts):
        lasts = ((block, posts[block[-1]]) for block in reversed(blocks))
        own = next((block for block, last in lasts if last.line == post.line or _goes_on(last, post, orgs)), None)
        if own is not None:
            own.append(i)
        else:
            blocks.append([i])
    return [tuple(block) for block in blocks]


def _goes_on(last: Part, post: Part, orgs: Sequence[Org]) -> bool:
    firms = [part for org in orgs for part in org.parts]
    between = any(firm.line in (last.line, post.line) or _is_between(last, firm, post) for firm in firms)
    anew = last.kind is Kind.TITLE and post.kind is Kind.DEPARTMENT  # that of another firm: it stands before its title
    beside = same_row(last, post) and -0.5 * last.size < post.box[0] - last.box[2] < BESIDE * last.size
    behind = any(_right_behind(part, post) for org in orgs for part in org.parts)
    close = post.box[1] - last.box[3] < CLOSE * max(last.size, post.size)
    return not (between or anew or behind) and ((stands_under(last, post) and close) or beside)


def _is_between(above: Part, firm: Part, below: Part) -> bool:
    """Return whether a firm stands under one post and over another, in their column."""
    left, right = min(above.box[0], below.box[0]), max(above.box[2], below.box[2])
    middle = (firm.box[1] + firm.box[3]) / 2
    return above.box[1] < middle < below.box[3] and firm.box[0] < right and left < firm.box[2]


def _on_its_line(block: Sequence[Part], orgs: Sequence[Org]) -> int | None:
    lines = {post.line for post in block}
    of_line = (number for number, org in enumerate(orgs) if any(part.line in lines for part in org.parts))
    of_row = (n for n, org in enumerate(orgs) if any(_right_behind(part, block[0]) for part in org.parts))
    return next(of_line, next(of_row, None))


def _right_behind(firm: Part, post: Part) -> bool:
    """Return whether a post stands on a firm's row, right behind its name: the line was read in two."""
    gap = post.box[0] - firm.box[2]
    return same_row(firm, post) and -0.5 * firm.size < gap < BESIDE * post.size and not post.vertical


def _right_above(post: Part, orgs: Sequence[Org], free: Sequence[int]) -> int | None:
    """Return the lowest of the firms without a post on their line that a block stands right under."""
    above = [number for number in free if any(stands_under(part, post) for part in orgs[number].parts)]
    return max(above, key=lambda number: orgs[number].box[3], default=None)


def _of_department_above(posts: Sequence[Part], block: Block, hosts: dict[Block, int | None]) -> int | None:
    """Return the firm on whose line, right above titles, departments stand and no title: 大塚病院 小児科 | 医長."""
    if any(posts[i].kind is not Kind.TITLE for i in block):
        return None
    above = (other for other in hosts if hosts[other] is not None and _stands_close(posts[other[-1]], posts[block[0]]))
    return next((hosts[other] for other in above if all(posts[i].kind is Kind.DEPARTMENT for i in other)), None)


def _stands_close(above: Part, below: Part) -> bool:
    """Return whether a post stands on the line right under another's, wherever on it."""
    gap = below.box[1] - above.box[3]
    return below.line == above.line + 1 and -0.5 * below.size < gap < NEAR * below.size


def _lacking(posts: Sequence[Part], block: Block, hosts: dict[Block, int | None], firms: int) -> int | None:
    """Return the first firm without a post of a kind that the block has, None where all have some."""
    kinds = {posts[i].kind for i in block}
    kind = Kind.TITLE if Kind.TITLE in kinds else Kind.DEPARTMENT
    held = {host for other, host in hosts.items() if any(posts[i].kind is kind for i in other)}
    return next((number for number in range(firms) if number not in held), None)
