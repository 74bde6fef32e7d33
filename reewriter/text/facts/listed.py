"""Counts who is listed by name: *France, Italy and nine others* are eleven. Knows no other text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reewriter.text.facts.numerals import value_of
from reewriter.text.facts.values import Amount, Reading

__all__ = ["by_name", "listed"]

_NAME = r"(?:the\s)?[A-Z][\w&’'-]*(?:\s[A-Z][\w&’'-]*){0,3}"
_FEW = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
_LIST = re.compile(
    rf"(?<![\w’'-]){_NAME}(?:,\s{_NAME}){{0,8}},?\s(?:and|as\swell\sas)\s"
    rf"(?:(?P<more>{_FEW}|\d{{1,2}})\s(?:others?|more|other\s[a-z]+)\b"
    rf"|(?P<last>{_NAME})(?P<verb>\s(?:are|were|have|had|voted|abstained|opposed?|back(?:ed)?|want(?:ed)?"
    r"|agreed?|refused?|said)\b)?)"
)
_FEWEST = 3


def listed(text: str) -> Iterator[Amount]:
    """Yield how many each list of names has, as a figure that a source tells."""
    if " and " not in text:
        return
    for found in _LIST.finditer(text):
        end = found.start("more") if found["more"] else found.end()
        names = text[found.start() : end].count(",") + 1
        if found["more"]:
            names -= text[found.start() : end].rstrip().removesuffix("and").rstrip().endswith(",")
            count = names + value_of(found["more"])
        else:
            between = text[found.start() : found.start("last")]
            names -= between.rstrip().removesuffix("and").rstrip().endswith(",")
            count = names + 1.0 if found["verb"] or names >= _FEWEST else 0.0
        if count >= _FEWEST:
            reading = Reading("number", "", float(count))
            yield Amount(found.end(), found.end(), (reading,), quiet=True, number=float(count))


def by_name(figure: Amount) -> bool:
    """Say whether a figure is how many a list of names has."""
    return figure.start == figure.end and figure.readings[0].kind == "number"
