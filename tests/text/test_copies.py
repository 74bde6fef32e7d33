"""One text in two papers is recognised; forms, follow-ups and boilerplate never are."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.text.copies import _BOILERPLATE, _SENTENCE_END, Telling, is_copy, prints
from tests.text.grouping_set import Pair, labelled_pairs

PAIRS = labelled_pairs()


def test_the_set_is_large_enough_to_say_something() -> None:
    kinds = Counter(pair.kind for pair in PAIRS)
    assert len(PAIRS) >= 60
    assert min(kinds[kind] for kind in ("same", "cut", "edited", "follow-up", "price")) >= 5


@pytest.mark.parametrize("pair", [p for p in PAIRS if not p.same], ids=lambda p: p.kind)
def test_no_false_pair_is_one_text(pair: Pair) -> None:
    assert not is_copy(pair.one, pair.other)
    assert not is_copy(pair.other, pair.one)


def test_nearly_all_true_pairs_are_found_by_their_prints_and_are_one_text() -> None:
    true = [pair for pair in PAIRS if pair.same]
    found = [
        pair
        for pair in true
        if is_copy(pair.one, pair.other)
        and len(set(prints(pair.one.text)) & set(prints(pair.other.text))) >= 2
    ]
    assert len(found) >= 0.96 * len(true)


@given(st.text(max_size=300))
@settings(max_examples=100)
def test_anything_has_few_prints_and_no_short_text_is_a_copy(text: str) -> None:
    assert len(prints(text)) <= 8
    assert prints(text) == prints(text)
    if len(text.split()) < 20 and "-" not in text and "." not in text:
        assert not is_copy(Telling(text, text[:100]), Telling(text, text[:100]))


@given(
    st.lists(
        st.sampled_from(
            "Sign up; COOKIES,Cookie;Read more;Read the whole;read the full;subscribers;Subscribe"
            ";© 2026;About the Post:;about ore. About us: x;Advertised;log in;Consent;consents;"
            "Forward-looking;newsLetters;your preferences;All Rights;signs up;ore rose".split(";")
        ),
        max_size=9,
    ),
    st.sampled_from([". ", "\n", "! ", " "]),
)
def test_boilerplate_is_told_as_by_the_pattern_alone(words: list[str], between: str) -> None:
    text = between.join(words)
    own = " ".join(p for p in _SENTENCE_END.split(text) if not _BOILERPLATE.search(p))
    assert Telling("", text).words == re.findall(r"[^\W_]+", own.casefold())


def test_a_letter_that_begins_with_an_article_is_not_that_article() -> None:
    article = (
        "The ministry said it would require licences for dysprosium shipped after March 15. It"
        " covers alloys with a tenth of a percent of it. Exporters must name the end user and the"
        " product in each application. Traders in Ningbo said that shipments had already slowed."
    )
    more = (
        " Tin fell in London, a strike began in Oslo, and ministers meet in Brussels on quotas." * 4
    )
    letter = Telling("Morning letter, March 2", f"Good morning. {article}{more}")
    own = Telling("China asks for dysprosium licences", article)
    assert not is_copy(own, letter)
    assert is_copy(own, Telling("Dysprosium licences", letter.text))


def test_one_outlet_says_the_same_under_two_titles_about_two_things() -> None:
    text = next(pair for pair in PAIRS if pair.kind == "same").one.text
    one = Telling("Magnet makers wait: dysprosium licence", text)
    other = Telling("Magnet makers wait: export ministry", text)
    assert is_copy(one, other)
    assert not is_copy(one, other, one_outlet=True)
    assert is_copy(one, Telling("Update: " + one.title, text), one_outlet=True)


def test_a_text_without_blanks_can_be_found_again() -> None:
    text = "\n".join("稀土出口许可证" * 6 + str(n) for n in range(6))
    assert len(prints(text)) == 6


@pytest.mark.parametrize("short", [False, True])
def test_the_very_same_text_is_judged_as_one_that_differs_in_a_blank(short: bool) -> None:
    told = [one for pair in labelled_pairs() for one in (pair.one, pair.other)]
    judged = Counter[bool]()
    for here, there in pairwise(told):
        text = here.text[:150] if short else here.text
        alike, other = Telling(there.title, text), Telling(there.title, f"{text}\n")
        assert is_copy(Telling(here.title, text), alike) == is_copy(
            Telling(here.title, text), other
        )
        judged[is_copy(Telling(here.title, text), alike)] += 1
    assert judged[False]
    assert short or judged[True]
