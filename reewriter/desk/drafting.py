"""What a language model is told of a story, and what of its answer is a highlight. Asks nobody.

What comes back is as hostile as any text of the web: it may have been told what to say by the
article it read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from reewriter.formats import HIGHLIGHT_WORDS
from reewriter.model import Source, Story
from reewriter.text import clean

__all__ = ["WORDS", "highlights_in", "paragraphs_in", "prompt_view", "subjects_in"]

WORDS = {
    "highlights": HIGHLIGHT_WORDS,
    "critique": (150, 300),
    "tldr": (60, 100),
    "subjects": (4, 10),
}
"""How many words are asked for, by what is asked."""

_MOST_SOURCE = 24_000
"""Characters of all sources together: articles are shorter, models are paid by the word."""
_LEAST_WORDS = 4
_LONGEST = 400
"""Characters of a suggestion; a highlight of the house has a third of that."""
_LONGEST_PARAGRAPH = 2000
_SHORTEST_SUBJECT, _LONGEST_SUBJECT = 10, 78
_MARK = re.compile(r"^\s*(?:(?:[-*+•·–—]|\(?\d{1,2}[.):]|[>#]+)\s+)+")
_LABEL = re.compile(r"^(?:\*\*|__)?(?:highlight|option)s?\s*\d{0,2}\s*[:.](?:\*\*|__)?\s*", re.I)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()]*\)")
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.I)
_OWN_TAG = re.compile(r"</?\s*article\b[^<>]*>?", re.I)
"""What marks where an article ends: one that says so itself would speak to the model."""
_EMPHASIS = re.compile(r"(?<!\w)([*_]{1,3}|`+)(?=\S)(.+?)(?<=\S)\1(?!\w)")


def prompt_view(
    story: Story,
    sources: Iterable[Source],
    *,
    publication: str,
    count: int,
    asked: str = "highlights",
    stories: Iterable[Story] = (),
) -> Mapping[str, object]:
    """Return what a prompt's template sees; `stories` are those of an issue."""
    left = _MOST_SOURCE
    told: list[Mapping[str, str]] = []
    for source in sources:
        text = _OWN_TAG.sub("", source.text).strip()[:left]
        left -= len(text)
        if text:
            day = source.published.date().isoformat() if source.published else ""
            told.append({"outlet": source.outlet, "date": day, "text": text})
    return {
        "publication": {"name": publication},
        "count": count,
        "words": dict(zip(("least", "most"), WORDS[asked], strict=True)),
        "story": {
            "headline": story.headline,
            "highlights": tuple(line.text for line in story.highlights),
            "critique": story.critique,
        },
        "sources": tuple(told),
        "stories": tuple(
            {"headline": one.headline, "highlights": tuple(line.text for line in one.highlights)}
            for one in stories
        ),
    }


def highlights_in(answer: str, *, known: Iterable[str], most: int) -> tuple[str, ...]:
    """Return the sentences of an answer that may be offered, as plain text.

    >>> highlights_in("Here you are:\\n- **Output** doubled in May 2025.\\n", known=(), most=3)
    ('Output doubled in May 2025.',)
    """
    seen = {_key(text) for text in known}
    found: list[str] = []
    for line in _lines(clean(answer)):
        text = _plain(line)
        if len(text.split()) < _LEAST_WORDS or text.endswith(":") or _key(text) in seen:
            continue
        seen.add(_key(text))
        found.append(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…")
        if len(found) == most:
            break
    return tuple(found)


def paragraphs_in(answer: str, *, most: int) -> tuple[str, ...]:
    """Return the paragraphs of an answer that may be offered, as plain text, at most so many.

    >>> paragraphs_in("# Draft\\n\\nIt is [sound](https://a.example) as far\\nas it goes.", most=4)
    ('It is sound as far as it goes.',)
    """
    bare = "\n".join(_lines(clean(answer)))
    found: list[str] = []
    for block in re.split(r"\n[ \t]*\n", bare):
        if block.lstrip().startswith("#"):
            block = block.lstrip().partition("\n")[2]
        text = _plain(" ".join(block.split()))
        if len(text.split()) >= _LEAST_WORDS and not text.endswith(":"):
            found.append(text[:_LONGEST_PARAGRAPH])
    return tuple(found[:most])


def subjects_in(answer: str, *, known: Iterable[str], most: int) -> tuple[str, ...]:
    """Return the subjects of an answer that may be offered: no mark at either end, not too long.

    >>> subjects_in('- "Narva Sells Out."\\n- Narva Sells Out', known=(), most=3)
    ('Narva Sells Out',)
    """
    seen = {_key(text) for text in known}
    found: list[str] = []
    for line in _lines(clean(answer)):
        text = _plain(line).strip(' "“”').rstrip(".! ")
        fits = _SHORTEST_SUBJECT <= len(text) <= _LONGEST_SUBJECT and len(text.split()) > 1
        if fits and not text.endswith(":") and _key(text) not in seen:
            seen.add(_key(text))
            found.append(text)
    return tuple(found[:most])


def _lines(answer: str) -> list[str]:
    """Return the lines of an answer; some models answer in JSON whatever they are asked for."""
    bare = "\n".join(line for line in answer.split("\n") if not line.strip().startswith("```"))
    if bare.lstrip().startswith(("[", "{")):
        try:
            found = json.loads(bare)
        except (ValueError, RecursionError):
            return bare.split("\n")
        if isinstance(found, dict):
            found = next((value for value in found.values() if isinstance(value, list)), [])
        return [one for one in found if isinstance(one, str)]
    return bare.split("\n")


def _plain(line: str) -> str:
    """Take marks, links and tags out of a line: what a model leads to is nobody's source."""
    line = _MARK.sub("", line)
    line = _IMAGE.sub("", line)
    line = _TAG.sub("", _LINK.sub(r"\1", line))
    line = _ADDRESS.sub("", line)
    line = _LABEL.sub("", line)
    for _ in range(2):
        line = _EMPHASIS.sub(r"\2", line)
    return " ".join(line.split())


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
