"""Reads sources before anything is compared with them; compares nothing."""

from __future__ import annotations

from collections.abc import Iterable

from reewriter.text.facts.looking import within
from reewriter.text.facts.people import people_of
from reewriter.text.facts.source import page
from reewriter.text.facts.speech import speech

__all__ = ["make_ready"]


def make_ready(texts: Iterable[str]) -> None:
    """Find words, sentences, speakers and figures of sources, so that the first key need not.

    What was read is remembered with the text, for the last few texts.
    """
    for text in texts:
        whole = page(text)
        people_of(whole)
        within(whole, ())
        for one in whole.readings:
            _ = one.words.places, one.sentences, one.quoted
            speech(one)
