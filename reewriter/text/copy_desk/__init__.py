"""What a copy editor sees: slips, house style, long sentences, how hard a text is to read.

Knows no stories and no screens; changes nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from reewriter.text.copy_desk.prose import masked
from reewriter.text.copy_desk.reading import Readability, long_sentences, readability
from reewriter.text.copy_desk.remarks import Remark, slips
from reewriter.text.copy_desk.style import HouseStyle, departures

__all__ = ["HouseStyle", "Readability", "Remark", "mended", "proofread", "readability"]


def proofread(text: str, style: HouseStyle | None = None) -> list[Remark]:
    """Return what should be looked at in a draft, in the order of the text.

    Code, addresses and where links lead are left alone; within quotations only signs are looked
    at, never words.

    >>> [(remark.rule, remark.better) for remark in proofread("It is is palpable,e they say ..")]
    [('repeated-word', 'is'), ('stray-letter', None), ('doubled-sign', '.')]
    """
    prose = masked(text)
    remarks = [*slips(prose), *departures(text, prose, style or HouseStyle())]
    remarks += [
        Remark("long-sentence", f"{words} words in one sentence", start, end)
        for start, end, words in long_sentences(text)
    ]
    return sorted(remarks, key=lambda remark: (remark.start, remark.end, remark.rule))


def mended(text: str, remarks: Iterable[Remark]) -> str:
    """Return the text with what these remarks propose; of two that overlap the first counts.

    >>> mended("It  is is so.", proofread("It  is is so."))
    'It is so.'
    """
    pieces: list[str] = []
    at = 0
    for remark in sorted(remarks, key=lambda one: (one.start, one.end)):
        if remark.better is None or remark.start < at:
            continue
        pieces += (text[at : remark.start], remark.better)
        at = remark.end
    return "".join([*pieces, text[at:]])
