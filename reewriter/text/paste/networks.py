"""What Substack, LinkedIn, the wires and printed pages put around a text; cuts nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from reewriter.text.paste.lines import ends_sentence

__all__ = ["lines_of_networks"]

_POST = re.compile(
    r"feed post(?: number \d+)?|(?:.{0,60} )?visible to anyone on or off linkedin\.?"
    r"|to me|[^<>@]{3,60} <[^\s<>@]+@[^\s<>]+>|\d{1,2}:\d\d(?: [ap]m)? \([^()]{3,30} ago\)"
    r"|see new posts|conversation|@\w{2,15}|(?:verified )?• (?:1st|2nd|3rd\+?)|(?:\d{1,2} ?(?:m|h"
    r"|d|w|mo|yr)|edited) •(?: edited •)?",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"(?:last edited )?\d{1,2}:\d\d(?: [AP]M)? · [A-Z][a-z]{2} \d{1,2}, \d{4}.{0,30}", re.IGNORECASE
)
"""What stands below a post at X, and only numbers and buttons below it."""
_SHORT = 25
_PERSON = re.compile(r"follow(?:ing)?|connect|\+ ?follow", re.IGNORECASE)
_LONGEST_HEAD = 25
"""Lines of what stands above a post."""
_SHORTEST_TITLE = 3
"""Words of a line that says something when it comes again; the name of a site is shorter."""
_PROSE = 60
"""Characters of a line that is the text's own."""
_ON_NETWORK = re.compile(
    r"(.{10,200}) on (?:x|twitter|facebook|linkedin|whatsapp|bluesky|reddit)", re.IGNORECASE
)
_URL = re.compile(r"https?://\S+")
"""The address of the page itself."""
_RUNNING = re.compile(r"(?P<first>\d{1,4})?(?P<words>.*?)(?P<last>\d{1,4})?")
_APART = re.compile(r"\s{3,}|\t")
"""Between the number of a printed page and what stands beside it."""

Numbered = Sequence[tuple[int, str]]


def lines_of_networks(texts: Sequence[str], raws: Sequence[str], site: Collection[int]) -> set[int]:
    """Return the numbers of lines that are no article's; `site` are those known to be none."""
    numbered = [(at, text) for at, text in enumerate(texts) if text]
    return {
        *_post(numbered),
        *_above_title(numbered, site),
        *_shared(numbered),
        *_running_heads(raws),
        *_numbered_pages(numbered),
    }


def _post(numbered: Numbered) -> Iterator[int]:
    """Find what LinkedIn puts above a post: who wrote it, what they are, when it was."""
    head = numbered[:_LONGEST_HEAD]
    marks = [n for n, (_, text) in enumerate(head) if _POST.fullmatch(text)]
    if len(marks) > 1:
        last = marks[-1]
        followed = [
            n for n in (last + 1, last + 2) if n < len(head) and _PERSON.fullmatch(head[n][1])
        ]
        yield from (at for at, _ in head[: max([last, *followed]) + 1])
    foot = next(
        (n for n, (_, text) in enumerate(numbered) if "·" in text and _POSTED.fullmatch(text)), 0
    )
    if foot and all(len(text) < _SHORT for _, text in numbered[foot + 1 :]):
        yield from (at for at, _ in numbered[foot:])


def _above_title(numbered: Numbered, site: Collection[int]) -> Iterator[int]:
    """Find what stands above a title that was printed before, with buttons between: Substack does
    so, since the box that shares a text lies hidden in its page.
    """
    first: dict[str, int] = {}
    title = 0
    for n, (at, text) in enumerate(numbered[:_LONGEST_HEAD]):
        if _URL.fullmatch(text) and any(other in site for other, _ in numbered[:n]):
            yield at
        if len(text) > _PROSE and ends_sentence(text):
            break
        if at in site or len(text.split()) < _SHORTEST_TITLE:
            continue
        # "Business|Kilns Close" is the way to what is called so.
        before = first.setdefault(text.rpartition("|")[2].strip(), n)
        if any(other in site for other, _ in numbered[before + 1 : n]):
            title = n
    yield from (at for at, _ in numbered[:title])


def _shared(numbered: Numbered) -> Iterator[int]:
    """Find a title that is printed once for each network to share it on."""
    found = [
        (at, one[1])
        for at, text in numbered
        if " on " in text and (one := _ON_NETWORK.fullmatch(text))
    ]
    often = Counter(title for _, title in found)
    yield from (at for at, title in found if often[title] > 1)


def _numbered_pages(numbered: Numbered) -> Iterator[int]:
    """Find the same words beside the number of each page, one line each."""
    found: dict[str, list[tuple[int, int]]] = {}
    for (at, text), (below, number) in pairwise(numbered):
        if number.isdigit() and len(number) < 5 and len(text.split()) >= _SHORTEST_TITLE:
            found.setdefault(text, []).append((at, below))
    for places in found.values():
        if len(places) > 1:
            yield from (at for place in places for at in place)


def _running_heads(raws: Sequence[str]) -> Iterator[int]:
    """Find the heads and feet of printed pages: the same words on each, far from its number."""
    found: dict[tuple[str, ...], dict[int, str]] = {}
    for at, raw in enumerate(raws):
        read = _RUNNING.fullmatch(raw.strip()) if _APART.search(raw.strip()) else None
        number = (read["first"] or read["last"]) if read else None
        if read and number and read["words"].strip():
            words = tuple(sorted(read["words"].split()))
            found.setdefault(words, {})[at] = number
    for numbers in found.values():
        if len(numbers) > 1 and Counter(numbers.values()).most_common(1)[0][1] == 1:
            yield from numbers
