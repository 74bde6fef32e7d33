"""Parts an article from its site: what is data about it, what is only in the way; writes nothing.

Nothing is lost: what leaves the body is returned, so that an editor can take it back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from reewriter.text.paste import chrome, site
from reewriter.text.paste.block import Block
from reewriter.text.paste.headings import is_known
from reewriter.text.paste.lines import ends_sentence
from reewriter.text.words import count_words

__all__ = ["Meta", "SignUp", "part"]

_PROSE = 25
"""Words of a paragraph that must be the article's own, wherever it stands."""
_FIRST_PARAGRAPH = 60
"""Characters; dates and names stand before it."""
_SENTENCE = 8
"""Words; a sentence that long behind a line such as "Related" makes it a heading of the article."""
_CAPTION = re.compile(
    r"\((?:photo|image|picture|illustration)s?(?::| by| courtesy)[^()]{2,60}\)\Z", re.IGNORECASE
)
"""What ends the words below a picture; who wrote it may come after that."""
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
            self.kept.append(replace(block, kind="paragraph") if block.kind == "site" else block)
        else:
            self.cut.append(_shown(block))


def part(blocks: Sequence[Block], *, keep: frozenset[str]) -> tuple[list[Block], list[str], Meta]:
    """Return the blocks of the article itself, what was cut, and what is known by it."""
    desk = _Desk()
    head = _head(blocks)
    tail = _tail(blocks)
    while tail - 1 > head and chrome.byline(blocks[tail - 1].text):
        tail -= 1
    for at, block in enumerate(blocks[:tail]):
        of_site = block.kind == "site" or chrome.is_chrome(block.text)
        if at < head and (desk.date or desk.byline):
            of_site = of_site or site.is_button(block.text)
        following = blocks[at + 1].text if at + 1 < tail else ""
        if not _is_data(block, desk, following if at < head else None) and not of_site:
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
        if chrome.credit(block.text) or block.kind == "site" or _CAPTION.search(block.text):
            continue
        # The first block may be a title, however long it is.
        prose = at > 0 or ends_sentence(block.text)
        if block.kind == "heading" and is_known(block.text) and block.text != "Highlights":
            return at
        if block.kind == "paragraph" and prose and len(block.text) > _FIRST_PARAGRAPH:
            return at
    return len(blocks)


def _is_data(block: Block, desk: _Desk, following: str | None) -> bool:
    """Read a block that is data about the article, and tell whether it is.

    `following` is the text of the next block, or None where the article has begun.
    """
    if chrome.copyright_line(block.text):
        desk.copyright = desk.copyright or block.text
        return True
    if names := chrome.categories(block.text):
        desk.categories = names
        return True
    if following is None or block.kind in ("item", "number", "table", "verbatim", "site"):
        return False
    credit = chrome.credit(block.text)
    if block.text and _titled(desk) and not credit:
        twice = chrome.byline(following) or (chrome.bare_names(following) and following)
        if twice == block.text and twice != desk.kept[0].text:
            credit = chrome.Credit(byline=block.text)  # with the author's picture between
    if not credit and _dated(following) and _titled(desk):
        who = chrome.foreign_byline(block.text) or chrome.bare_names(block.text)
        credit = chrome.Credit(byline=who)
    if not credit or credit == chrome.Credit():
        return False
    desk.date = desk.date or credit.date
    desk.byline = desk.byline or credit.byline
    desk.categories = desk.categories or credit.categories
    return True


def _dated(text: str) -> bool:
    credit = chrome.credit(text)
    return bool(credit and credit.date and not credit.byline)


def _titled(desk: _Desk) -> bool:
    return any(block.kind in ("heading", "paragraph") for block in desk.kept)


def _tail(blocks: Sequence[Block]) -> int:
    """Return where the article ends and the site goes on."""
    words = 0
    counts = [count_words(one.text) if ends_sentence(one.text) else 0 for one in blocks]
    own = _own_words(blocks, counts)
    said = _said_words(blocks, counts)
    hard = [at for at, block in enumerate(blocks) if chrome.is_hard(block.text)]
    for at, block in enumerate(blocks):
        opens = chrome.is_chrome(block.text) or _opens_tail(blocks, at)
        if opens and words and (_is_sure(block.text) or sum(said[at + 1 :]) <= words):
            rest = sum(own[at + 1 : next((end for end in hard if end > at), None)])
            # "Search" above a list of headlines begins a side column: it is none of the article.
            column = chrome.is_chrome(block.text) and any(
                site.other_headlines(following.text) for following in blocks[at + 1 : at + 2]
            )
            if not rest or ((chrome.is_hard(block.text) or column) and rest < 3 * words):
                return at
        told = block.kind != "paragraph" or ends_sentence(block.text)
        if block.kind not in ("heading", "site") and told and not opens:
            words += count_words(_shown(block))
    return _signed_end(blocks)


def _is_sure(text: str) -> bool:
    """Tell whether a line stands only behind articles, however much is said below it."""
    return chrome.is_hard(text) or site.other_headlines(text) or site.invites(text)


def _opens_tail(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether what stands behind articles begins here, by this block and the next one."""
    text = blocks[at].text
    if site.invites(text) or _doubled(blocks, at):
        return True
    following = blocks[at + 1].text if at + 1 < len(blocks) else ""
    opens = site.opens_tail(text) or bool(chrome.filed(text))
    return opens and not (ends_sentence(following) and count_words(following) >= _SENTENCE)


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


def _own_words(blocks: Sequence[Block], counts: Sequence[int]) -> list[int]:
    """Return how many words of each block must be the article's: the words of long sentences that
    nothing explains of what stands around articles.
    """
    signed = [
        False,
        *(bool(chrome.byline(block.text)) or site.invites(block.text) for block in blocks),
    ]
    return [
        count if count >= _PROSE and not by else 0
        for count, by in zip(counts, signed, strict=False)
    ]


def _said_words(blocks: Sequence[Block], counts: Sequence[int]) -> list[int]:
    """Return how many words of each block are said in sentences, but for those that invite or tell
    of an author: more than above them, and they are the article.
    """
    said: list[int] = []
    for at, (one, count) in enumerate(zip(blocks, counts, strict=True)):
        above = blocks[at - 1].text if at else ""
        beside = count >= _SENTENCE and (
            chrome.byline(above) or site.invites(above) or (at > 1 and _doubled(blocks, at - 2))
        )
        own = count >= _SENTENCE and not beside and not chrome.is_chrome(one.text)
        said.append(count if own else 0)
    return said


def _read_tail(blocks: Sequence[Block], desk: _Desk) -> None:
    at = 0
    while at < len(blocks):
        text = blocks[at].text
        following = blocks[at + 1].text if at + 1 < len(blocks) else ""
        if site.other_headlines(text):
            desk.recent = desk.recent or _listed(blocks, at + 1)
        elif (name := chrome.byline(text)) and (not desk.byline or desk.byline == name):
            desk.byline = name
            if following and not _ends_list(blocks, at + 1) and len(following) <= _LONGEST_BIO:
                desk.bio = desk.bio or following
        elif site.about_author(text):
            desk.bio = desk.bio or following[:_LONGEST_BIO]
        elif site.invites(text) and not desk.signup and ends_sentence(following):
            desk.signup = SignUp(text, following)
        elif _doubled(blocks, at) and not desk.signup:
            sentence = blocks[at + 2].text
            desk.signup = SignUp(text, sentence) if ends_sentence(sentence) else None
        elif names := chrome.filed(text):
            desk.categories = desk.categories or names
        elif chrome.copyright_line(text):
            desk.copyright = desk.copyright or text
        at += 1


def _listed(blocks: Sequence[Block], at: int) -> tuple[str, ...]:
    found: list[str] = []
    while at < len(blocks) and len(found) < _MOST_RECENT and not _ends_list(blocks, at):
        text = blocks[at].text
        if not site.is_entry(text) and not site.ago(text) and not _dated(text):
            found.append(text)
        at += 1
    return tuple(found)


def _ends_list(blocks: Sequence[Block], at: int) -> bool:
    text = blocks[at].text
    known = (
        blocks[at].kind == "site"
        or chrome.is_chrome(text)
        or (chrome.credit(text) and not _dated(text))
        or chrome.copyright_line(text)
        or site.opens_tail(text)
        or site.invites(text)
    )
    prose = (
        count_words(text) >= _PROSE
        and ends_sentence(text)
        and not chrome.byline(blocks[at - 1].text)
    )
    return bool(known or prose or _doubled(blocks, at))
