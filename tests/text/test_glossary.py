"""What a text names is found under all its names, and nothing else; editors change the list."""

from __future__ import annotations

import json
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.errors import ConfigError
from reewriter.text import find_tags
from reewriter.text.glossary import Entry, Glossary, read_glossary, shipped_glossary

DATA = Path(__file__).parent.parent / "data" / "tags" / "labelled.txt"


def _labelled() -> list[tuple[str, list[str]]]:
    lines = DATA.read_text(encoding="utf-8").splitlines()[1:]
    found: list[tuple[str, list[str]]] = []
    text = ""
    for line in lines:
        words, arrow, names = f"{text}{line}".partition(" =>")
        text = "" if arrow else f"{words}\n"
        if arrow:
            found.append((words, [name.strip() for name in names.split(";") if name.strip()]))
    return found


@pytest.mark.parametrize(("text", "names"), _labelled())
def test_what_a_sentence_names_is_found(text: str, names: list[str]) -> None:
    assert [tag.name for tag in find_tags(text)] == names


def test_every_mention_has_its_place() -> None:
    text = "China’s curbs hit Lynas; Beijing denies it, Lynas Rare Earths does not."

    places = {tag.name: [text[start:end] for start, end in tag.spans] for tag in find_tags(text)}

    assert places == {
        "China": ["China", "Beijing"],
        "Lynas Rare Earths": ["Lynas", "Lynas Rare Earths"],
    }


def test_of_names_that_overlap_the_longest_wins_wherever_it_begins() -> None:
    glossary = Glossary((Entry("rare earth"), Entry("Earth Metals of Narva")))

    tags = find_tags("A rare Earth Metals of Narva meeting, on rare earth.", glossary)

    assert [tag.name for tag in tags] == ["Earth Metals of Narva", "rare earth"]


def test_an_editor_adds_changes_and_takes_away() -> None:
    own = read_glossary(
        '[[entries]]\nname = "Narva Works"\nkind = "company"\naliases = ["the Works"]\n'
        '[[entries]]\nname = "lynas rare earths"\naliases_case_sensitive = ["LYC"]\n'
        '[[entries]]\nname = "Tesla"\ndrop = true\n'
    )

    glossary = shipped_glossary().changed(own)

    tags = find_tags("Tesla asked LYC, Lynas and the works at Narva.", glossary)
    assert [(tag.name, tag.kind) for tag in tags] == [
        ("lynas rare earths", "term"),
        ("Narva Works", "company"),
        ("Estonia", "place"),
    ]


def test_a_glossary_may_be_given_as_its_file_holds_it() -> None:
    held = json.loads('{"entries": [{"name": "kiln", "aliases": ["oven"], "kind": "thing"}]}')

    assert [tag.name for tag in find_tags("An Oven.", held)] == ["kiln"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[entries]]\nkind = 'company'", "entry 1: there is no name"),
        ("[[entries]]\nname = 'A'\nalias = ['B']", "unknown key “alias”"),
        ("[[entries]]\nname = 'A'\naliases = 'B'", "aliases is no list of names"),
        ("[[entries]]\nname = 'A'\ndrop = 'yes'", "drop is neither true nor false"),
        ("entries = 3", "`entries` is no list"),
        ("[[entries", "glossary.toml"),
    ],
)
def test_a_mistake_is_named(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read_glossary(text)
    assert said in str(raised.value)


def test_the_shipped_glossary_is_whole() -> None:
    entries = shipped_glossary().entries
    kinds = Counter(entry.kind for entry in entries)

    assert len(entries) >= 200
    assert kinds["element-light"] + kinds["element-heavy"] == 17
    assert max(Counter(entry.name.casefold() for entry in entries).values()) == 1


@given(st.text("Lynas earth-’ .\nrĲİUS", max_size=60))
@settings(max_examples=100)
def test_places_lie_in_the_text_and_never_overlap(text: str) -> None:
    spans = sorted(span for tag in find_tags(text) for span in tag.spans)

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_an_article_takes_no_time() -> None:
    text = " ".join(text for text, _ in _labelled()) * 5
    find_tags(text)
    taken = []
    for _ in range(5):
        started = time.process_time()
        find_tags(text)
        taken.append(time.process_time() - started)

    assert len(text) > 10_000
    assert min(taken) < 0.1


def test_a_list_of_entries_is_a_glossary_too() -> None:
    (tag,) = find_tags("At the Works nobody works.", [{"name": "Narva", "aliases": ["the Works"]}])

    assert (tag.name, tag.spans) == ("Narva", ((3, 12),))
