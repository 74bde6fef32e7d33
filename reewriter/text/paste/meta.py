"""Parts an article from its site: what is data about it, what is only in the way; writes nothing.

Nothing is lost: what leaves the body is returned, so that an editor can take it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from reewriter.text.paste import chrome
from reewriter.text.paste.blocks import Block
from reewriter.text.paste.headings import is_known
from reewriter.text.paste.lines import ends_sentence
from reewriter.text.words import count_words

__all__ = ["Meta", "SignUp", "part"]

_PROSE = 25
"""Words of a paragraph that must be the article's own, wherever it stands."""
_FIRST_PARAGRAPH = 60
"""Characters; dates and names stand before it."""
_LONGEST_SIGN_UP = 60
_LONGEST_BIO = 800
_MOST_RECENT = 20


@dataclass(frozen=True, slots=True)
class SignUp:
    """The invitation to subscribe that stood beside an article."""

    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Meta:
    """What a pasted text says of itself; empty where it says nothing."""

    title: str = ""
    date: date | None = None
    byline: str = ""
    """Whom "By …" names."""
    bio: str = ""
    categories: tuple[str, ...] = ()
    highlights: tuple[str, ...] = ()
    """The items of the list under the heading Highlights, nested ones after their parent."""
    recent: tuple[str, ...] = ()
    """Headlines of what else was published there."""
    signup: SignUp | None = None
    copyright: str = ""


@dataclass(slots=True)
class _Desk:
    """What is gathered while the blocks are gone through."""

    kept: list[Block] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    date: date | None = None
    byline: str = ""
    bio: str = ""
    categories: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    signup: SignUp | None = None
    copyright: str = ""

    def drop(self, block: Block, keep: frozenset[str]) -> None:
        """Take a block out of the body, unless the editor wants it."""
        if block.text in keep:
            self.kept.append(block)
        else:
            self.cut.append(_shown(block))


def part(blocks: Sequence[Block], *, keep: frozenset[str]) -> tuple[list[Block], list[str], Meta]:
    """Return the blocks of the article itself, what was cut, and what is known by it."""
    desk = _Desk()
    tail = _tail(blocks)
    head = _head(blocks)
    for at, block in enumerate(blocks[:tail]):
        if not _is_data(block, desk, at < head) and not chrome.is_chrome(block.text):
            desk.kept.append(block)
        else:
            desk.drop(block, keep)
    for block in blocks[tail:]:
        desk.drop(block, keep)
    _read_tail(blocks[tail:], desk)
    return desk.kept, desk.cut, _meta(desk)


def _shown(block: Block) -> str:
    if block.rows:
        return " | ".join(cell for row in block.rows for cell in row)
    return f"{block.level}. {block.text}" if block.kind == "number" else block.text


def _meta(desk: _Desk) -> Meta:
    return Meta(
        date=desk.date,
        byline=desk.byline,
        bio=desk.bio,
        categories=desk.categories,
        recent=desk.recent,
        signup=desk.signup,
        copyright=desk.copyright,
    )


def _head(blocks: Sequence[Block]) -> int:
    """Return the number of the first block that is the article's own text."""
    for at, block in enumerate(blocks):
        # The first block may be a title, however long it is.
        prose = at > 0 or ends_sentence(block.text)
        if block.kind == "heading" and is_known(block.text) and block.text != "Highlights":
            return at
        if block.kind == "paragraph" and prose and len(block.text) > _FIRST_PARAGRAPH:
            return at
    return len(blocks)


def _is_data(block: Block, desk: _Desk, in_head: bool) -> bool:
    """Read a block that is data about the article, and tell whether it is."""
    if chrome.copyright_line(block.text):
        desk.copyright = desk.copyright or block.text
        return True
    if names := chrome.categories(block.text):
        desk.categories = names
        return True
    if not in_head or block.kind in ("item", "number", "table", "verbatim"):
        return False
    return _is_dateline(block.text, desk)


def _is_dateline(text: str, desk: _Desk) -> bool:
    """Read "By A. Name | Apr 10, 2025 | 0 Comments" and its parts, and nothing else."""
    parts = [part.strip() for mark in "|·•" if mark in text for part in text.split(mark)] or [text]
    days = [chrome.date_line(part) for part in parts]
    names = [chrome.byline(part) for part in parts]
    known = zip(parts, days, names, strict=True)
    if not (any(days) or any(names)) or not all(
        not part or day or name or chrome.is_chrome(part) for part, day, name in known
    ):
        return False
    desk.date = desk.date or next((day for day in days if day), None)
    desk.byline = desk.byline or next((name for name in names if name), "")
    return True


def _tail(blocks: Sequence[Block]) -> int:
    """Return where the article ends and the site goes on."""
    words = 0
    own = _own_words(blocks)
    hard = [at for at, block in enumerate(blocks) if chrome.is_hard(block.text)]
    for at, block in enumerate(blocks):
        opens = chrome.is_chrome(block.text) or chrome.recent(block.text) or _doubled(blocks, at)
        if opens and words:
            rest = sum(own[at + 1 : next((end for end in hard if end > at), None)])
            # "Search" above a list of headlines begins a side column: it is none of the article.
            column = chrome.is_chrome(block.text) and any(
                chrome.recent(following.text) for following in blocks[at + 1 : at + 2]
            )
            if not rest or ((chrome.is_hard(block.text) or column) and rest < 3 * words):
                return at
        if block.kind != "heading" and not opens:
            words += count_words(block.text)
    return _signed_end(blocks)


def _signed_end(blocks: Sequence[Block]) -> int:
    """Return where a name and its biography end the text; else where the text ends."""
    for at in (len(blocks) - 2, len(blocks) - 1):
        if at > 0 and chrome.byline(blocks[at].text) and _head(blocks) < at:
            return at
    return len(blocks)


def _doubled(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether an invitation begins here: sites print its title twice."""
    text = blocks[at].text
    twice = at + 2 < len(blocks) and blocks[at + 1].text == text
    return twice and 0 < len(text) <= _LONGEST_SIGN_UP and blocks[at].kind not in ("item", "number")


def _own_words(blocks: Sequence[Block]) -> list[int]:
    """Return how many words of each block must be the article's: the words of long sentences that
    nothing explains of what stands around articles.
    """
    signed = [False, *(bool(chrome.byline(block.text)) for block in blocks)]
    counts = [count_words(block.text) if ends_sentence(block.text) else 0 for block in blocks]
    return [
        count if count >= _PROSE and not by else 0
        for count, by in zip(counts, signed, strict=False)
    ]


def _read_tail(blocks: Sequence[Block], desk: _Desk) -> None:
    at = 0
    while at < len(blocks):
        text = blocks[at].text
        following = blocks[at + 1].text if at + 1 < len(blocks) else ""
        if chrome.recent(text):
            desk.recent = desk.recent or _listed(blocks, at + 1)
        elif (name := chrome.byline(text)) and (not desk.byline or desk.byline == name):
            desk.byline = name
            if following and not _ends_list(blocks, at + 1) and len(following) <= _LONGEST_BIO:
                desk.bio = desk.bio or following
        elif _doubled(blocks, at) and not desk.signup:
            sentence = blocks[at + 2].text
            desk.signup = SignUp(text, sentence) if ends_sentence(sentence) else None
        elif names := chrome.categories(text):
            desk.categories = desk.categories or names
        elif chrome.copyright_line(text):
            desk.copyright = desk.copyright or text
        at += 1


def _listed(blocks: Sequence[Block], at: int) -> tuple[str, ...]:
    found: list[str] = []
    while at < len(blocks) and len(found) < _MOST_RECENT and not _ends_list(blocks, at):
        found.append(blocks[at].text)
        at += 1
    return tuple(found)


def _ends_list(blocks: Sequence[Block], at: int) -> bool:
    text = blocks[at].text
    known = chrome.is_chrome(text) or chrome.byline(text) or chrome.copyright_line(text)
    prose = (
        count_words(text) >= _PROSE
        and ends_sentence(text)
        and not chrome.byline(blocks[at - 1].text)
    )
    return bool(known or prose or _doubled(blocks, at))
