"""The query language: what is read, what is refused, and at which character."""

from __future__ import annotations

import string
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.errors import UsageError
from reewriter.model import ItemState
from reewriter.query import NAMES, parse
from reewriter.query.fields import FIELDS
from reewriter.query.tree import (
    Age,
    And,
    FromFeed,
    Has,
    InSection,
    Language,
    Node,
    Not,
    Or,
    Query,
    Score,
    State,
    Tag,
    Word,
)

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("", None),
        ("  [/] , — ", None),
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("((a))", A),
        ("~a", Not(A)),
        ("~~a", A),
        ("a NOT b", And((A, Not(B)))),
        ("a -b", And((A, Not(B)))),
        ('-"a b" -(a b)', And((Not(Word("a b", "phrase")), Not(And((A, B)))))),
        ("-tag:mines", Not(Tag("mines"))),
        ("-5 - --a", And((Word("5"), A))),
        ("NOT (a b)", Not(And((A, B)))),
        ("not", Word("not")),
        ("title:NOT", Word("NOT", title=True)),
        ("~(a b) c", And((Not(And((A, B))), C))),
        ("(a)b", And((A, B))),
        ("or and", And((Word("or"), Word("and")))),
        ('"OR"', Word("OR", "phrase")),
        ("mag*", Word("mag", "start")),
        ("export-control", Word("export control", "phrase")),
        ("U.S. tariff", And((Word("U S", "phrase"), Word("tariff")))),
        ("“rare earth” a", And((Word("rare earth", "phrase"), A))),
        ('"never closed', Word("never closed", "phrase")),
        ("title:a", Word("a", title=True)),
        ('~title:"a b"', Not(Word("a b", "phrase", title=True))),
        ("title:(a OR b)", Or((Word("a", title=True), Word("b", title=True)))),
        ("~Title:(a b) c", And((Not(And((Word("a", title=True), Word("b", title=True)))), C))),
        (
            "title:(a (b OR tag:b)) c",
            And((And((Word("a", title=True), Or((Word("b", title=True), Tag("b"))))), C)),
        ),
        ("feed:(a OR 12)", Or((FromFeed("a"), FromFeed("12", 12)))),
        ("state:(new kept)", State(frozenset({ItemState.NEW, ItemState.KEPT}))),
        ("Lynas:(a)", And((Word("Lynas"), A))),
        ("https://a.example/x", Word("https a example x", "phrase")),
        ("Lynas:profit", Word("Lynas profit", "phrase")),
        ("Lynas: a", And((Word("Lynas"), A))),
        ("a:“b”", Word("a b", "phrase")),
        ("cafe\u0301", Word("caf\u00e9")),
        ("state:new", State(frozenset({ItemState.NEW}))),
        ("state:new a state:kept", And((State(frozenset({ItemState.NEW, ItemState.KEPT})), A))),
        ("state:any", State(frozenset(ItemState))),
        ("State:KEPT", State(frozenset({ItemState.KEPT}))),
        ("has:Story", Has("story")),
        (
            "(state:new) state:kept",
            And((State(frozenset({ItemState.KEPT})), State(frozenset({ItemState.NEW})))),
        ),
        ('feed:"The Basin"', FromFeed("The Basin")),
        ("FEED:12", FromFeed("12", 12)),
        ("section:policy", InSection("policy")),
        ("tag:mines", Tag("mines")),
        ("score:>3", Score(">", 3.0)),
        ("score:-1.5", Score(">=", -1.5)),
        ("lang:de_AT", Language("de-at")),
        ("has:critique", Has("critique")),
        ("newer:2d", Age(True, ago=timedelta(days=2))),
        ('older:"3 hours ago"', Age(False, ago=timedelta(hours=3))),
        ("newer:yesterday", Age(True, days_back=1)),
        ("older:2026-03-01", Age(False, since=date(2026, 3, 1))),
    ],
)
def test_a_query_is_read_into_its_tree(text: str, root: Node | None) -> None:
    assert parse(text).root == root


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a OR", "nothing stands after the OR at character 3"),
        ("OR a", "nothing stands before the OR at character 1"),
        ("a OR OR b", "nothing stands after the OR at character 3"),
        ("a (b OR )", "nothing stands after the OR at character 6"),
        ("a (b", "the bracket is never closed at character 3"),
        ("a b)", "the bracket closes nothing at character 4"),
        ("a ()", "nothing stands between the brackets at character 3"),
        ("a ~", "nothing follows the ~ at character 3"),
        ("~ OR a", "nothing follows the ~ at character 1"),
        ("a NOT", "nothing follows the NOT at character 3"),
        ("a feed:", "nothing follows feed: at character 3"),
        ("a title:~b", "the ~ stands behind title: at character 3 of the query. Write ~title:b."),
        ("feed:()", "nothing stands between the brackets at character 6"),
        ("a titel:(b)", "unknown field “titel:” at character 3 of the query. Did you mean"),
        ("state:(kept OR gone)", "unknown state “gone” at character 16"),
        ("sort:(new)", "sort: is followed by one word at character 1"),
        ('a title:""', "nothing follows title: at character 3"),
        ("a titel:b", "unknown field “titel:” at character 3 of the query. Did you mean “title:”?"),
        ("a zzz:b", "Fields are title:, feed:,"),
        ("a state:maybe", "unknown state “maybe” at character 3"),
        ("has:fun", "has:story, has:critique"),
        ("lang:english!", "no language"),
        ("score:high", "no score"),
        ("newer:soon", "no time span"),
        ("newer:2026-13-01", "no time span"),
        ("sort:size", "unknown order"),
        ("a (sort:new)", "sort: is about the whole list at character 4"),
        ("~sort:new", "sort: is about the whole list at character 2"),
        ("a" * 2001, "goes on at character 2001"),
        ("a " * 65, "too many words at character 129"),
        ("(" * 21 + "a" + ")" * 21, "too many brackets in brackets at character 21"),
    ],
)
def test_a_mistake_is_told_with_its_character(text: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse(text)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("text", "how"),
    [("a mag", "start"), ("a mag ", "word"), ('a "mag"', "phrase"), ("a ~mag", "start")],
)
def test_only_the_word_being_typed_finds_what_begins_with_it(text: str, how: str) -> None:
    def last(query: Query) -> Word:
        assert isinstance(query.root, And)
        node = query.root.nodes[-1]
        word = node.node if isinstance(node, Not) else node
        assert isinstance(word, Word)
        return word

    assert last(parse(text, typing=True)).how == how
    assert last(parse(text)).how == ("phrase" if how == "phrase" else "word")


def test_a_single_letter_is_not_yet_a_beginning() -> None:
    assert parse("m", typing=True).root == Word("m", "word")
    assert parse("镝", typing=True).root == Word("镝", "start")


def test_the_order_stands_anywhere_outside_of_brackets_and_the_last_one_counts() -> None:
    assert parse("sort:new a OR sort:score b").sort == "score"
    assert parse("a").sort is None


def test_words_to_highlight_are_those_that_must_be_there() -> None:
    assert parse('a ~b (title:c OR "d e") ~(f ~g) a').words == ("a", "c", "d e")


@pytest.mark.parametrize("text", ["state:kept", "~state:kept", "a OR state:later", "has:story"])
def test_a_query_about_states_or_stories_is_not_about_new_items_only(text: str) -> None:
    assert parse(text).names_states
    assert not parse("a feed:b").names_states


def test_a_query_within_another_finds_what_both_find() -> None:
    both = parse("a OR b sort:new").within(parse("c ~b sort:score"))
    assert both == Query(And((C, Not(B), Or((A, B)))), "new")
    assert parse("").within(parse("c sort:score")) == Query(C, "score")
    assert parse("a").within(parse("")) == Query(A)


@pytest.mark.parametrize(("text", "at"), [('"', 1), ('b "', 3), ("(b) “ ", 5), ('~"', 2)])
def test_a_quotation_mark_with_nothing_behind_it_is_told_once_all_is_typed(
    text: str, at: int
) -> None:
    with pytest.raises(UsageError, match=f"nothing follows the quotation mark at character {at} "):
        parse(text)
    parse(text, typing=True)


def test_every_field_is_named() -> None:
    assert {*NAMES} == {*FIELDS, "title", "sort"}


_PIECES = [*'ab:~()"“ *\n', "OR", "state:", "newer:2", "title:", "é", "\x00", "sort:new"]


@given(st.lists(st.sampled_from(_PIECES)).map("".join))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    refused = ""
    try:
        parse(text, typing=True)
    except UsageError as error:
        refused = error.message
    assert not refused or " at character " in refused


@given(st.text())
def test_any_characters_are_read_or_refused(text: str) -> None:
    try:
        query = parse(text)
    except UsageError:
        return
    for word in query.words:
        assert word
        assert not set(word) & {*string.punctuation, "\x00", "\n"}
