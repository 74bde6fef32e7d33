"""The word diff: both texts come back from it, it shows words, and no text makes it slow."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.text.differ import Piece, compare, differ, is_typographic
from reewriter.text.sameness import folded, without_counters, without_figures
from tests.workshop import ARTICLE


def marked(old: str, new: str) -> str:
    signs = {"same": "{}", "removed": "[-{}]", "added": "[+{}]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in compare(old, new))


def sides(pieces: tuple[Piece, ...]) -> tuple[str, str]:
    old = "".join(piece.text for piece in pieces if piece.kind != "added")
    new = "".join(piece.text for piece in pieces if piece.kind != "removed")
    return old, new


_WORDS = st.lists(
    st.sampled_from(
        ["the", "a", "ore", "ore,", "12", "“no”", " ", "\n\n", "　", "稀土", "क्षा", "—"]
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(old=_WORDS | st.text(), new=_WORDS | st.text())
def test_both_texts_come_back_from_the_pieces(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert sides(pieces) == (old, new)
    assert all(piece.text for piece in pieces)
    assert all(piece.kind == "same" for piece in pieces) == (old == new)


def test_words_are_compared_and_not_characters() -> None:
    said = marked(
        "It said on Monday that 12 plants applied.", "It said on Tuesday that 14 applied."
    )
    assert said == "It said on [-Monday][+Tuesday] that [-12 plants][+14] applied."


def test_figures_and_compounds_are_one_word() -> None:
    assert marked("up 1,200.5 tonnes", "up 1,300.5 tonnes") == "up [-1,200.5][+1,300.5] tonnes"
    assert marked("It ends.Or", "It ends. Or not") == "It ends.[+ ]Or[+ not]"
    assert marked("the so-called ban", "the so-named ban") == "the [-so-called][+so-named] ban"
    assert marked("停止出口", "恢复出口") == "[-停止][+恢复]出口"


def test_a_rewritten_sentence_is_not_cut_into_crumbs() -> None:
    old = "The ministry halts all exports of seven metals to the west, its spokesman announced"
    new = "Beijing denies that any sale of these goods was stopped at the border on Monday"
    assert marked(old, new) == f"[-{old}][+{new}]"


def test_a_new_paragraph_leaves_the_others_alone() -> None:
    parts = [ARTICLE.format(n=n).strip() for n in (3, 5, 8)]
    old, new = "\n\n".join(parts[:2]), "\n\n".join((parts[0], "A third voice.", parts[1]))
    changed = [piece for piece in compare(old, new) if piece.kind != "same"]
    assert [(piece.kind, piece.text.strip()) for piece in changed] == [("added", "A third voice.")]


def test_a_sentence_that_was_added_has_its_own_full_stop() -> None:
    assert marked("It ends. So", "It ends. It begins. So") == "It ends. [+It begins. ]So"
    assert marked("It ends.", "It ends. Or not.") == "It ends.[+ Or not.]"
    assert marked("One gone.\n\nEnd x.", "End x. More.") == "[-One gone.\n\n]End x.[+ More.]"


def test_a_moved_paragraph_is_all_that_changes() -> None:
    parts = [" ".join(f"{letter}{n}" for n in range(30)) for letter in "abcde"]
    old, new = "\n\n".join(parts), "\n\n".join((*parts[1:], parts[0]))
    changed = [piece for piece in compare(old, new) if piece.kind != "same"]
    assert {piece.text.strip() for piece in changed} == {parts[0]}


def test_typography_alone_is_told_from_words() -> None:
    pieces = compare('He said "no" - and left', "He said “no” – and  left")
    assert {piece.typographic for piece in pieces if piece.kind != "same"} == {True}
    assert not differ(pieces)
    assert differ(compare("now here", "nowhere"))
    assert is_typographic("it's", "it’s")
    assert not is_typographic("it's", "it's")


_dice = random.Random(7)
_LEXICON = [f"word{n}" for n in range(900)]
_PROSE = [_dice.choice(_LEXICON) for _ in range(1_700)]
_EDITED = [f"new{at}" if at % 11 == 0 else word for at, word in enumerate(_PROSE)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" ".join(_PROSE), " ".join(_EDITED)),
        (" ".join(_PROSE), " ".join(reversed(_PROSE))),
        ("a b " * 3_000, "b a " * 3_000),
        ("a " * 6_000, "a " * 5_990),
        ("".join(_dice.choice("ab. ") for _ in range(12_000)), "ab. " * 3_000),
        ("!?" * 6_000, "?!" * 6_000),
        ("x" * 12_000, "y" * 12_000),
        (" ".join(_PROSE * 40), " ".join(_EDITED * 40)),
    ],
    ids=["edited", "reversed", "two words", "one word", "letters", "signs", "one letter", "long"],
)
def test_no_text_makes_it_slow(old: str, new: str) -> None:
    started = time.process_time()
    pieces = compare(old, new)
    # Ten times what it takes, for a machine that is busy; quadratic would be hundreds of times.
    assert time.process_time() - started < 0.3 + (len(old) + len(new)) / 100_000
    assert sides(pieces) == (old, new)


@pytest.mark.parametrize(
    "text",
    [
        "Traders wait 1,204 views",
        "Traders wait (12 comments)",
        "Traders wait Comments: 12",
        "5 minutes ago Traders wait",
        "Traders wait, an hour ago",
        "Traders wait 3.1k shares",
        "Updated: 14:02 Traders wait",
        "Traders wait vor 3 Stunden",
    ],
)
def test_counters_and_ages_are_no_words_of_a_text(text: str) -> None:
    other = text.replace("12", "87").replace("5 ", "9 ").replace("14:02", "15:31")
    other = other.replace("1,204", "7").replace("3.1k", "4k").replace("an hour", "2 hours")
    other = other.replace("vor 3", "vor 4")
    assert other != text
    assert without_counters(other) == without_counters(text)


def test_figures_in_a_sentence_are_no_counters() -> None:
    assert without_counters("12 dead at the mine") != without_counters("14 dead at the mine")
    assert without_figures("12 dead at the mine") == without_figures("1,014 dead at the mine")
    assert without_figures("12 dead") != without_figures("12 hurt")


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
