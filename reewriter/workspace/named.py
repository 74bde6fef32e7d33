"""The glossary's names as tags: which of them new items have, and what `tag:` finds by them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from reewriter.query import parse
from reewriter.query.tree import And, Node, Not, Or, Query, Tag, leaves
from reewriter.text.glossary import Entry, Glossary
from reewriter.workspace.glossary import names_of

__all__ = ["talked_of", "with_names"]

_FEWEST = 2
"""Titles that name a thing before it is a subject of these days."""
_NO_SUBJECT = "outlet"
"""Who reports is none."""

_SHORTEST = 4
"""Letters; the index knows no capitals, and would take "us" for the U.S. and "mp" for a company."""


def talked_of(titles: Sequence[str], root: Path, *, most: int, keep: str = "") -> list[str]:
    """Return the names of the beat that most of these titles have, and the one to `keep`."""
    glossary = names_of(root)
    found = Counter(name for title in titles for name in _named(title, glossary))
    names = [name for name, count in found.most_common(most) if count >= _FEWEST]
    kept = keep not in names and any(entry.name == keep for entry in glossary.entries)
    return [*names, keep] if kept else names


@lru_cache(4096)
def _named(title: str, glossary: Glossary) -> frozenset[str]:
    found = (entry for _, _, entry in glossary.found(title))
    return frozenset(entry.name for entry in found if entry.kind != _NO_SUBJECT)


def with_names(query: Query, root: Path) -> Query:
    """Let each tag that is a name of the glossary also find the texts with any of its names.

    So every item has the tags of the beat, new names of glossary.toml included, and no fetch pays
    for it: the names are looked up in the index when somebody asks.
    """
    if not any(isinstance(leaf, Tag) for leaf in leaves(query.root)):
        return query
    return replace(query, root=_grown(query.root, names_of(root)))


def _grown(node: Node | None, glossary: Glossary) -> Node | None:
    match node:
        case And(nodes):
            return And(tuple(_each(nodes, glossary)))
        case Or(nodes):
            return Or(tuple(_each(nodes, glossary)))
        case Not(inner):
            (grown,) = _each((inner,), glossary)
            return Not(grown)
        case Tag(name):
            words = tuple(_words(name, glossary))
            return Or((node, *words)) if words else node
    return node


def _each(nodes: tuple[Node, ...], glossary: Glossary) -> list[Node]:
    grown = (_grown(node, glossary) for node in nodes)
    return [node for node in grown if node is not None]


def _words(name: str, glossary: Glossary) -> list[Node]:
    """Return the names to look for, each as the phrase it is."""
    found: list[Node] = []
    for entry in glossary.entries:
        names = _names(entry)
        if name.casefold() in (one.casefold() for one in names):
            for one in names:
                phrase = one.replace('"', " ")
                root = parse(f'"{phrase}"').root if len(phrase) >= _SHORTEST else None
                if root is not None and root not in found:
                    found.append(root)
    return found


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.name, *entry.aliases, *entry.aliases_case_sensitive)
