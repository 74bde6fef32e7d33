"""Whether the three formats tell the same stories."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from reewriter.checks.spec import CheckSpec, Examined, excerpt, named, words_of
from reewriter.formats import PARTS, format_of, text_of
from reewriter.model import Finding, Severity, Story
from reewriter.text.digest import digest_of

__all__ = ["CHECKS", "find"]

HEADLINE = CheckSpec(
    "parity.headline",
    Severity.ERROR,
    "a format leaves a story out",
    "Compare the templates: each format must show every story above the line.",
)
LEFT_OUT = CheckSpec(
    "parity.left_out",
    Severity.INFO,
    "a story has something written that its format does not print",
    "Take it out, or choose a format that has it.",
)
LINK = CheckSpec(
    "parity.link",
    Severity.WARNING,
    "a format lacks a link of the HTML",
    "Compare the templates: readers of plain text want to get there, too.",
)
WORDS = CheckSpec(
    "parity.words",
    Severity.WARNING,
    "the plain text lacks more than a twentieth of the HTML's words",
    "Compare the templates: both must tell the same.",
)
WIDTH = CheckSpec(
    "parity.width",
    Severity.INFO,
    "a line of the plain text is wider than 78 columns",
    "Break it: many programs do not.",
)
STALE = CheckSpec(
    "parity.stale",
    Severity.WARNING,
    "the plain text by hand is older than what it tells",
    "Look it through with `issue text`; `issue text --keep` lets it stand, `issue text --clear`"
    " takes it away.",
)
CHECKS = (HEADLINE, LEFT_OUT, LINK, WORDS, WIDTH, STALE)

_LEAST = 0.95
_WIDEST = 78
_HREF = re.compile(r"""<a\b[^>]*?\bhref=["'](https?://[^"']*)["']""", re.IGNORECASE)

_NAMES = {"html": "HTML", "markdown": "Markdown", "text": "plain text"}


def find(examined: Examined) -> Iterator[Finding]:
    """Look for each headline in each format."""
    for placed in examined.composition.above:
        headline = words_of(placed.story.headline)
        for format_, name in _NAMES.items():
            if headline.strip() and headline not in examined.words[format_]:
                yield HEADLINE.finding(format_, f"The {name} lacks {named(placed.story)}")
        yield from _left_out(placed.story, examined.words["html"])
    yield from _links(examined)
    yield from _words(examined)
    yield from _wide(examined.rendered.text)
    made = examined.rendered.made_text
    if made and digest_of(made) != examined.composition.issue.own_text_of:
        yield STALE.finding("text", "The issue has changed since its plain text was written")


def _left_out(story: Story, printed: str) -> Iterator[Finding]:
    """Look for what a change of format leaves behind, which no screen of that format shows."""
    of = named(story)
    written = {
        "deck": [story.deck],
        "tldr": [_MARKED.split(story.tldr, maxsplit=1)[0]],
        "highlights": [highlight.text for highlight in story.highlights],
    }
    for name, texts in written.items():
        if any((words := words_of(text)).strip() and words not in printed for text in texts):
            said = (
                f"{of}: its {_CALLED[name]} {'are' if name == 'highlights' else 'is'} not printed"
            )
            yield LEFT_OUT.finding(f"story/{story.id}/{name}", said)
    own = {part.name for part in format_of(story).parts}
    for name, part in PARTS.items():
        if name not in own and name not in written and text_of(story, name).strip():
            said = f"{of}: its {part.title.lower()} is not printed"
            yield LEFT_OUT.finding(f"story/{story.id}/{name}", said)


_MARKED = re.compile(r"[\[<&`]")
"""From here on readers may see other words than those that are written."""
_CALLED = {"deck": "deck", "tldr": "TL;DR", "highlights": "highlights"}


def _links(examined: Examined) -> Iterator[Finding]:
    links = dict.fromkeys(map(html.unescape, _HREF.findall(examined.rendered.html)))
    texts = {"markdown": examined.rendered.markdown, "text": examined.rendered.text}
    for format_, text in texts.items():
        if missing := [link for link in links if not _leads_to(text, link)]:
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            said = f"The {_NAMES[format_]} lacks {excerpt(missing[0], 60)}{more}"
            yield LINK.finding(format_, said)


def _leads_to(text: str, link: str) -> bool:
    """Tell whether a text has a link, and not only a longer one that begins like it."""
    at = text.find(link)
    while at >= 0:
        after = text[at + len(link) : at + len(link) + 2]
        if not after or after[0] in _AFTER or (after[0] in _POINTS and not after[1:].isalnum()):
            return True
        at = text.find(link, at + 1)
    return False


_AFTER = " \n\t>)]”"
_POINTS = ".,;:!?*_'\"|"


def _words(examined: Examined) -> Iterator[Finding]:
    told, plain = (set(examined.words[format_].split()) for format_ in ("html", "text"))
    # The preheader is for inboxes: nobody reads it in the mail, and plain text has none.
    told -= set(words_of(examined.composition.issue.preheader).split())
    if told and len(told & plain) < _LEAST * len(told):
        share = 100 * len(told & plain) // len(told)
        yield WORDS.finding("text", f"The plain text has {share} % of the HTML's words")


def _wide(text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.splitlines(), 1):
        if not _ADDRESS.search(line) and (columns := _columns(line)) > _WIDEST:
            yield WIDTH.finding("text", f"Line {number} has {columns} columns")
            return


def _columns(line: str) -> int:
    """Count wide letters twice, and marks that stand on others not at all."""
    if line.isascii():
        return len(line)
    unseen = ("Mn", "Me", "Cf")
    seen = (char for char in line if unicodedata.category(char) not in unseen)
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in seen)


_ADDRESS = re.compile(r"\S{60,}")
