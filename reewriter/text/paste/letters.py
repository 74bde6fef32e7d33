"""What stands around letters and newsletters: signatures, feet, forms; cuts nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

__all__ = ["lines_around"]

_CHOICE = (
    r"(?:unsubscribe|(?:update|manage|change|edit)(?: your| my)? (?:e-?mail )?"
    r"(?:preferences|subscriptions?|profile)|forward(?: this)?(?: e-?mail)?(?: to a friend)?"
    r"|view (?:this e-?mail )?(?:in|on) (?:your |the )?(?:browser|web)|privacy(?: policy)?"
    r"|terms(?: of (?:use|service))?|contact(?: us)?|advertise(?: with us)?|subscribe)"
)
_FOOT = re.compile(
    r"you(?:[’']re| are| have)? (?:receiv(?:ing|ed)|getting|got)"
    r" this (?:e-?mail|newsletter|message)\b.{0,240}"
    r"|(?:if you (?:no longer wish|do not want)\b.{0,120})?(?:to )?unsubscribe,?"
    r" (?:please )?(?:click |here|from this|at any time).{0,80}"
    r"|sent from my (?:iphone|ipad|android|mobile|phone|blackberry)\b.{0,30}"
    r"|(?:sent from|get) (?:outlook|mail|yahoo mail|proton mail) for \w+\.?"
    rf"|(?=.*(?:unsubscribe|preferences|subscription)){_CHOICE}(?:\s*[|·•/]\s*{_CHOICE})+",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"--|(?:(?:with )?(?:best|kind|warm|kindest|warmest) (?:regards|wishes)|regards|sincerely"
    r"|yours (?:sincerely|truly|faithfully)|many thanks),",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"(?:sign up|subscribe|register) (?:for|to) .{0,40}newsletters?!?|subscribe(?: now)?!?"
    r"|sign up(?: now)?!?|(?P<field>(?:enter )?(?:your )?e-?mail(?: address)?\*?:?)",
    re.IGNORECASE,
)
_MOST_SIGNED = 6
"""Lines of a name, an office, an address, a telephone number."""
_LONGEST = 80
"""Characters of such a line."""


def lines_around(texts: Sequence[str]) -> Iterator[int]:
    """Return the numbers of lines that are no article's, wherever it goes on."""
    numbered = [(at, text) for at, text in enumerate(texts) if text]
    yield from _feet(numbered)
    yield from _signature(numbered)
    for is_form, group in groupby(numbered, lambda line: bool(_FORM.fullmatch(line[1]))):
        lines = list(group)
        asked = any(found["field"] for _, text in lines if (found := _FORM.fullmatch(text)))
        if is_form and asked and len(lines) > 1:
            yield from (at for at, _ in lines)


def _feet(numbered: Sequence[tuple[int, str]]) -> Iterator[int]:
    """Find the lines by which a newsletter lets its readers go, and the address behind the last."""
    feet = [n for n, (_, text) in enumerate(numbered) if _FOOT.fullmatch(text)]
    yield from (numbered[n][0] for n in feet)
    behind = numbered[feet[-1] + 1 :] if feet else []
    if len(behind) <= 2 and all(_short(text) and re.search(r"\d", text) for _, text in behind):
        yield from (at for at, text in behind if "©" not in text)


def _signature(numbered: Sequence[tuple[int, str]]) -> Iterator[int]:
    """Find the signature at the end of a letter: short lines under a greeting or two hyphens."""
    last = [(at, text) for at, text in numbered if not _FOOT.fullmatch(text)]
    for n in range(max(len(last) - _MOST_SIGNED - 1, 1), len(last)):
        under = last[n + 1 :]
        if _SIGNED.fullmatch(last[n][1]) and under and all(_short(text) for _, text in under):
            yield from (at for at, _ in last[n:])
            return


def _short(text: str) -> bool:
    return len(text) <= _LONGEST and not text.endswith((".", "!", "?", ":", "”"))
