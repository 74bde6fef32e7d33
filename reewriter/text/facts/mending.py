"""Gives a quotation the wording of its source; judges nothing that the check does not judge."""

from __future__ import annotations

import re

from reewriter.text.facts.quotations import Difference, Quotation, check_quotations
from reewriter.text.facts.source import Sources
from reewriter.text.words import truncate

__all__ = ["true_wording", "why_none"]

_END = ".,?!;…"
_SHOWN = 60
"""Characters shown of a quotation."""


def true_wording(draft: str, quotation: Quotation, source: Sources) -> str | None:
    """Return what must stand between the marks for the quotation to be exact; None where no can.

    As much of ours as is right stays: ellipses, brackets, the sign at the end.

    >>> source = "“We have never once missed a delivery,” Aho said."
    >>> [near] = check_quotations("Aho: “We have once missed a delivery.”", source)
    >>> true_wording("Aho: “We have once missed a delivery.”", near, source)
    'We have never once missed a delivery.'
    """
    start, end = quotation.span
    for words in (_patched(draft, quotation), _whole(draft, quotation)):
        if not words:
            continue
        changed = draft[:start] + words + draft[end:]
        for one in check_quotations(changed, source):
            if one.span == (start, start + len(words)) and one.verdict == "exact":
                return words
    return None


def why_none(quotation: Quotation) -> str:
    """Say in one line why a quotation is left as it is, and what an editor can do about it."""
    said = f"“{truncate(quotation.text, _SHOWN)}”"
    if quotation.verdict == "missing":
        return f"{said} is nowhere in the sources: look it up, or take the marks off"
    if quotation.apart:
        pieces = " and ".join(
            f"“{truncate(one, _SHOWN)}”" for one in quotation.wording.split(" … ")
        )
        return f"{said} is pieced together ({quotation.pieced}): quote {pieces} by themselves"
    return f"{said} has no wording in the source that fits: compare by hand"


def _patched(draft: str, quotation: Quotation) -> str | None:
    """Change only the words that differ; None where they have no place of their own."""
    start, end = quotation.span
    words = draft[start:end]
    for one in sorted(quotation.differences, key=lambda one: one.draft_span, reverse=True):
        first, behind = (place - start for place in one.draft_span)
        if not 0 <= first <= behind <= len(words) or (not one.draft and first < behind):
            return None
        words = _put(words, first, behind, one)
    return words


def _put(words: str, first: int, behind: int, one: Difference) -> str:
    before, after = words[:first], words[behind:]
    if one.source and one.draft:
        return before + _in_case(one) + after
    if one.source == "…":  # what we put together stands apart: three dots say so
        sign = re.match(r"[.,;:?!]*", after)
        end = sign[0] if sign else ""
        return f"{before}{end} … {after[len(end) :].lstrip()}"
    if one.source:  # words are missing here
        left = "" if not before or before[-1].isspace() else " "
        right = "" if not after or not after[0].isalnum() else " "
        return f"{before}{left}{one.source}{right}{after}"
    if (
        before.rstrip()[-1:] in ".?!" and after[:1] in ".,;:"
    ):  # a sentence went, and so does its end
        after = after[1:]
    return before.rstrip(" ") + after if before else after.lstrip(" ,;")


def _in_case(one: Difference) -> str:
    """Keep the capital that only begins our sentence."""
    first = one.source[0]
    if one.draft[:1].isupper() and first.islower():
        return first.upper() + one.source[1:]
    return one.source


def _whole(draft: str, quotation: Quotation) -> str | None:
    """Take all of the source's words, and keep the sign that ours ends with."""
    ours = draft[slice(*quotation.span)].rstrip()
    if quotation.apart or any(mark in quotation.wording for mark in '“”"„»«'):
        return None  # it would put two people's words, or the reporter's, into one mouth
    words = quotation.wording.strip(" ‘’")
    if words and ours[-1:] in _END and words[-1] not in _END:
        return words + ours[-1]
    return words or None
