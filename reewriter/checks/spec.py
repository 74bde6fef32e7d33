"""What a check is and what it is given to look at; knows no single check."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from reewriter.formats import format_of, text_of
from reewriter.model import Brand, Composition, Finding, LinkFact, Rendered, Severity, Story
from reewriter.rows import bare_quotations
from reewriter.text.house import House

if TYPE_CHECKING:
    from reewriter.text.facts import SourceText
    from reewriter.text.glossary import Glossary

__all__ = [
    "TAG",
    "CheckSpec",
    "Examined",
    "Facts",
    "Passage",
    "examine",
    "excerpt",
    "headline_key",
    "is_line",
    "named",
    "passages",
    "story_passages",
    "words_of",
]


@dataclass(frozen=True, slots=True)
class CheckSpec:
    """One check as the documentation and the findings name it."""

    id: str
    """`family.rule`, stable: waivers and scripts refer to it."""
    severity: Severity
    title: str
    """What is wrong when the check finds something, in a few words."""
    hint: str
    """What to do, in one sentence."""
    waivable: bool = True
    """False for what no editor can answer for: the law and an embargo."""

    def finding(self, where: str, message: str, *, about: str = "") -> Finding:
        """Say that this check found something at `where`, where there may be more about others."""
        return Finding(
            id=self.id,
            severity=self.severity,
            message=message,
            where=where,
            hint=self.hint,
            waivable=self.waivable,
            about=" ".join(about.split()),
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What checks must know of the world outside the issue; gathered by the caller."""

    now: datetime
    ran_before: Mapping[str, str] = field(default_factory=dict)
    """Edition of another issue, by a source's address (as it is or as `url_key`) or by a headline
    (as it is or as `headline_key`)."""
    merge_tags: frozenset[str] = frozenset({"⟦unsubscribe_url⟧", "⟦archive_url⟧"})
    """The placeholders that every target binds."""
    template_syntax: tuple[str, ...] = ("{{", "{%")
    """What a mailing service would take for its own commands."""
    house: House = field(default_factory=House)
    """The figures and phrases that the house answers for."""
    house_problem: str = ""
    """Why the list of these cannot be read; the one that was read last counts meanwhile."""
    earlier: Mapping[int, tuple[SourceText, ...]] = field(default_factory=dict)
    """By a story's id what was run on its subject before, the newest first."""
    glossary: Glossary | None = None
    """The names by which figures are known to be about the same."""
    quoted_words: int = 150
    """How many words of one source a story may quote."""
    pictures: Mapping[str, int | None] = field(default_factory=dict)
    """Bytes of the picture files that the issue names, by path; None for one that is not there."""
    links: Mapping[str, LinkFact] = field(default_factory=dict)
    """What is known of the pages of links, by address."""
    own_formats: frozenset[str] = frozenset()
    """The formats of stories that the workspace's own templates lay out."""
    postal_address_is_example: bool = False
    unsubscribe_is_example: bool = False


@dataclass(frozen=True, slots=True)
class Examined:
    """An issue on the table: as composed, as rendered, and the rendered words."""

    composition: Composition
    rendered: Rendered
    brand: Brand
    facts: Facts
    visible: str
    """The HTML's text without tags, comments, styles, and code, which may show any mark."""
    words: Mapping[str, str]
    """By format (`html`, `markdown`, `text`): its words alone, as `words_of` gives them."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of the editor's that goes out, and where it is edited."""

    where: str
    text: str
    name: str
    """As a message names it: `the critique of “Headline”`."""
    bare: tuple[tuple[int, int], ...] = ()
    """Where it has quotations without marks, which readers get with marks; in order."""

    def marked(self) -> tuple[str, Callable[[tuple[int, int]], tuple[int, int]]]:
        """Return the text with marks around those, and what leads from its places to ours."""
        pieces: list[str] = []
        added: list[int] = []
        at = 0
        for start, end in self.bare:
            pieces += (self.text[at:start], "“", self.text[start:end], "”")
            added += (start + len(added), end + len(added) + 1)
            at = end
        text = "".join((*pieces, self.text[at:]))
        return text, lambda span: (
            span[0] - bisect_left(added, span[0]),
            span[1] - bisect_left(added, span[1]),
        )


_UNSEEN = re.compile(r"<!--.*?-->|<(head|style|script)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.I)
_CODE = re.compile(r"<(pre|code)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.I)
TAG = re.compile(r"""<[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>|<[^>]*>""")
"""A tag of HTML. In quotation marks, as in what a picture shows, `>` ends none."""
_WORD = re.compile(r"[^\W_]+")
# Soft hyphens, joiners and fillers that may stand inside a word without being seen.
_INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200d\u2060\ufeff]")


def examine(
    composition: Composition, rendered: Rendered, *, brand: Brand, facts: Facts
) -> Examined:
    """Prepare once what several checks look at."""
    seen = _UNSEEN.sub(" ", rendered.html)
    return Examined(
        composition=composition,
        rendered=rendered,
        brand=brand,
        facts=facts,
        visible=html.unescape(TAG.sub(" ", _CODE.sub(" ", seen))),
        words={
            "html": words_of(html.unescape(TAG.sub(" ", seen))),
            "markdown": words_of(html.unescape(rendered.markdown)),
            "text": words_of(rendered.text),
        },
    )


def words_of(text: str) -> str:
    """Return the words alone, in small letters, one blank before, between and after them.

    So one text can be looked for in another whatever the wrapping, escaping and punctuation.
    """
    return f" {' '.join(_WORD.findall(_INVISIBLE.sub('', text).casefold()))} "


def headline_key(headline: str) -> str:
    """Return the form by which a headline is recognised in `Facts.ran_before`."""
    return words_of(headline).strip()


def excerpt(text: str, limit: int = 60) -> str:
    """Return one line of at most `limit` characters, for a message."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def named(story: Story, limit: int = 60) -> str:
    """Name a story in a message: by its headline, else by its number."""
    return f"“{excerpt(story.headline, limit) or f'story {story.id}'}”"


def passages(composition: Composition) -> Iterator[Passage]:
    """Walk through every text of the editor's that goes out, in reading order."""
    issue = composition.issue
    yield Passage("issue.subject", issue.subject, "the subject")
    yield Passage("issue.preheader", issue.preheader, "the preheader")
    yield Passage("issue.intro", issue.intro, "the intro")
    for placed in composition.above:
        yield from story_passages(placed.story)


_LINES = ("subject", "preheader", "headline", "deck", "highlight", "sponsor")


def is_line(passage: Passage) -> bool:
    """Tell whether readers get it as it is written, and not as Markdown."""
    return passage.where.replace(".", "/").split("/")[1 if "." in passage.where else 2] in _LINES


def story_passages(story: Story) -> Iterator[Passage]:
    """Walk through the texts of one story."""
    of = f"of “{excerpt(story.headline, 40)}”" if story.headline.strip() else f"of story {story.id}"
    place = f"story/{story.id}"
    yield Passage(f"{place}/headline", story.headline, f"the headline {of}")
    yield Passage(f"{place}/deck", story.deck, f"the deck {of}")
    yield Passage(f"{place}/tldr", story.tldr, f"the TL;DR {of}")
    for number, highlight in enumerate(story.highlights, 1):
        yield Passage(f"{place}/highlight/{number}", highlight.text, f"highlight {number} {of}")
    for part in format_of(story).parts:
        if part.name != "tldr":
            text = text_of(story, part.name)
            name, bare = (
                f"the {part.title.lower()} {of}",
                tuple(bare_quotations(text, part.columns)),
            )
            yield Passage(f"{place}/{part.name}", text, name, bare)
