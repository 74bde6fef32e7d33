"""Changes marked texts mechanically, in ways that should change no verdict on their figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from reewriter.text import check_figures
from reewriter.text.facts.wording import STOP_WORDS
from tests.marked_figures import WRITTEN, drafts, marked

Change = Callable[[str, str], tuple[str, str]]
"""Returns a draft, with its marks, and its source in another form."""

_MARKED = re.compile(r"\{[+-].+?\}")
_OTHER_MONEY = re.compile(r"[A-Z]\$|[€£¥₹]|\b(?:dollar|cent|euro|yuan)s?\b")
_CAPITAL = re.compile(r"(?<![\w.’'-])[A-Z][a-z]{3,}(?![\w’'-])")
_PLAIN = re.compile(r"(?<![\w$€£¥'’.-])[a-z]{4,}(?![\w'’-])")
_KEPT = STOP_WORDS | frozenset(
    "percent tonnes tons million billion trillion thousand dollars euros pounds yuan cents points"
    " point"
    " years year months month weeks week days day hours hour quarter half third fifth tenth dozen"
    " metres meters miles kilometres kilometers hectares about nearly almost more than over under"
    " less fewer some roughly around from between each every since before after until while against"
    " last next first second times double doubled twice halved percentage head apiece total"
    " altogether together rest remaining left difference ahead behind above below rose fell down"
    " increase decrease higher lower grew dropped said gained lost most least".split()
)
_STRANGE = "glorb frimmel tarkin wobbet plennish drovel sartle quimber hespid lorrick".split()
"""Words that no source has, as somebody's own words are to it."""


def in_euros(draft: str, source: str) -> tuple[str, str]:
    """Change the currency in both, where they have but one, with its sign."""
    if _OTHER_MONEY.search(source) or _OTHER_MONEY.search(draft):
        return draft, source
    return draft.replace("$", "€"), source.replace("$", "€")


def renamed(draft: str, source: str) -> tuple[str, str]:
    """Call everybody otherwise in both, where a name stands within a sentence."""
    inner = {
        found[0]
        for found in _CAPITAL.finditer(source)
        if source[max(0, found.start() - 2) : found.start()].strip(" \n").isalpha()
        or source[max(0, found.start() - 2) : found.start()] == ", "
    }
    names = {name: name[0] + name[-2:0:-1] + name[-1] for name in inner if name not in _TOLD}

    def other(found: re.Match[str]) -> str:
        return names.get(found[0], found[0])

    return _CAPITAL.sub(other, draft), _CAPITAL.sub(other, source)


_TOLD = frozenset(
    "January February March April June July August September October November December Monday"
    " Tuesday Wednesday Thursday Friday Saturday Sunday American Australian Canadian Section Title"
    " Phase Group Taiwan Singapore Korean Swiss Russian Turkish Easter Christmas"
    " Thanksgiving Sept Celsius Fahrenheit".split()
)


def shuffled(draft: str, source: str) -> tuple[str, str]:
    """Tell the paragraphs of a source behind the second in another order."""
    parts = source.split("\n\n")
    rest = parts[2:]
    Random(7).shuffle(rest)
    return draft, "\n\n".join([*parts[:2], *rest])


def turned(draft: str, source: str) -> tuple[str, str]:
    """Tell the paragraphs of a draft in the other order."""
    return "\n\n".join(draft.split("\n\n")[::-1]), source


def in_own_words(draft: str, source: str) -> tuple[str, str]:
    """Exchange a third of the plain words of a draft for words that the source has not."""
    random = Random(11)
    spans = [found.span() for found in _MARKED.finditer(draft)]

    def other(found: re.Match[str]) -> str:
        beside = any(a - 1 <= found.start() <= b + 1 for a, b in spans)
        if beside or found[0] in _KEPT or random.random() > 0.35:
            return found[0]
        return random.choice(_STRANGE) + found[0][-1]

    return _PLAIN.sub(other, draft), source


@dataclass
class Changed:
    """How many verdicts a change has changed."""

    figures: int = 0
    accused: list[str] = field(default_factory=list)
    """Sound figures that were supported before."""
    overlooked: list[str] = field(default_factory=list)
    """Wrong ones that were found before."""


def _told(draft: str, source: str) -> Iterator[tuple[str, str, bool]]:
    """Yield each marked figure with its mark, and whether it is called unsupported."""
    text, places = marked(draft)
    told = [one for one in check_figures(text, source, on=WRITTEN) if not one.supported]
    for start, end, mark in places:
        hit = any(one.span[0] < end and start < one.span[1] for one in told)
        yield text[start:end], mark, hit


def changed(name: str, change: Change) -> Changed:
    """Count the verdicts on a set that are others after a change."""
    found = Changed()
    for draft, source in drafts(name):
        before = list(_told(draft, source))
        other, of = change(draft, source)
        after = list(_told(other, of))
        if change is turned:  # each paragraph's figures by themselves, as they stood
            after = _in_order(draft, after)
        for (text, mark, was), (_, _, now) in zip(before, after, strict=True):
            found.figures += 1
            if mark == "+" and now and not was:
                found.accused.append(f"{name}: {text}")
            elif mark == "-" and was and not now:
                found.overlooked.append(f"{name}: {text}")
    return found


def _in_order(draft: str, after: list[tuple[str, str, bool]]) -> list[tuple[str, str, bool]]:
    sizes = [len(_MARKED.findall(part)) for part in draft.split("\n\n")]
    parts, at = [], 0
    for size in sizes[::-1]:
        parts.append(after[at : at + size])
        at += size
    return [one for part in parts[::-1] for one in part]
