"""A pattern that is compiled late does what one does that is compiled at once."""

from __future__ import annotations

import copy
import re

import pytest

from reewriter.patterns import pattern


def test_everything_that_a_pattern_can_is_there() -> None:
    late, soon = pattern(r"(?P<a>x)(y)?", re.IGNORECASE), re.compile(r"(?P<a>x)(y)?", re.IGNORECASE)

    for text in ("", "x", "aXYb xy", "yyy"):
        assert late.sub("-", text) == soon.sub("-", text)
        assert late.findall(text) == soon.findall(text)
        assert late.split(text) == soon.split(text)
        assert [m.span() for m in late.finditer(text)] == [m.span() for m in soon.finditer(text)]
        assert bool(late.match(text)) is bool(soon.match(text))
        assert bool(late.fullmatch(text)) is bool(soon.fullmatch(text))
        assert bool(late.search(text, 1)) is bool(soon.search(text, 1))
    assert (late.pattern, late.flags, late.groups) == (soon.pattern, soon.flags, soon.groups)
    assert late.groupindex == soon.groupindex


def test_what_a_pattern_has_not_is_missed() -> None:
    with pytest.raises(AttributeError):
        pattern("x").nothing  # type: ignore[attr-defined] # noqa: B018 - that is the question


def test_nothing_is_compiled_before_it_is_used() -> None:
    wrong = pattern("(")

    assert copy.copy(wrong) is not None
    with pytest.raises(re.error):
        wrong.match("x")
