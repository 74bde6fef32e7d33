"""feeds.toml written by people, edited: the same as a TOML library makes of it, in fewer lines.

The library is tomlkit. It tells what the outcome must mean; docs/adr/0012 says why it does not
write the file itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from difflib import ndiff
from typing import Any

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.config import FeedSpec
from reewriter.config.edit import add_feeds, move_feed, remove_feed, set_paused

FILE = "feeds.toml"
NEW = "https://new.example/x"
COMMENTS = ("# about this one", "#", "  # tags = [1]", "# [[feeds]]", '# url = "x"', "# ünïcode")
HEADS = ("[[feeds]]", "[[ feeds ]]", "[[feeds]] # first", '[["feeds"]]', "  [[feeds]]")
URLS = (
    'url = "{}"', "url='{}' # the address", '  url   =  "{}"', '"url" = "{}"', "'url' = '{}'",
    'url = """{}"""',
)  # fmt: skip
REST = (
    ("title = 'T # 0'", 'title = """\nover [[feeds]]\n# two lines"""'),
    ('tags = ["x", "y"]', 'tags = [\n  "x", # [[feeds]]\n  # paused = true\n  "y",\n]'),
    ("paused = true", "paused=true # since May", "paused = false", '"paused" = false # no'),
    ("weight = 1.5",),
    ('section = "Policy"',),
)
OTHERS = (
    '[[sections]]\nname = "Policy"\n\n',
    '# -- the beat\n[keywords]\n"rare earth" = 5\n\n',
    '[views]\n"x.y" = "score:>3"\n',
)
NAMED = ('[publication]\nname = "N"  # ours\n\n', 'publication = {name = "N"} # in one line\n\n')


@st.composite
def feed(draw: st.DrawFn, number: int) -> str:
    lines = draw(st.lists(st.sampled_from(COMMENTS), max_size=2))
    lines += draw(st.sampled_from(((), ("",), ("# far above", ""))))
    body = [draw(st.sampled_from(URLS)).format(f"https://{number}.example/feed")]
    for choices in draw(st.lists(st.sampled_from(REST), unique=True, max_size=4)):
        body.append(draw(st.sampled_from(choices)))
    lines.append(draw(st.sampled_from(HEADS)))
    for line in draw(st.permutations(body)):
        lines += draw(st.sampled_from(((), (), ("",), ("# between",))))
        lines.append(line)
    return "\n".join([*lines, *draw(st.sampled_from(((), ("",), ("# below", ""))))]) + "\n"


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str]:
    """A file, and the address of one of its feeds."""
    count = draw(st.integers(1, 4))
    feeds = [draw(feed(number)) for number in range(count)]
    parts = [*feeds]
    for other in OTHERS:
        parts.insert(draw(st.integers(0, len(parts))), other)
    text = draw(st.sampled_from(NAMED)) + "".join(parts)
    text = draw(st.sampled_from((text, text.rstrip("\n"), text.replace("\n", "\r\n"))))
    mark = draw(st.sampled_from(("", "", "\ufeff")))
    return mark + text, f"https://{draw(st.integers(0, count - 1))}.example/feed"


def read(text: str) -> dict[str, Any]:
    """What a file says; a feed that is not paused may say so or not."""
    said = tomllib.loads(text)
    for one in said["feeds"]:
        if one.get("paused") is False:
            del one["paused"]
    return said


def by_library(text: str, change: Callable[[Any], None]) -> str:
    document = tomlkit.parse(text)
    change(document["feeds"])
    return tomlkit.dumps(document)


def place(feeds: Any, url: str) -> int:
    return [str(one["url"]) for one in feeds].index(url)


def _add(feeds: Any, url: str) -> None:
    del url
    table = tomlkit.table()
    table["url"] = NEW
    feeds.append(table)


def _remove(feeds: Any, url: str) -> None:
    del feeds[place(feeds, url)]


def _pause(feeds: Any, url: str) -> None:
    feeds[place(feeds, url)]["paused"] = True


def _resume(feeds: Any, url: str) -> None:
    feeds[place(feeds, url)].pop("paused", None)


def _move(feeds: Any, url: str) -> None:
    feeds[place(feeds, url)]["url"] = NEW


EDITS: dict[str, tuple[Callable[[str, str], str], Callable[[Any, str], None]]] = {
    "add": (lambda text, _: add_feeds(text, [FeedSpec(url=NEW)], file=FILE), _add),
    "remove": (lambda text, url: remove_feed(text, url, file=FILE), _remove),
    "pause": (lambda text, url: set_paused(text, url, True, file=FILE), _pause),
    "resume": (lambda text, url: set_paused(text, url, False, file=FILE), _resume),
    "move": (lambda text, url: move_feed(text, url, NEW, file=FILE), _move),
}


@pytest.mark.parametrize("name", EDITS)
@given(file=files())
@settings(max_examples=60, deadline=None)
def test_an_edit_means_what_a_library_makes_of_it(name: str, file: tuple[str, str]) -> None:
    text, url = file
    if name == "remove" and "1.example" not in text:
        text += '\n[[feeds]]\nurl = "https://last.example/feed"\n'
    text = text.replace("\r\n", "\n").replace("\n", "\r\n") if "\r" in text else text
    plain = text.removeprefix("\ufeff")
    ours, library = EDITS[name]
    edited = ours(text, url)

    said = read(plain)
    library(said["feeds"], url)
    assert read(edited) == said
    try:
        theirs = read(by_library(plain, lambda feeds: library(feeds, url)))
    except tomllib.TOMLDecodeError:
        pass  # the library put a table on the line of a comment: what it writes is not always TOML
    else:
        assert read(edited) == theirs

    gone, come = [], []
    for line in ndiff(plain.split("\n"), edited.split("\n")):
        if line.startswith("- "):
            gone.append(line[2:].strip())
        elif line.startswith("+ "):
            come.append(line[2:].strip())
    assert edited.count("\r\n") in (0, edited.count("\n")), "all lines end in the same way"
    if name == "add":
        assert not [line for line in gone if line]
    elif name == "remove":
        assert not [line for line in come if line]
    else:
        assert len([line for line in come if line]) <= 1
        assert len([line for line in gone if line]) <= 1
        kept = [line for line in gone if line.startswith("#")]
        assert not kept, "no comment goes with an edit"
