"""What a story and the publication's earlier coverage have in common; works on values only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from reewriter.model import Story
from reewriter.text.glossary import Glossary, Tag, find_tags

__all__ = ["Related", "Subject", "best", "sentence", "shared", "subject_of"]

_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    "about after again against amid among another around back because been before being between"
    " could does down during each even every first from gets have here high into just last late"
    " like made make makes many more most much must near next only other over part plan plans said"
    " says some still such than that their them then there these they this those three through"
    " time today under until very want wants week well were what when where which while will with"
    " without would year years your report reports news update what rare earth earths".split()
)
_NAMES = 10
"""As many of what a story names are looked for: those it names most."""
_SOURCE = 6_000
"""Characters of the source that are looked through for names."""
_KINDS = frozenset({"place"})
"""Names of these kinds alone make nothing related: everything happens in China."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a story is about."""

    names: tuple[str, ...]
    """Of the beat, those named most first."""
    forms: tuple[str, ...]
    """As the texts write them."""
    words: frozenset[str]
    """The telling words of its headline."""
    places: frozenset[str]
    """The names that are only places."""

    @property
    def match(self) -> str:
        """The FTS5 expression that finds what may be related; "" where nothing can."""
        wanted = [*self.forms, *sorted(self.words)]
        plain = (re.sub(r"[^\w]+", " ", one).strip() for one in wanted)
        return " OR ".join(dict.fromkeys(f'"{one}"' for one in plain if one))


@dataclass(frozen=True, slots=True)
class Related:
    """Something the publication ran before, and what it shares with a story."""

    headline: str
    url: str
    date: date
    shared: tuple[str, ...]
    story_id: int | None = None
    item_id: int | None = None
    edition: str = ""
    number: int | None = None
    text: str = ""

    @property
    def label(self) -> str:
        """Where it ran: "No. 203", or our own site."""
        return f"No. {self.number}" if self.number is not None else "our site"


def subject_of(story: Story, glossary: Glossary) -> Subject:
    """Read what a story is about from all it says, and from how its source begins."""
    source = story.source
    own = [story.headline, story.headline, story.deck, story.tldr, story.critique]
    own += [line.text for line in story.highlights]
    text = "\n".join([*own, *story.tags, source.text[:_SOURCE] if source else ""])
    tags = _tags(text, glossary)
    forms = [text[start:end] for tag in tags for start, end in tag.spans[:4]]
    forms += [tag.name for tag in tags] + list(story.tags)
    return Subject(
        tuple(tag.name for tag in tags),
        tuple(dict.fromkeys(forms)),
        _words(story.headline),
        frozenset(tag.name for tag in tags if tag.kind in _KINDS),
    )


def shared(subject: Subject, headline: str, text: str, glossary: Glossary) -> tuple[str, ...]:
    """Return what both are about, the most telling first; nothing where they are not related."""
    known = _named(f"{headline}\n{text}", glossary)
    names = [name for name in subject.names if name in known]
    words = sorted(_words(headline) & subject.words)
    telling = [name for name in names if name not in subject.places]
    if not telling and len(words) < 2:
        return ()
    places = [name for name in names if name in subject.places]
    return tuple(dict.fromkeys([*telling, *places, *(words if not telling else [])]))


@lru_cache(2048)
def _named(text: str, glossary: Glossary) -> frozenset[str]:
    """Return what a text names; what went out is asked again with every check."""
    return frozenset(tag.name for tag in find_tags(text, glossary))


@lru_cache(64)
def _tags(text: str, glossary: Glossary) -> tuple[Tag, ...]:
    """Return the names of an open story, those named most first."""
    return tuple(sorted(find_tags(text, glossary), key=lambda tag: -len(tag.spans))[:_NAMES])


def _words(headline: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(headline)) - _COMMON


def sentence(related: Related, publication: str, day: str) -> str:
    """Return the sentence that tells readers of it, as Markdown."""
    title = related.headline.replace("[", "(").replace("]", ")")
    linked = f"[{title}]({related.url})" if related.url else f"*{title}*"
    where = ", ".join(part for part in (related.label * (related.number is not None), day) if part)
    return f"{publication} previously reported: {linked} ({where})."


def best(found: Sequence[tuple[Related, float]]) -> list[Related]:
    """Put what is related in order: what shares most names first, then what fits best."""
    order = sorted(found, key=lambda one: (-len(one[0].shared), one[1], -one[0].date.toordinal()))
    seen: dict[str, Related] = {}
    for related, _ in order:
        seen.setdefault(related.headline.casefold(), related)
    return list(seen.values())
