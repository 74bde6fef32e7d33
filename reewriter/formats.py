"""The formats of stories: which parts each has and needs. Knows no layout and no screen."""

from __future__ import annotations

import re
from typing import Literal

from reewriter.errors import UsageError
from reewriter.model import Story
from reewriter.values import dataclass

__all__ = [
    "CHOICES",
    "FORMATS",
    "HIGHLIGHT_WORDS",
    "PARTS",
    "Format",
    "Part",
    "choice",
    "chosen",
    "format_named",
    "format_of",
    "is_format_name",
    "is_teaser",
    "text_of",
    "with_text",
]

Kind = Literal["line", "text", "rows"]
HIGHLIGHT_WORDS = (15, 20)
"""How many words a highlight of the house has, at least and at most."""


@dataclass(frozen=True, slots=True)
class Part:
    """One text that stories of a format have besides headline, deck, source and highlights."""

    name: str
    """Where it is kept: a field of the story for `critique` and `tldr`, else a key of `extra`."""
    title: str
    """As screens, manuscripts and messages name it."""
    kind: Kind
    hint: str
    """What to write there, for the empty field."""
    columns: tuple[str, ...] = ()
    """Of each row: one row a line, its cells between `|`."""


@dataclass(frozen=True, slots=True)
class Format:
    """What a story of this format is made of."""

    name: str
    about: str
    """What it is for, in one sentence."""
    parts: tuple[Part, ...]
    """In the order in which readers meet them."""
    needs: tuple[str, ...] = ()
    """Names of parts without which it is not whole; `highlights` is one, too."""
    usual: tuple[str, ...] = ()
    """Names of parts that readers of this format look for, and that now and then are left out."""
    judges: bool = False
    """It judges a source, whose outlet and reporter it must name."""
    shared: bool = True
    """Readers are offered links to share it."""
    signed: bool = True
    """Where it names no author, it is by the publication's first."""


def _body(hint: str, title: str = "Text") -> Part:
    return Part("critique", title, "text", hint)


_TLDR = Part("tldr", "TL;DR", "text", "The whole story in one paragraph of about 100 words.")

CRITIQUE = Format(
    "critique",
    "Judges what an outlet wrote: highlights, then what it gets right and what it leaves out.",
    (_TLDR, _body("What the source gets right, what it leaves out, what it assumes.", "Critique")),
    needs=("highlights", "critique"),
    judges=True,
)
ANALYSIS = Format(
    "analysis",
    "Thinks a question through: sections, options with upside and risk, a conclusion.",
    (
        _TLDR,
        _body("Sections with ### headings."),
        Part(
            "options",
            "Options",
            "rows",
            "Lend against offtake | Money at once | Debt if prices fall",
            ("option", "upside", "risk"),
        ),
        Part("conclusion", "Conclusion", "text", "What follows from all this."),
    ),
    needs=("critique", "conclusion"),
    usual=("options",),
)
TLDR = Format(
    "tldr",
    "Begins with the whole story in one paragraph; sections follow.",
    (_TLDR, _body("Sections with ### headings.")),
    needs=("tldr", "critique"),
)
BRIEFING = Format(
    "briefing",
    "Condenses a long article: overview, sections, experts, an outlook table, the bottom line.",
    (
        _TLDR,
        Part("overview", "Overview", "text", "What it is about, in two short paragraphs."),
        _body("Sections with ### headings and nested bullets."),
        Part(
            "experts",
            "Expert views",
            "rows",
            "Ana Ruiz | Port Institute | “We count crates, not kilograms.”",
            ("speaker", "affiliation", "quotation"),
        ),
        Part(
            "outlook",
            "Outlook",
            "rows",
            "Heavy oxides | One plant | Two plants by 2029",
            ("issue", "current status", "outlook"),
        ),
        Part("bottom_line", "Bottom line", "text", "Two or three short paragraphs."),
    ),
    needs=("overview", "critique", "bottom_line"),
    usual=("experts", "outlook"),
)
BRIEF = Format(
    "brief",
    "A headline and two sentences.",
    (_body("Two sentences."),),
    needs=("critique",),
    shared=False,
)
ROUNDUP = Format(
    "roundup",
    "Several linked items by theme or region, as a weekly page of deals.",
    (
        _body("A sentence or two before the list, or nothing."),
        Part(
            "items",
            "Items",
            "rows",
            "Africa | A Port for Ngualla | https://… | Signed, not yet paid.",
            ("theme", "headline", "link", "sentence"),
        ),
    ),
    needs=("items",),
    shared=False,
)
NOTE = Format(
    "note",
    "A text of the house, about no source.",
    (_body("What the house says."),),
    needs=("critique",),
    shared=False,
    signed=False,
)
SPONSOR = Format(
    "sponsor",
    "A text somebody pays for: labelled, its links marked as sponsored.",
    (
        Part("sponsor", "Sponsor", "line", "Who pays, as readers know them"),
        _body("What the sponsor says."),
    ),
    needs=("sponsor", "critique"),
    shared=False,
    signed=False,
)

_ALL = (CRITIQUE, ANALYSIS, TLDR, BRIEFING, BRIEF, ROUNDUP, NOTE, SPONSOR)
FORMATS = {each.name: each for each in _ALL}
"""The formats we know; a workspace's own template makes another, with the parts of a critique."""

PARTS = {part.name: part for each in _ALL for part in each.parts if part.name != "critique"}
"""Every part of any format by its name, but for the body, which each format calls its own way."""


CHOICES: dict[str, tuple[str, ...]] = {
    "runs": ("full", "teaser"),
    "headline_link": ("own", "source"),
}
"""What else is decided about a story, kept among its parts; the first value is meant without one.

Whether all of it runs, and whether its headline leads to its own page or to its source.
"""


def chosen(story: Story, name: str) -> str:
    """Return what was chosen for a story."""
    value = story.extra.get(name, "")
    return value if value in CHOICES[name] else CHOICES[name][0]


def choice(name: str, value: str) -> str:
    """Return a choice as it is kept, "" for what is meant anyway; raises UsageError for no such."""
    values = CHOICES[name]
    if value not in ("", *values):
        called = name.replace("_", " ")
        raise UsageError(f"{called} cannot be “{value[:60]}”", hint=f"It is {' or '.join(values)}.")
    return "" if value == values[0] else value


def is_teaser(story: Story) -> bool:
    """Tell whether only the beginning of a story runs."""
    return chosen(story, "runs") == "teaser"


_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,39}")


def is_format_name(name: str) -> bool:
    """Tell whether a format may be called so: a file of a template is called the same."""
    return bool(_NAME.fullmatch(name))


def format_named(name: str) -> Format:
    """Return a format; one of the editor's own has the parts of a critique."""
    return FORMATS.get(name) or Format(name, "", CRITIQUE.parts)


def format_of(story: Story) -> Format:
    """Return the format of a story."""
    return format_named(story.format)


def with_text(story: Story, name: str, text: str) -> dict[str, object]:
    """Return the fields of a story that change when a part gets another text."""
    if name in ("critique", "tldr"):
        return {name: text}
    extra = {key: value for key, value in story.extra.items() if key != name}
    return {"extra": {**extra, name: text} if text.strip() else extra}


def text_of(story: Story, name: str) -> str:
    """Return a part's text, wherever it is kept."""
    if name == "critique":
        return story.critique
    if name == "tldr":
        return story.tldr
    return story.extra.get(name, "")
