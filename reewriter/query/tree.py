"""The query language as a tree of frozen values; knows no SQL, no clock and no store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from reewriter.model import ItemState
from reewriter.values import dataclass

__all__ = [
    "Age",
    "And",
    "FromFeed",
    "Has",
    "InSection",
    "Language",
    "Leaf",
    "Node",
    "Not",
    "Operator",
    "Or",
    "Query",
    "Score",
    "Sort",
    "State",
    "Tag",
    "Word",
    "leaves",
]

Sort = Literal["new", "score", "rank"]
"""`rank` is how well the words fit, best first."""

Operator = Literal[">", ">=", "<", "<=", "="]


@dataclass(frozen=True, slots=True)
class Word:
    """What must stand in title or text."""

    text: str
    """Its tokens with single blanks between them; never empty."""
    how: Literal["word", "start", "phrase"] = "word"
    """`word` finds the plural as well, `start` every word that begins so, `phrase` exactly this."""
    title: bool = False
    """Whether only the title counts."""


@dataclass(frozen=True, slots=True)
class State:
    """What the editor decided: one of these."""

    states: frozenset[ItemState]


@dataclass(frozen=True, slots=True)
class FromFeed:
    """The feed, by its number or by a part of its title or address."""

    name: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class InSection:
    """The section of the feed."""

    name: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the feed or of the item itself."""

    name: str


@dataclass(frozen=True, slots=True)
class Language:
    """The language: "de" is German of every country, "de-at" that of Austria."""

    code: str


@dataclass(frozen=True, slots=True)
class Score:
    """The item's score, compared."""

    operator: Operator
    points: float


@dataclass(frozen=True, slots=True)
class Age:
    """The item's time: newer than, or not newer than, a moment."""

    newer: bool
    ago: timedelta | None = None
    days_back: int | None = None
    """0 is the midnight before now, 1 the one before that."""
    since: date | None = None
    """The midnight at which that day begins."""


@dataclass(frozen=True, slots=True)
class Has:
    """What hangs on the item."""

    what: Literal["story", "critique", "highlight", "tag"]


Leaf = Word | State | FromFeed | InSection | Tag | Language | Score | Age | Has


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but this."""

    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """What all of these find; at least two."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What any of these finds; at least two."""

    nodes: tuple[Node, ...]


Node = Leaf | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A whole query: what it finds, and in which order."""

    root: Node | None = None
    """None finds everything."""
    sort: Sort | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words it looks for, as a list may highlight them: without those it excludes."""
        found = leaves(self.root, excluded=False)
        return tuple(dict.fromkeys(leaf.text for leaf in found if isinstance(leaf, Word)))

    def within(self, outer: Query) -> Query:
        """Return what this finds among what the other finds, in this one's order if it has one."""
        roots = [query.root for query in (outer, self) if query.root is not None]
        parts = tuple(
            n for root in roots for n in (root.nodes if isinstance(root, And) else [root])
        )
        root = And(parts) if len(parts) > 1 else next(iter(parts), None)
        return Query(root, self.sort or outer.sort)

    @property
    def names_states(self) -> bool:
        """Whether it says which states it wants; one that does not is about new items.

        Asking for a story says so, too: a new item has none.
        """
        return any(isinstance(leaf, State | Has) for leaf in leaves(self.root))


def leaves(node: Node | None, *, excluded: bool = True) -> Iterator[Leaf]:
    """Yield the leaves in their order; without the excluded ones, only what must be there."""
    match node:
        case None:
            return
        case And(nodes) | Or(nodes):
            for inner in nodes:
                yield from leaves(inner, excluded=excluded)
        case Not(inner):
            if excluded:
                yield from leaves(inner)
        case _:
            yield node
