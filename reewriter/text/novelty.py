"""Finds what a text says that others do not: an amount, a share, a number, somebody's words.

Small on purpose: it tells whether a further article on a story is worth a second look. It compares
no units but money and per cent. What others wrote out ("eleven", "a tenth") is no news in digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reewriter.text.unparted import CHARACTER, begins_unparted, has_unparted, parted
from reewriter.text.words import truncate

__all__ = ["novelty"]

_Value = tuple[str, float]
_Run = tuple[str, ...]

_ASKED_AGAIN = 48
"""Texts whose figures and runs are remembered: of long ones they take half a megabyte each."""
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
    r"|https?://\S+|[\w.+-]{1,64}@[\w.-]{1,200}|\+\d[\d ()-]{6,}",
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
_COUNTER = re.compile(
    r"\b\d{1,3}[ -]?min(?:ute)?s?[ -](?:to )?read\b|\breading time:?\s?\d{1,3}(?: ?min(?:ute)?s?)?"
    r"|(?<![\w.,])\d[\d,.]{0,12}\s(?:comments?|views?|shares?(?=\s?(?:$|[|·\n]))|likes?|replies)\b"
    r"|\b(?:photo|image|picture|file)s?\s?(?:no\.?|credit:?|:)?\s?#?\d[\d/-]{0,20}(?:/\w{1,20})?",
    re.IGNORECASE,
)
"""What pages count about themselves, and the numbers of pictures."""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_NUMBERS = {word: float(n) for n, word in enumerate([*_ONES, *_TEENS], 1)}
_NUMBERS |= {word: 10.0 * n for n, word in enumerate(_TENS, 2)} | {"dozen": 12.0, "hundred": 100.0}
_NUMBERS |= {
    f"{ten}-{one}": 10.0 * t + n for t, ten in enumerate(_TENS, 2) for n, one in enumerate(_ONES, 1)
}
_SHARES = {"tenth": 10.0, "fifth": 20.0, "quarter": 25.0, "third": 33.0, "half": 50.0}
_BEFORE_SHARE = frozenset("a an one by about nearly almost over".split())
"""The third quarter is no share."""
_IN_WORDS = re.compile(
    r"\b([a-z]{1,9}(?:-[a-z]{3,7})?)\b(?:[ -](thousand|million|billion|trillion)\b)?"
)
_QUOTED = re.compile(r"“([^“”]{15,800})”|\"([^\"\n]{15,800})\"|«([^«»]{15,800})»")
_WORD = re.compile(r"[^\W_]+")

# The same where no words are set apart: figures stand right between others' characters.
_SCALES_UNPARTED = {"千": 1e3, "百万": 1e6, "百萬": 1e6, "千万": 1e7, "千萬": 1e7, "十亿": 1e9}
_SCALES_UNPARTED |= dict.fromkeys("万萬만", 1e4) | dict.fromkeys("亿億억", 1e8)
_SCALES_UNPARTED |= dict.fromkeys(("兆", "조", "万亿", "萬億"), 1e12)
_DATE_UNPARTED = re.compile(
    r"\d{2,4}\s?[年년]\s?(?:\d{1,2}\s?[月월]\s?)?(?:\d{1,2}\s?[日号號일])?"
    r"|\d{1,2}\s?[月월]\s?(?:\d{1,2}\s?[日号號일])?|\d{1,2}\s?[日号號일](?!元)"
    r"|\d{1,2}\s?[时時点點시](?:\s?\d{1,2}\s?[分분])?|第\d+"
)
_FIGURE_UNPARTED = re.compile(
    r"(?P<before>[$€£¥])?\s?(?<![\d.,A-Za-z-])"
    r"(?P<number>\d{1,3}(?:[,’'  ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)(?![\d]|[A-Za-z]{4})"
    r"\s?(?P<scale>[百千]?[万萬]|万亿|萬億|十?亿|[億千兆만억조])?(?P<lower>\d{1,4}(?![\d.,%]))?"
    r"(?P<after>\s?(?:%|美元|欧元|歐元|港元|日元|人民币|元|円|ドル|ユーロ|원|달러|บาท|ดอลลาร์))?"
)
_QUOTED_UNPARTED = re.compile(r"[“「『]([^“”「」『』]{8,400})[”」』]")


def novelty(text: str, others: Sequence[str]) -> str:
    """Return the first figure or quotation that none of the others has, in words; or "".

    As "new figure: $550 million" or "new quotation: “We are counting…”". Dates, years and whole
    numbers below ten are no figures: every article has some of its own.
    """
    unparted = begins_unparted(text)
    figures = _figures_unparted if unparted else _figures
    known = frozenset[_Value]().union(*(_said(other, unparted) for other in others))
    for value, said in figures(text[:_LONGEST]):
        if value not in known:
            return f"new figure: {said}"
    quotations = list(_quotations(text[:_LONGEST], _QUOTED_UNPARTED if unparted else _QUOTED))
    runs = frozenset[_Run]().union(*map(_said_in_runs, others if quotations else ()))
    for quoted in quotations:
        own = _runs(_words(quoted))
        least = 2 * _LEAST_QUOTED if CHARACTER.search(quoted) else _LEAST_QUOTED
        if len(own) > least - 3 and len(own & runs) < _KNOWN * len(own):
            return f"new quotation: “{truncate(' '.join(quoted.split()).rstrip(' ,'), _SHOWN)}”"
    return ""


# Of many tellings that come at once, each is compared with those before it.
@lru_cache(_ASKED_AGAIN)
def _said(text: str, unparted: bool) -> frozenset[_Value]:
    """Return all figures of a text, also those written out."""
    figures = _figures_unparted if unparted else _figures
    values = {value for value, _ in figures(text[:_LONGEST])}
    return frozenset(values.union(_in_words(text[:_LONGEST])))


@lru_cache(_ASKED_AGAIN)
def _said_in_runs(text: str) -> frozenset[_Run]:
    return frozenset(_runs(_words(text[:_LONGEST])))


def _figures(text: str) -> Iterator[tuple[_Value, str]]:
    """Yield what each figure is worth, by which it is known again, and how it is written."""
    for found in _FIGURE.finditer(_DATE.sub(" ; ", _COUNTER.sub(" ; ", text))):
        before, after = found["before"] or "", (found["after"] or "").strip().lower()
        scale = _SCALES.get((found["scale"] or "").lower(), 1.0)
        scale *= _SHORT_SCALES.get((found["short"] or "").lower(), 1.0)
        number = float(_plain_number(found["number"]))
        value = round(number * scale, 6)
        share = after.startswith(("%", "per"))
        if share or before or after or scale > 1 or _tells(number):
            said = " ".join(found[0].split()).strip()
            yield ("%" if share else "", value), said


def _in_words(text: str) -> Iterator[_Value]:
    """Yield what is written out, be it a number or a share."""
    before = ""
    for word, scale in _IN_WORDS.findall(text.lower()):
        first, _, last = word.rpartition("-")
        if last in _SHARES and (first or before) in _BEFORE_SHARE:
            yield "%", _SHARES[last]
        elif word in _NUMBERS:
            value = _NUMBERS[word] * _SCALES.get(scale, 1.0)
            yield from (("", value), ("%", value))
        before = word


def _figures_unparted(text: str) -> Iterator[tuple[_Value, str]]:
    plain = _DATE.sub(" ; ", _DATE_UNPARTED.sub(" ; ", unicodedata.normalize("NFKC", text)))
    for found in _FIGURE_UNPARTED.finditer(plain):
        scale = _SCALES_UNPARTED.get(found["scale"] or "", 1.0)
        number = float(_plain_number(found["number"]))
        # As in 5万5400: what is left of the whole stands behind its scale.
        value = round(number * scale + float((scale > 1 and found["lower"]) or 0), 6)
        after = (found["after"] or "").strip()
        if after or found["before"] or scale > 1 or _tells(number):
            yield ("%" if after == "%" else "", value), " ".join(found[0].split())


def _plain_number(written: str) -> str:
    """Read "1,200" as twelve hundred and "1,2" as one and a fifth."""
    digits = re.sub(r"[’'  ]|,(?=\d{3}(?:\D|$))", "", written)
    return digits.replace(",", ".")


def _tells(number: float) -> bool:
    """Say whether a bare number may be news: no year, and no "two of them"."""
    return number >= 10 and not (number.is_integer() and 1900 <= number < 2100)


def _quotations(text: str, signs: re.Pattern[str]) -> Iterator[str]:
    for found in signs.finditer(text):
        yield next(part for part in found.groups() if part)


def _words(text: str) -> list[str]:
    text = text.replace("’", "'").replace("'", "").casefold()
    return parted(text) if has_unparted(text) else _WORD.findall(text)


def _runs(words: Sequence[str]) -> set[_Run]:
    return set(zip(words, words[1:], words[2:], strict=False))
