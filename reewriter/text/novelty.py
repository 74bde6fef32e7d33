"""Finds what a text says that others do not: an amount, a share, a number, somebody's words.

Small on purpose: it tells whether a further article on a story is worth a second look. It compares
no units but money and per cent, and reads no number words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reewriter.text.words import truncate

__all__ = ["novelty"]

_LONGEST = 40_000
"""Characters of a text that are looked at."""
_SHOWN = 48
_LEAST_QUOTED = 5
"""Words that make a quotation; fewer are a name or a figure of speech."""
_KNOWN = 0.6
"""How many of a quotation's runs of three words others must have said for it to be known."""

_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?"
    rf"|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?"
    r"|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b|\b\d{1,2}:\d{2}(?:\s*[ap]\.?m\b)?"
    r"|https?://\S+|\S+@\S+|\+\d[\d ()-]{6,}",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?P<before>[$€£¥]|\b(?:usd|eur|gbp|cny|rmb)\s)?\s?(?<![\w.,-])"
    r"(?P<number>\d{1,3}(?:[,’'  ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    r"(?:[ -]?(?P<scale>thousand|million|billion|trillion)\b|\s?(?P<short>k|mn?|bn|b|tn)\b)?"
    r"(?P<after>\s?(?:%|per\s?cent\b|percentage\b)|[ -](?:us )?"
    r"(?:dollars?|euros?|pounds?|yuan|yen)\b|\s?[€£¥])?"
    r"(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“([^“”]{15,800})”|\"([^\"\n]{15,800})\"|«([^«»]{15,800})»")
_WORD = re.compile(r"[^\W_]+")


def novelty(text: str, others: Sequence[str]) -> str:
    """Return the first figure or quotation that none of the others has, in words; or "".

    As "new figure: $550 million" or "new quotation: “We are counting…”". Dates, years and whole
    numbers below ten are no figures: every article has some of its own.
    """
    known = {value for other in others for value, _ in _figures(other[:_LONGEST])}
    for value, said in _figures(text[:_LONGEST]):
        if value not in known:
            return f"new figure: {said}"
    runs = {run for other in others for run in _runs(_words(other[:_LONGEST]))}
    for quoted in _quotations(text[:_LONGEST]):
        own = _runs(_words(quoted))
        if len(own) > _LEAST_QUOTED - 3 and len(own & runs) < _KNOWN * len(own):
            return f"new quotation: “{truncate(' '.join(quoted.split()).rstrip(' ,'), _SHOWN)}”"
    return ""


def _figures(text: str) -> Iterator[tuple[tuple[str, float], str]]:
    """Yield what each figure is worth, by which it is known again, and how it is written."""
    for found in _FIGURE.finditer(_DATE.sub(" ; ", text)):
        before, after = found["before"] or "", (found["after"] or "").strip().lower()
        scale = _SCALES.get((found["scale"] or "").lower(), 1.0)
        scale *= _SHORT_SCALES.get((found["short"] or "").lower(), 1.0)
        number = float(_plain_number(found["number"]))
        value = round(number * scale, 6)
        share = after.startswith(("%", "per"))
        if share or before or after or scale > 1 or _tells(number):
            said = " ".join(found[0].split()).strip()
            yield ("%" if share else "", value), said


def _plain_number(written: str) -> str:
    """Read "1,200" as twelve hundred and "1,2" as one and a fifth."""
    digits = re.sub(r"[’'  ]|,(?=\d{3}(?:\D|$))", "", written)
    return digits.replace(",", ".")


def _tells(number: float) -> bool:
    """Say whether a bare number may be news: no year, and no "two of them"."""
    return number >= 10 and not (number.is_integer() and 1900 <= number < 2100)


def _quotations(text: str) -> Iterator[str]:
    for found in _QUOTED.finditer(text):
        yield next(part for part in found.groups() if part)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("’", "'").replace("'", "").casefold())


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))
