"""Search: any query runs, a negation is the complement, a page begins the list, nothing scans."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.errors import StoppedError, UsageError
from reewriter.model import Feed
from reewriter.store import (
    Store,
    blocks,
    costs,
    feeds,
    fewest,
    highest,
    items,
    lists,
    newest,
    vocabulary,
)
from reewriter.store.query import Compiled
from reewriter.store.rows import stamp
from tests.queries import compile_query
from tests.store.conftest import NOW, bring, parsed

TITLES = (
    "Magnet makers wait for a licence",
    "Rare-earth oxide prices, a rare sight",
    "Café owners buy fridge magnets",
    "DYSPROSIUM out of Malaysia",
    "The mine's football team wins",
    "Magnetic fields, mapped",
    "[/] 5% NEAR the port OR not",
    "",
)
TEXTS = (
    "Rare earth oxides cost more; the U.S. magnet maker said “no”.",
    "Miners at Baotou mine what mines hold.",
    "Nothing to see here but naïve football fans and under_scores.",
    "Licences, quotas, tariffs: the taxes of trade.",
    "",
)


def search(store: Store, query: str, *, typing: bool = False) -> list[int]:
    return list(items.ids(store, compile_query(query, now=NOW, typing=typing)))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Forty items in two feeds, of every state, some tagged, some with a story."""
    path = tmp_path_factory.mktemp("archive") / "reewriter.db"
    with Store.open(path, now=lambda: NOW, create=True) as store:
        fill(store)
        yield store


def fill(store: Store) -> None:
    feeds.sync(
        store,
        [
            Feed(0, "https://a.example/feed", "Ledger", section="Policy", tags=("mines",)),
            Feed(0, "https://b.example/feed", "50%_Off", section="Markets"),
        ],
    )
    for number, feed in enumerate(feeds.listed(store)):
        batch = [
            replace(
                parsed(f"{number}/{n}", title=title or " ", text=text or " "),
                title=title,
                text=text,
                published=NOW - timedelta(hours=7 * n % 31, minutes=number),
                lang=("en", "de-AT", "")[n % 3],
            )
            for n, (title, text) in enumerate(
                (title, text) for title in TITLES for text in TEXTS[: 3 - number]
            )
        ]
        bring(store, feed, *batch)
    with store.write():
        for state, every in (("kept", 3), ("skipped", 5), ("later", 7), ("archived", 11)):
            store.execute("UPDATE item SET state = ? WHERE id % ? = 0", (state, every))
        store.execute("INSERT INTO item_tag SELECT id, 'Lead' FROM item WHERE id % 4 = 0")
        store.execute(
            "INSERT INTO story (id, item_id, critique) SELECT id, id, CASE id % 2 WHEN 0"
            " THEN 'Weak.' ELSE '' END FROM item WHERE state = 'kept'"
        )
        store.execute("INSERT INTO story (id) VALUES (900)")
        store.execute(
            "INSERT INTO source (story_id, item_id, captured_at)"
            " VALUES (3, 1, 'x'), (900, NULL, 'x')"
        )
        store.execute("INSERT INTO highlight (story_id, position) VALUES (3, 0), (900, 0)")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("magnet", {"One", "Two"}),  # the plural, too
        ("magnets", {"Two"}),
        ('"magnet"', {"One"}),
        ("magnet*", {"One", "Two", "Three"}),
        ("title:magnet", {"One"}),
        ("title:(one OR tungsten)", {"One"}),
        ("title: magnet", None),
        ("tax", {"Three"}),
        ('"earth oxide"', {"One"}),
        ("rare-earth", {"One"}),
        ("cafe", {"Two"}),
        ("CAFÉ", {"Two"}),
        ("magnet ~fridge", {"One"}),
        ("~magnet", {"Three", "Four"}),
        ("~(magnet OR tax)", {"Four"}),
        ("fridge OR tax", {"Two", "Three"}),
        ("magnet (fridge OR tax)", {"Two"}),
        ("magnet ~(fridge OR tax)", {"One"}),
        ("fridge OR score:>=4", {"Two", "Three", "Four"}),
        ("tax OR ~magnet*", {"Three", "Four"}),
        ("feed:ledg magnet", {"One", "Two"}),
        ("~feed:ledger", set()),
        ("feed:999", set()),
        ("feed:_", set()),
        ("section:POLICY tax", {"Three"}),
        ("tag:mines tax", {"Three"}),
        ("tag:LEAD", {"Four"}),
        ("has:tag", {"Four"}),
        ("~tag:lead tax", {"Three"}),
        ("lang:de", {"Two"}),
        ("lang:de-at", {"Two"}),
        ("lang:de-ch", set()),
        ("~lang:de tax", {"Three"}),
        ("score:=3 magnet", {"One", "Two"}),
        ("newer:1h older:today", set()),
        ("newer:today", {"One", "Two", "Three", "Four"}),
        ("older:2026-03-02", set()),
        ("state:skipped", {"Gone"}),
        ("state:any gone", {"Gone"}),
        ("~state:new", {"Gone", "Kept"}),
        ("state:kept state:skipped", {"Gone", "Kept"}),
        ("has:story", {"Kept"}),
        ("has:critique", {"Kept"}),
        ("has:highlight", set()),
        ("~has:highlight kept", {"Kept"}),
        ("has:story OR tax", {"Kept", "Three"}),
    ],
)
def test_a_query_finds_what_it_says(
    store: Store, feed: Feed, query: str, found: set[str] | None
) -> None:
    bring(
        store,
        feed,
        parsed("1", title="One", text="Rare earth oxide for a magnet."),
        replace(parsed("2", title="Two", text="Café: fridge magnets."), lang="de-AT"),
        parsed("3", title="Three", text="Magnetic taxes, and more."),
        parsed("4", title="Four", text="Nothing."),
        parsed("5", title="Gone", text="Gone."),
        parsed("6", title="Kept", text="Kept."),
    )
    with store.write():
        store.execute("UPDATE item SET state = 'skipped' WHERE id = 5")
        store.execute("UPDATE item SET state = 'kept' WHERE id = 6")
        store.execute("UPDATE feed SET tags = '[\"Mines\"]'")
        store.execute("UPDATE item SET title = 'One: a magnet' WHERE id = 1")
        store.execute("INSERT INTO item_fts (item_fts) VALUES ('rebuild')")
        store.execute("INSERT INTO item_tag (item_id, tag) VALUES (4, 'Lead')")
        store.execute("INSERT INTO story (id, item_id, critique) VALUES (1, 6, 'Thin.')")
    if found is None:
        with pytest.raises(UsageError):
            search(store, query)
        return
    titles = {row.title.split(":")[0] for row in items.rows(store, search(store, query))}
    assert titles == found


def test_the_word_being_typed_finds_what_begins_with_it(archive: Store) -> None:
    assert len(search(archive, "dyspros")) == 0
    assert len(search(archive, "dyspros", typing=True)) == len(search(archive, "dysprosium")) > 0


def test_days_begin_at_midnight_where_the_clock_is(store: Store, feed: Feed) -> None:
    bring(store, feed, parsed("1"))
    with store.write():
        store.execute("UPDATE item SET sort_at = '2026-03-01T23:30:00Z'")
    tokyo = NOW.astimezone(timezone(timedelta(hours=9)))
    assert list(items.ids(store, compile_query("newer:today", now=tokyo))) == [1]
    assert list(items.ids(store, compile_query("newer:today", now=NOW))) == []


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("hours", [-11, 11])
def test_the_ends_of_time_are_moments_too(store: Store, date: str, hours: int) -> None:
    there = datetime(2026, 3, 2, tzinfo=timezone(timedelta(hours=hours)))
    compiled = compile_query(f"newer:{date}", now=there)
    assert list(items.ids(store, compiled)) == []
    assert compile_query("older:999999999w", now=datetime(2026, 3, 2, tzinfo=UTC))


_COSTS = st.sampled_from([0.0, 0.02, 1.0, 1000.0])


_LEAVES = st.sampled_from(
    [
        *("magnet", "rare", '"rare earth"', "mine", "football", "title:magnet*", "café", "score"),
        *("mag*", "no", "5", "ta*", "naïve", '"port or"', "title:the", "us"),
        *("feed:led", "feed:2", 'feed:"50%_"', "section:markets", "tag:lead", "tag:mines"),
        *("state:kept", "state:new", "has:story", "has:critique", "has:highlight", "has:tag"),
        *("lang:de", "lang:en", "newer:9h", "older:20h", "newer:today", "score:>20", "score:<=20"),
    ]
)
_QUERIES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        inner.map(lambda one: f"~({one})"),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: f"({' OR '.join(some)})"),
    ),
    max_leaves=6,
)


@given(query=_QUERIES)
@settings(max_examples=100)
def test_a_negation_is_the_complement(archive: Store, query: str) -> None:
    yes = search(archive, f"({query}) state:any")
    no = search(archive, f"~({query}) state:any")
    assert sorted(yes + no) == list(range(1, 41))


@given(one=_QUERIES, other=_QUERIES)
@settings(max_examples=60)
def test_and_is_the_intersection_and_or_the_union(archive: Store, one: str, other: str) -> None:
    first = set(search(archive, f"({one}) state:any"))
    second = set(search(archive, f"({other}) state:any"))
    assert set(search(archive, f"({one}) ({other}) state:any")) == first & second
    assert set(search(archive, f"(({one}) OR ({other})) state:any")) == first | second


@given(
    query=st.one_of(
        _QUERIES,
        st.text(max_size=30),
        st.lists(
            st.sampled_from([*"ab:~()\"* {}^+-'\\,%_", "NEAR", "OR", "NOT", "title:", "\x00"])
        ).map("".join),
    ),
    typing=st.booleans(),
    sort=st.sampled_from(["", " sort:new", " sort:score", " sort:rank"]),
)
@settings(max_examples=100)
def test_any_text_runs_or_is_refused(archive: Store, query: str, typing: bool, sort: str) -> None:
    try:
        compiled = compile_query(query + sort, now=NOW, typing=typing)
    except UsageError:
        return
    everything = items.ids(archive, compiled)
    assert items.count(archive, compiled) == len(everything) == len(set(everything))
    assert set(lists.among(archive, compiled, first=5, last=9)) == {5, 6, 7, 8, 9} & set(everything)


_SMALL = st.sampled_from([1, 2, 50])


@given(
    query=_QUERIES,
    beside=st.sampled_from(
        ["", "mag* ", "~mag* ", "ma* football ", "title:ma* ~oxide mine ", "m* r* ", "feed:led m* "]
    ),
    typing=st.booleans(),
    sort=st.sampled_from(["new", "score"]),
    folded=st.booleans(),
    limit=st.integers(0, 12),
    tuned=st.fixed_dictionaries(
        {
            (newest, "PEEK"): _SMALL,
            (newest, "AT_FIRST"): _SMALL,
            (newest, "LISTED"): _SMALL,
            (newest, "_SETTLED_FIRST"): _SMALL,
            (newest, "_REDATED"): st.integers(0, 3),
            (newest, "_REDATED_BEFORE_GATHERING"): st.integers(0, 3),
            (newest, "_PASSED_AT_ONCE"): st.sampled_from([1, 7, 2000]),
            (costs, "_PASSED_OVER"): _COSTS,
            (newest, "_NEAR"): st.sampled_from([0, 10**6]),
            (blocks, "_MANY"): st.sampled_from([0, 64]),
            (costs, "AT_FIRST"): _SMALL,
            (costs, "_WALKED"): _COSTS,
            (costs, "_SAMPLED"): _SMALL,
            (costs, "_GATHERED"): _COSTS,
            (costs, "_GATHERED_OF_FEW"): _COSTS,
            (costs, "_HOPED"): _COSTS,
            (costs, "_TWICE"): _COSTS,
            (costs, "_FILTERED"): _COSTS,
            (costs, "_SETTLED"): _COSTS,
            (costs, "_ASKED"): _COSTS,
            (highest, "PEEK"): _SMALL,
            (vocabulary, "_MOST"): st.sampled_from([0, 1, 160]),
            (highest, "AT_FIRST"): _SMALL,
            (highest, "LISTED"): _SMALL,
            (fewest, "_FEW"): st.sampled_from([0, 3, 12, 2000]).map(
                lambda few: {"new": few, "score": few}
            ),
        }
    ),
    moved=st.lists(st.tuples(st.integers(1, 40), st.integers(-90, 90)), max_size=8),
)
@settings(max_examples=300)
def test_a_page_is_the_beginning_of_the_list(
    archive: Store,
    query: str,
    beside: str,
    typing: bool,
    sort: str,
    folded: bool,
    limit: int,
    tuned: dict[tuple[ModuleType, str], object],
    moved: list[tuple[int, int]],
) -> None:
    """Whatever is believed to cost least, and however items are dated out of order."""
    asked = f"state:any sort:{sort} {beside}{query}"
    compiled = compile_query(asked, now=NOW, typing=typing)
    before = archive.rows("SELECT id, sort_at, folded FROM item")
    with archive.write():
        for item_id, hours in moved:
            archive.execute(
                "UPDATE item SET sort_at = ?, folded = ? WHERE id = ?",
                (stamp(NOW + timedelta(hours=hours)), hours % 2, item_id),
            )
    try:
        whole = items.ids(archive, compiled, folded=folded)
        with pytest.MonkeyPatch.context() as patch:
            for (module, name), value in tuned.items():
                patch.setattr(module, name, value)
            page = items.ids(archive, compiled, folded=folded, limit=limit)
    finally:
        with archive.write():
            archive.execute_many("UPDATE item SET sort_at = ?2, folded = ?3 WHERE id = ?1", before)
    assert list(page) == list(whole[:limit])


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Three thousand items of nine feeds, of every state, in many blocks; some dated years off."""
    random_ = random.Random(7)
    words = [
        a + b for a in ("ba", "be", "do", "ma", "mi", "to") for b in ("", "b", "la", "m", "ti")
    ]
    weights = [1 / (rank + 2) for rank in range(len(words))]
    path = tmp_path_factory.mktemp("years") / "reewriter.db"
    with Store.open(path, now=lambda: NOW, create=True, durable=False) as store:
        feeds.sync(store, [Feed(0, f"https://{n}.example/feed", f"Feed {n}") for n in range(9)])
        for n, feed in enumerate(feeds.listed(store) * 10):
            batch = []
            for m in range(33):
                at = NOW - timedelta(minutes=60 * (90 - n) - random_.randrange(400) // 20 * 20)
                if random_.random() < 0.02:
                    at += timedelta(days=random_.randrange(-900, 900))
                title, text = (" ".join(random_.choices(words, weights, k=k)) for k in (2, 5))
                guid = f"{n}/{m}"
                batch.append(replace(parsed(guid, title=title, text=text), published=at))
            bring(store, feed, *batch)
        with store.write():
            for state, every in (("kept", 7), ("skipped", 11), ("later", 29), ("archived", 5)):
                store.execute("UPDATE item SET state = ? WHERE id % ? = 0", (state, every))
            store.execute("UPDATE item SET folded = 1 WHERE id % 13 = 0")
            store.execute("UPDATE item SET score = id * 7919 % 101 / 10.0")
            store.execute(
                "UPDATE item SET lang = CASE WHEN id % 97 = 0 THEN 'de' WHEN id % 89 = 0 THEN"
                " 'DE-at' WHEN id % 3 = 0 THEN '' WHEN id % 71 = 0 THEN 'den' ELSE 'en' END"
            )
            store.execute("INSERT INTO item_tag SELECT id, 'gold' FROM item WHERE id % 61 = 0")
            store.execute(
                "UPDATE feed SET section = 'Mining', tags = '[\"Ore\"]' WHERE id IN (3, 4)"
            )
            store.execute(
                "INSERT INTO item_group (id, lead_item_id)"
                " SELECT id, max(id - 40, 1) FROM item WHERE folded = 1"
            )
            store.execute("UPDATE item SET group_id = id WHERE folded = 1")
            store.execute(
                "INSERT INTO story (id, item_id) SELECT id, id FROM item WHERE id % 59 = 0"
            )
        yield store


_TYPED = st.sampled_from(
    [
        "b",
        "m",
        "ba",
        "mi",
        "tom",
        "dola",
        "z",
        "",
        "title:b",
        "m* b",
        "~m*",
        "mila ~b",
        "bala ",
        "do* ~m*",
    ]
)
_BEFORE = st.sampled_from(
    [
        *("", "ma ", "tom ", "bem dola ", '"ba ma" ', "title:mi ", "~ba ", "(tom OR dola) "),
        *("feed:3 ", "feed:example ", "feed:3 mi ", "newer:1d ", "older:1d tom ", "score:>8 ba "),
        *("state:any ", "state:kept ", "state:later mi ", "~state:new ba ", "lang:de "),
        *("~lang:de-at ", "~lang:en ma ", "lang:de-at ", "tag:gold ", "tag:ore ", "~tag:gold "),
        *("section:mining ", "section:mining tom ", "section:none ", "has:tag ", "has:story ma "),
        *("has:highlight ", "score:>9.9 ", "~score:>0.2 ", "~score:=1 ", "score:=1 ", "newer:9h "),
        *("older:2025-01-01 ", "~newer:2025-01-01 tom ", "~older:2026-03-03 ", "feed:nobody "),
        *("(tag:gold OR has:story) ", "(lang:de OR tom) ", "score:<0.1 (feed:3 OR tag:ore) "),
    ]
)


@given(
    before=_BEFORE,
    typed=_TYPED,
    sort=st.sampled_from(["", "sort:score ", "sort:new "]),
    folded=st.booleans(),
    few=st.sampled_from([0, 60, 2000]),
    limit=st.sampled_from([1, 5, 50, 400]),
    gathered=st.sampled_from([0, 1 / 45, 1]),
    settled=st.sampled_from([0, 1.3]),
    spelt=st.sampled_from([0, 2, 160]),
    redated=st.sampled_from([0, 3, 100]),
    first=st.sampled_from([1, 100]),
)
@settings(max_examples=200)
def test_a_page_of_years_is_the_beginning_of_the_list(
    years: Store,
    before: str,
    typed: str,
    sort: str,
    folded: bool,
    few: int,
    limit: int,
    gathered: float,
    settled: float,
    spelt: int,
    redated: int,
    first: int,
) -> None:
    compiled = compile_query(f"{sort}{before}{typed}", now=NOW, lines=folded)
    whole = items.ids(years, compiled, folded=folded)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fewest, "_FEW", {"new": few, "score": few})
        patch.setattr(costs, "_GATHERED", gathered)
        patch.setattr(costs, "_GATHERED_OF_FEW", gathered)
        patch.setattr(costs, "_SETTLED", settled)
        patch.setattr(costs, "_TWICE", settled)
        patch.setattr(vocabulary, "_MOST", spelt)
        patch.setattr(costs, "_PASSED_OVER", settled)
        patch.setattr(newest, "_PASSED_AT_ONCE", 300)
        patch.setattr(costs, "AT_FIRST", first)
        patch.setattr(newest, "AT_FIRST", first)
        patch.setattr(newest, "_SETTLED_FIRST", first)
        patch.setattr(newest, "_REDATED", redated)
        patch.setattr(newest, "_REDATED_BEFORE_GATHERING", redated)
        page = items.ids(years, compiled, folded=folded, limit=limit)
    assert list(page) == list(whole[:limit])
    if compiled.looks is not None or not (compiled.match or "MATCH" in compiled.where.sql):
        assert list(whole) == list(plainly(years, compiled, folded=folded))


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("limit", [1, 5, 50, 400])
@pytest.mark.parametrize("span", [7, 300])
@pytest.mark.parametrize(
    "query",
    ["~ba ", "~ba be", "~ba ~be mi", "~ma title:ba", "older:1d ~ma mi", "state:any ~ba ~m*"],
)
def test_what_holds_unwanted_words_is_passed(
    years: Store,
    monkeypatch: pytest.MonkeyPatch,
    query: str,
    span: int,
    limit: int,
    folded: bool,
) -> None:
    compiled = compile_query(query, now=NOW, lines=folded)
    for module, name, value in (
        (costs, "AT_FIRST", 1),
        (newest, "AT_FIRST", 1),
        (newest, "PEEK", 1),
        (costs, "_PASSED_OVER", 0),
        (costs, "_SETTLED", 0),
        (newest, "_PASSED_AT_ONCE", span),
        (fewest, "_FEW", {"new": 0, "score": 0}),
    ):
        monkeypatch.setattr(module, name, value)
    told: list[str] = []
    years._connection.set_trace_callback(told.append)
    page = items.ids(years, compiled, folded=folded, limit=limit)
    years._connection.set_trace_callback(None)
    assert list(page) == list(plainly(years, compiled, folded=folded))[:limit]
    assert limit == 1 or any("NOT IN (SELECT rowid" in sql for sql in told)


def plainly(store: Store, compiled: Compiled, *, folded: bool) -> Iterator[int]:
    """Yield a list by looking at every item there is."""
    states = ",".join(f"'{state}'" for state in compiled.states)
    key = "score" if compiled.sort == "score" else "sort_at"
    for item_id, title, text in store.rows(
        f"SELECT id, title, text FROM item WHERE state IN ({states}) AND ({compiled.fields.sql})"
        f"{' AND folded = 0' if folded else ''} ORDER BY {key} DESC, id DESC",
        compiled.fields.values,
    ):
        if compiled.looks is None or compiled.looks(title, text):
            yield item_id


def test_what_is_dated_anew_is_among_the_newest_whenever_it_came(
    store: Store, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(costs, "AT_FIRST", 1)
    monkeypatch.setattr(costs, "_WALKED", 0)
    monkeypatch.setattr(costs, "_ASKED", 0)
    monkeypatch.setattr(newest, "PEEK", 1)
    items_ = [
        parsed(str(n), text="Rare earth." if n % 2 else "A rare, rare earth.") for n in range(60)
    ]
    bring(store, feed, *items_)
    with store.write():
        store.execute("UPDATE item SET sort_at = printf('2026-03-01T00:%02d:00Z', id - 1)")
        store.execute("UPDATE item SET sort_at = '2026-03-02T00:00:00Z' WHERE id = 2")
    page = items.ids(store, compile_query('"rare earth"', now=NOW), limit=2)
    assert list(page) == [2, 60]
    with store.write():
        store.execute("UPDATE item SET lang = 'de' WHERE id IN (58, 60)")
    page = items.ids(store, compile_query('"rare earth" lang:de', now=NOW), limit=2)
    assert list(page) == [60, 58]


@given(query=_QUERIES, sort=st.sampled_from(["new", "score"]))
@settings(max_examples=60)
def test_a_list_is_in_its_order(archive: Store, query: str, sort: str) -> None:
    found = search(archive, f"{query} state:any sort:{sort}")
    rows = items.rows(archive, found)
    keys = [(row.published if sort == "new" else row.score, row.id) for row in rows]
    assert keys == sorted(keys, reverse=True)


def plans(store: Store, compiled: Compiled, **asked: object) -> list[str]:
    """Return what SQLite does for each statement of a list."""
    told: list[str] = []
    store._connection.set_trace_callback(told.append)
    try:
        items.ids(store, compiled, **asked)  # type: ignore[arg-type] # the same words
        items.count(store, compiled)
        lists.among(store, compiled, first=1)
    finally:
        store._connection.set_trace_callback(None)
    # FTS5 looks into its own tables in statements that say so.
    own = [sql for sql in told if not sql.startswith("--")]
    assert own
    return [row[3] for sql in own for row in store.rows(f"EXPLAIN QUERY PLAN {sql}")]


@pytest.mark.parametrize("limit", [None, 50])
@pytest.mark.parametrize("sort", ["new", "score", "rank"])
@pytest.mark.parametrize(
    "query",
    [
        *("", "magnet", "magnet*", '"rare earth"', "~magnet", "magnet ~football", "mine OR tax"),
        *("magnet OR feed:2", "feed:led magnet", "feed:led", "tag:lead", "section:policy magnet"),
        *("state:any", "state:any magnet", "~state:new", "has:critique", "has:highlight magnet"),
        *("newer:1d", "newer:1d magnet", "older:1d ~mine", "score:>3", "lang:de magnet"),
    ],
)
def test_no_query_scans_the_items(archive: Store, query: str, sort: str, limit: int | None) -> None:
    compiled = compile_query(f"{query} sort:{sort}", now=NOW)
    told = plans(archive, compiled, limit=limit)
    assert not [line for line in told if re.match(r"SCAN item(?!_fts VIRTUAL TABLE INDEX)", line)]
    # The table itself is read by id only, and only for the texts of a page.
    rows = [line for line in told if re.search(r"\bitem\b", line) and "COVERING" not in line]
    assert all("INTEGER PRIMARY KEY" in line for line in rows), rows


def test_a_common_word_is_found_by_looking_at_the_first_texts(store: Store, feed: Feed) -> None:
    bring(store, feed, *(parsed(str(n), text="The magnet again.") for n in range(300)))
    bring(store, feed, parsed("rare", text="One about tungsten."))
    with store.write():
        store.execute("INSERT INTO item_fts (item_fts) VALUES ('delete-all')")
    assert len(items.ids(store, compile_query("magn", now=NOW), limit=5)) == 5
    # Without a limit, and where a hundred texts do not hold it, the index is asked.
    assert len(items.ids(store, compile_query("magn", now=NOW))) == 0
    with store.write():
        store.execute("UPDATE item SET sort_at = '2020-01-01T00:00:00Z' WHERE guid = 'rare'")
    assert len(items.ids(store, compile_query("tungsten", now=NOW), limit=5)) == 0


@pytest.mark.parametrize("sort", ["new", "score"])
@pytest.mark.parametrize(
    "query", ["tungsten magn", 'title:lead "of tungsten" magn', "tungsten ~ta*"]
)
def test_a_half_typed_word_beside_a_rare_one_is_looked_for_in_its_texts(
    store: Store, feed: Feed, monkeypatch: pytest.MonkeyPatch, query: str, sort: str
) -> None:
    monkeypatch.setattr(costs, "_GATHERED", 1000)
    items_ = [parsed(str(n), title=f"No {n}", text="The magnet again.") for n in range(300)]
    items_[7] = parsed("7", title="Lead", text="A magnet of tungsten.")
    items_[9] = parsed("9", title="Lead", text="Tin of tungsten.")
    bring(store, feed, *items_)
    compiled = compile_query(f"sort:{sort} {query}", now=NOW)
    whole = items.ids(store, compiled)
    told: list[str] = []
    store._connection.set_trace_callback(told.append)
    try:
        page = items.ids(store, compiled, limit=5)
    finally:
        store._connection.set_trace_callback(None)
    assert list(page) == list(whole)
    assert whole
    assert not [sql for sql in told if "*'" in sql or '"*' in sql]


def test_words_of_a_page_are_looked_for_from_the_first_item_of_the_state_on(archive: Store) -> None:
    told = plans(archive, compile_query("magnet sort:rank", now=NOW), limit=5)
    assert any("SEARCH item USING COVERING INDEX item_by_state (state=?)" in one for one in told)
    assert any(re.fullmatch(r"SCAN item_fts VIRTUAL TABLE INDEX \d+:M2>", one) for one in told)


def test_best_fit_comes_first_by_rank(store: Store, feed: Feed) -> None:
    bring(
        store,
        feed,
        parsed("1", text="Once a magnet among many other words that say something else."),
        parsed("2", title="Magnet", text="Magnet, magnet, magnet."),
        parsed("3", text="Nothing."),
    )
    assert search(store, "magnet sort:rank") == [2, 1]
    assert search(store, "~magnet sort:rank") == [3]


def test_a_search_can_be_stopped_from_another_thread(store: Store) -> None:
    endless = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    )
    stopper = threading.Timer(0.05, store.interrupt)
    stopper.start()
    with pytest.raises(StoppedError):
        store.rows(endless)
    stopper.join()
    assert store.value("SELECT 1") == 1
