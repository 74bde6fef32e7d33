"""Takes out of a text the numbers that nobody tells: of lists, telephones, pages."""

from __future__ import annotations

import re

__all__ = ["without_furniture"]

_NO_FIGURES = re.compile(
    r"(?:^|(?=[\d©(+CcPpTtFfDd·|•/]))(?:"  # where one can begin: few are tried, then
    r"^[ \t>]*\d{1,3}[.)](?=\s)"  # the numbers of a list
    r"|^[ \t*_]*(?:(?:Published|Updated|Posted|Date|By)\b[^\n]{0,40}?)?(?:\w+day,?\s+)?"
    r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?\s+\d{4}|\d{4}-\d\d-\d\d)"
    r"(?:(?:,|\s[|·]|\sat)?\s\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?)?"
    r"[ \t*_]*$"  # a line that is nothing but the day of publication
    r"|(?:©|\(c\)|Copyright)\s*(?:©\s*)?\d{4}(?:\s?[-–]\s?\d{4})?"
    r"|(?<![\w.,])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)[ .-]?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)"
    r"|\+\d{1,3}(?:[ .-]?\(?\d{2,4}\)?){2,5}(?!\d)"  # telephones
    r"|(?:^|(?<=[;:,.]\s)|(?<=\b(?:and|nor)\s)|(?<=\bor\s))\(\d{1,2}\)(?=\s)"  # of one in a line
    r"|\b\d{1,3}[- ][Mm]in(?:ute)?s?\s[Rr]ead\b|\b[Pp]age\s\d{1,3}\sof\s\d{1,3}\b"
    r"|(?:^|[·|•/])[ \t*_]*(?:\d{1,6}\s(?:comments?|shares|likes|views)"
    r"|(?:Comments?|Shares?|Likes|Views)\s\(?\d{1,6}\)?)(?=[ \t*_]*(?:$|[·|•/]))"
    r"|(?<=[\w)])\(\d{1,2}\)"  # Rule 12(b)(6)
    r"|\b7\d7\s(?:MAX|Max)\b"
    r"|\b(?:[Cc]all|[Pp]hone|[Tt]el|[Ff]ax|[Dd]ial)\b[.:]?\s(?:at\s|on\s)?\d{3}[ .-]\d{4}\b)",
    re.MULTILINE,
)


def without_furniture(text: str) -> str:
    """Put blanks where such numbers stand; every other place is where it was.

    >>> without_furniture("(1) It is a 3 min read of 5 pages.")
    '    It is a            of 5 pages.'
    """
    return _NO_FIGURES.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
