"""Our dataclasses behave as those of `dataclasses`, which are the measure here."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from reewriter import values

Maker = Callable[[type], Any]


def _of_a_copy(make: Maker) -> Maker:
    """Make something of a copy: `dataclasses` takes the defaults out of the class it is given."""

    def made(cls: type) -> Any:
        kept = {k: v for k, v in vars(cls).items() if k not in ("__dict__", "__weakref__")}
        copied = type(cls.__name__, cls.__bases__, kept)
        copied.__qualname__ = cls.__qualname__
        return make(copied)

    return made


OURS = _of_a_copy(values.dataclass(frozen=True, slots=True))
THEIRS = _of_a_copy(dataclasses.dataclass(frozen=True, slots=True))
OURS_PLAIN = _of_a_copy(values.dataclass)
THEIRS_PLAIN = _of_a_copy(dataclasses.dataclass)


class Plain:
    """Two fields, one with a default."""

    name: str
    count: int = 3


class Lists:
    """Defaults that are made anew."""

    names: list[str] = field(default_factory=list)
    table: dict[str, int] = field(default_factory=dict)


class Hidden:
    """Fields that are not shown, not compared, not hashed."""

    name: str
    secret: str = field(default="s", repr=False)
    place: int = field(default=0, compare=False)
    loose: tuple[int, ...] = field(default=(), hash=False)


class Derived:
    """A field that is worked out, and one that is not for the caller."""

    name: str
    length: int = field(init=False, compare=False)
    kind: str = field(default="k", init=False)
    notes: list[str] = field(default_factory=list, init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", len(self.name))


class Own:
    """Methods of its own."""

    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.name.lower() == other.name.lower()

    def __hash__(self) -> int:
        return hash(self.name.lower())


class One:
    """A single field."""

    only: int


class Nothing:
    """No field at all."""


CALLS: list[tuple[type, tuple[Any, ...], dict[str, Any]]] = [
    (Plain, ("a",), {}),
    (Plain, ("a", 4), {}),
    (Plain, (), {"count": 1, "name": "b"}),
    (Plain, (), {}),
    (Plain, ("a", 1, 2), {}),
    (Plain, ("a",), {"name": "b"}),
    (Plain, ("a",), {"other": 1}),
    (Lists, (), {}),
    (Lists, (["x"],), {"table": {"y": 1}}),
    (Hidden, ("a", "b", 1, (2,)), {}),
    (Derived, ("abc",), {}),
    (Derived, ("abc", 3), {}),
    (Own, ("Ab",), {}),
    (One, (7,), {}),
    (Nothing, (), {}),
]


def told(make: Maker, cls: type, args: tuple[Any, ...], named: dict[str, Any]) -> object:
    """Return everything one can ask of a value, or the complaint."""
    made = make(cls)
    try:
        value = made(*args, **named)
    except TypeError as error:
        return str(error).replace("_init_of.<locals>.", "")
    twin = made(*args, **named)
    return {
        "repr": repr(value),
        "fields": {f.name: getattr(value, f.name) for f in dataclasses.fields(value)},
        "dict": dataclasses.asdict(value),
        "matched by": made.__match_args__,
        "equal": (value == twin, value == object(), value != twin),
        "hash": _hash(value),
        "slots": (getattr(made, "__slots__", None), hasattr(value, "__dict__")),
        "doc": made.__doc__,
        "name": (made.__name__, made.__qualname__, made.__module__),
        "copies": (copy.copy(value) == value, copy.deepcopy(value) == value),
        "replaced": repr(dataclasses.replace(value)),
    }


def _hash(value: object) -> object:
    try:
        return hash(value)
    except TypeError as error:
        return str(error)


@pytest.mark.parametrize(("cls", "args", "named"), CALLS)
def test_a_value_is_as_dataclasses_make_it(
    cls: type, args: tuple[Any, ...], named: dict[str, Any]
) -> None:
    assert told(OURS, cls, args, named) == told(THEIRS, cls, args, named)
    assert told(OURS_PLAIN, cls, args, named) == told(THEIRS_PLAIN, cls, args, named)


def test_what_differs_in_a_compared_field_only_is_another_value() -> None:
    made = OURS(Hidden)

    assert made("a") != made("b")
    assert made("a", place=1) == made("a", place=2)
    assert hash(made("a", loose=(1,))) == hash(made("a", loose=(2,)))
    assert OURS(One)(1) != OURS(One)(1)  # two classes, though of one name


@pytest.mark.parametrize("first", [True, False])
def test_nothing_can_be_set_or_deleted(first: bool) -> None:
    value = OURS(Plain)("a")

    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        value.name = "b"
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
        del value.name
    with pytest.raises(FrozenInstanceError):
        value.other = first
    assert value.name == "a"


def test_lists_are_not_shared() -> None:
    made = OURS(Lists)
    one, other = made(), made()
    one.names.append("x")

    assert other.names == []


def test_a_value_that_holds_itself_is_shown() -> None:
    value = OURS(Lists)()
    value.names.append(value)

    assert "..." in repr(value)


@values.dataclass(frozen=True, slots=True)
class Sent:
    """What another process gets."""

    name: str
    names: tuple[str, ...] = ()


def test_a_value_can_be_sent_to_another_process() -> None:
    value = Sent("a", ("b",))

    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own


def test_a_plain_one_can_be_changed() -> None:
    value = OURS_PLAIN(Plain)("a")
    value.name, value.other = "b", 1

    assert (value.name, value.other) == ("b", 1)


@pytest.mark.parametrize(("frozen", "slots"), [(True, False), (False, True)])
def test_other_kinds_are_left_to_dataclasses(frozen: bool, slots: bool) -> None:
    with pytest.raises(TypeError, match="what is frozen has slots"):
        values.dataclass(frozen=frozen, slots=slots)
