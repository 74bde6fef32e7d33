"""The line of every key of a TOML document, whatever it looks like."""

from __future__ import annotations

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from reewriter.config.lines import KeyPath, _Scanner, locate
from reewriter.config.loading import check_text
from tests.workshop import CONFIG

DOCUMENT = """\
# a comment = "no key"
top = 1
[publication]
name = "A [b] # c"
"quoted key" = 'x = y'
dotted . inner."end" = true
address = \"\"\"
[not a table]
not = "a key"
Four quotes\"\"\"\"
days = [ # first
  "mon",

  "tue", # ]
]
plain = { a = 1, b = { c = "}" }, d = [
  1,
] }

[[publication.authors]]
name = "One"

[[publication.authors]]
name = '''
Two'''
[publication.authors.extra]
more = 1979-05-27 07:32:00

[[ feeds ]]
url = "u"
[[feeds]]
url = "v"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("publication",), 3),
        (("publication", "name"), 4),
        (("publication", "quoted key"), 5),
        (("publication", "dotted"), 6),
        (("publication", "dotted", "inner", "end"), 6),
        (("publication", "address"), 7),
        (("publication", "days"), 11),
        (("publication", "days", 0), 12),
        (("publication", "days", 1), 14),
        (("publication", "plain", "b", "c"), 16),
        (("publication", "plain", "d", 0), 17),
        (("publication", "authors"), 20),
        (("publication", "authors", 0), 20),
        (("publication", "authors", 0, "name"), 21),
        (("publication", "authors", 1, "name"), 24),
        (("publication", "authors", 1, "extra", "more"), 27),
        (("feeds", 0, "url"), 30),
        (("feeds", 1), 31),
        (("feeds", 1, "url"), 32),
    ],
)
def test_every_form_of_key_has_its_line(path: KeyPath, line: int) -> None:
    assert locate(DOCUMENT).table[path] == line


def test_what_is_not_written_has_the_line_of_what_is_around_it() -> None:
    lines = locate(DOCUMENT)

    assert lines.of("feeds", 1, "section") == 31
    assert lines.of("nowhere", "at all") == 1


def test_windows_line_ends_change_nothing() -> None:
    assert locate(DOCUMENT.replace("\n", "\r\n")).table == locate(DOCUMENT).table


def _paths(value: object, path: KeyPath = ()) -> list[KeyPath]:
    """Return the way to everything tomli found."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    found: list[KeyPath] = [path] if path else []
    for name, entry in inner:
        found += _paths(entry, (*path, name))
    return found


def test_nothing_tomli_finds_is_without_a_line() -> None:
    lines = locate(DOCUMENT)

    assert [path for path in _paths(tomli.loads(DOCUMENT)) if path not in lines.table] == []


Located = tuple[str, dict[KeyPath, int]]
"""A piece of TOML, and how many lines below its first each path inside it stands."""

SCALARS = st.sampled_from(
    [
        "1",
        "-2.5e3",
        "true",
        "1979-05-27 07:32:00",
        '"a # [b] = {"',
        "'c ] }'",
        r'"\" \\"',
        '""',
        "''",
        '"""x"""',
        "'''y'''",
        '"""\n[fake]\nkey = "1"\n"""',
        '"""a\n""b"""""',
        "'''\n[[fake]]\n'' '''",
    ]
)
NAMES = st.sampled_from(["a", "b-c", "d_1", '"e.f"', "'g ]'", '"h\\u00e9"', "7"])
GAPS = st.sampled_from(["", " ", "\n", " # ] } , = \n", "\n\n  "])


@st.composite
def arrays(draw: st.DrawFn, depth: int) -> Located:
    text = "["
    where: dict[KeyPath, int] = {}
    for place in range(draw(st.integers(0, 3))):
        text += draw(GAPS)
        inner, found = draw(values(depth - 1))
        below = text.count("\n")
        where[(place,)] = below
        where |= {(place, *path): below + line for path, line in found.items()}
        text += inner + draw(GAPS) + ","
    return text + draw(GAPS) + "]", where


@st.composite
def inline_tables(draw: st.DrawFn, depth: int) -> Located:
    pieces: list[str] = []
    where: dict[KeyPath, int] = {}
    for name in draw(st.lists(NAMES, max_size=3, unique=True)):
        inner, found = draw(values(depth - 1))
        below = sum(piece.count("\n") for piece in pieces)
        key = plain(name)
        where[(key,)] = below
        where |= {(key, *path): below + line for path, line in found.items()}
        pieces.append(f"{name} = {inner}")
    return "{ " + ", ".join(pieces) + " }", where


def values(depth: int) -> st.SearchStrategy[Located]:
    scalars = SCALARS.map(lambda text: (text, dict[KeyPath, int]()))
    if depth <= 0:
        return scalars
    return scalars | arrays(depth) | inline_tables(depth)


def plain(name: str) -> str:
    return next(iter(tomli.loads(f"{name} = 1")))


@st.composite
def documents(draw: st.DrawFn) -> Located:
    """Write tables and arrays of tables, noting by addition where each key ends up."""
    text = draw(GAPS).lstrip(" ")
    where: dict[KeyPath, int] = {}
    rows: dict[str, int] = {}
    for table in ["", *draw(st.lists(st.sampled_from(["t", "many", "many.sub"]), max_size=5))]:
        path: KeyPath = ()
        if table == "t" and table in rows:
            continue
        if table == "many.sub" and ("many" not in rows or f"sub{rows['many']}" in rows):
            continue
        if table:
            line = text.count("\n") + 1
            rows[table] = rows.get(table, -1) + 1
            path = {"t": ("t",), "many": ("many", rows.get("many", 0))}.get(table, ())
            if table == "many.sub":
                path = ("many", rows["many"], "sub")
                rows[f"sub{rows['many']}"] = 0
            text += f"[[{table}]]\n" if table == "many" else f"[ {table} ] # x\n"
            where[path] = line
        for name in draw(st.lists(NAMES, max_size=3, unique=True)):
            line = text.count("\n") + 1
            value, found = draw(values(2))
            key = (*path, plain(name))
            where[key] = line
            where |= {(*key, *inner): line + below for inner, below in found.items()}
            text += f"{name} = {value}\n" + draw(GAPS).lstrip(" ")
            text += "" if text.endswith("\n") else "\n"
    return text, where


@given(documents())
def test_any_document_is_located_as_it_was_written(document: Located) -> None:
    text, where = document
    found = locate(text).table

    assert set(_paths(tomli.loads(text))) <= set(found)
    assert {path: found.get(path) for path in where} == where


def test_a_table_on_several_lines_has_a_line_for_each_key() -> None:
    lines = locate("a = {\n  b = 1,  # one\n  c = [\n    2,\n  ],\n}\nd = 3\n")
    assert [lines.of(*path) for path in (("a", "b"), ("a", "c"), ("a", "c", 0), ("d",))] == [
        2,
        3,
        4,
        7,
    ]


def test_nothing_is_looked_for_before_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr(_Scanner, "document", lambda scanner: looked.append(scanner.text))
    config = check_text(CONFIG, "feeds.toml")
    assert config.feeds
    assert not looked
    config.lines.of("feeds", 0)
    assert looked == [CONFIG]
