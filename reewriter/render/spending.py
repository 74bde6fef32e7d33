"""Bounds what one rendering may do: the steps it takes, and the characters it puts together.

Nothing else does: a loop that prints nothing would run for ever, and forty lines that each double
a text would fill any machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from itertools import islice
from typing import TypeVar

from jinja2.exceptions import TemplateRuntimeError
from jinja2.filters import do_join, do_replace, do_round
from jinja2.nodes import EvalContext
from jinja2.utils import pass_eval_context
from markupsafe import escape

__all__ = [
    "MOST_BUILT",
    "MOST_STEPS",
    "built",
    "counted",
    "gathered",
    "guarded",
    "printed",
    "spend",
    "turns",
]

T = TypeVar("T")

MOST_STEPS = 1_000_000
"""Turns of loops, calls and includes of one rendering; an issue of forty stories takes 3,000."""
MOST_BUILT = 40_000_000
"""Characters that one rendering puts together, each time anew that they are: ten times the largest
page. An issue of a hundred stories takes 250,000."""
_ATOM = 20
"""Characters of what is neither text nor made of parts."""
_ROOM = 8
"""Characters of a list or mapping as such."""
_FINEST = 15
"""Places behind the point: more than a number of a machine has."""


@dataclass(slots=True)
class _Left:
    steps: int
    built: int


_LEFT: ContextVar[_Left | None] = ContextVar("left", default=None)


@contextmanager
def counted() -> Iterator[None]:
    """Let what is rendered inside take so many steps and characters, and no more."""
    token = _LEFT.set(_Left(MOST_STEPS, MOST_BUILT))
    try:
        yield
    finally:
        _LEFT.reset(token)


def spend(steps: int) -> None:
    """Take these steps; raises TemplateRuntimeError where there are no more."""
    left = _LEFT.get()
    if left is not None:
        left.steps -= steps
        if left.steps < 0:
            raise TemplateRuntimeError(
                f"loops, macros and includes take more than {MOST_STEPS:,} steps"
            )


def turns(value: Iterable[object]) -> Iterable[object]:
    """Count what a loop will go through before it does; what has no length is gathered first."""
    if isinstance(value, Sized):
        spend(len(value) + 1)
        return value
    left = _LEFT.get()
    found = list(islice(value, left.steps + 1 if left is not None else MOST_STEPS))
    spend(len(found) + 1)
    return found


def built(value: T) -> T:
    """Return a value once what it takes to write it was counted, with all that is in it.

    Called before it is written or copied: what is too large must never come to be.
    """
    _characters(_weight(value))
    return value


def gathered(parts: Iterable[str]) -> str:
    """Put together what a macro or block has written."""
    found = []
    for part in parts:
        _characters(len(part))
        found.append(part)
    return "".join(found)


def printed(finalize: Callable[[object], object]) -> Callable[[object], object]:
    """Return what a template's every value goes through before it is printed, counting it."""

    def run(value: object) -> object:
        if isinstance(value, str):  # what is nearly always printed: said without a detour
            _characters(len(value))
        else:
            built(value)
        return finalize(value)

    return run


def guarded(name: str, filter_: Callable[..., object]) -> Callable[..., object]:
    """Return a filter whose result is counted; before it is made, where it could be of any size."""
    if name in _FREE:
        return filter_
    own, writes = _BOUNDED.get(name, filter_), name in _WRITES

    @wraps(own)
    def run(*args: object, **kwargs: object) -> object:
        if writes:
            # What is no text is written as one before anything else.
            for one in args:
                if isinstance(one, list | tuple | dict):
                    built(one)
        made = own(*args, **kwargs)
        if isinstance(made, (str, list)) and made is not args[-1]:
            _characters(len(made))
        return made

    return run


def _characters(number: int) -> None:
    left = _LEFT.get()
    if left is not None:
        left.built -= number
        if left.built < 0:
            raise TemplateRuntimeError(
                f"the template puts together more than {MOST_BUILT // 1_000_000} million characters"
            )


def _weight(value: object) -> int:
    """Count characters, and everything in lists and mappings, as far as there are any left."""
    if isinstance(value, str):
        return len(value)
    left = _LEFT.get()
    most = left.built if left is not None else MOST_BUILT
    found, open_ = 0, [value]
    while open_ and found <= most:
        one = open_.pop()
        if isinstance(one, str):
            found += len(one) + 1
        elif isinstance(one, Mapping):
            found += _ROOM
            open_ += (*one.keys(), *one.values())
        elif isinstance(one, list | tuple | set | frozenset):
            found += _ROOM
            open_ += one
        else:
            found += _ATOM
    return found


@pass_eval_context
def _replace(
    context: EvalContext, value: object, old: object, new: object, count: int | None = None
) -> str:
    text, sought = str(built(value)), str(built(old))
    # In HTML the text may be escaped first, and what is put into it.
    hits = max(text.count(sought), str(escape(text)).count(sought))
    if count is not None and count >= 0:
        hits = min(hits, count)
    _characters(hits * len(escape(str(built(new)))))
    return do_replace(context, value, old, new, count)  # type: ignore[arg-type]  # as templates have it


@pass_eval_context
def _join(
    context: EvalContext, value: Iterable[object], d: object = "", attribute: str | None = None
) -> str:
    pieces = list(turns(value))
    for one in pieces:
        built(one)
    _characters(len(pieces) * len(escape(str(built(d)))))
    joined: str = do_join(context, pieces, d, attribute)
    return joined


def _round(value: float, precision: int = 0, method: str = "common") -> float:
    if not -_FINEST <= precision <= _FINEST:
        raise TemplateRuntimeError(f"a number is rounded to {_FINEST} places at most")
    return do_round(value, precision, method)  # type: ignore[arg-type]  # Jinja looks at the word


_FREE = frozenset(
    {
        *("abs", "count", "d", "default", "first", "items", "last", "length", "map", "reject"),
        *("rejectattr", "select", "selectattr"),
    }
)
"""Filters that give what there is, or one after the other: nothing is built."""
_BOUNDED: dict[str, Callable[..., object]] = {"join": _join, "replace": _replace, "round": _round}
_WRITES = frozenset(
    {
        *("capitalize", "e", "escape", "int", "lower", "string", "title", "trim", "truncate"),
        *("upper", "wordcount", "yaml"),
    }
)
"""Filters that write what they are given as text, whatever it is."""
