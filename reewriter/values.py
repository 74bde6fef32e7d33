"""Dataclasses, made eight times as fast as `dataclasses` makes them. Knows none of them.

`dataclasses` writes and compiles six methods for each class. The desk has a hundred such classes
when it opens: a tenth of the time to its first picture (2026-11-30, Python 3.11). Here five of the
six are shared, and `__init__` is compiled when something of the class is first made. Everything
else is left to `dataclasses`; `tests/project/test_values.py` holds the two together.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_set = object.__setattr__

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False):
        """Make a class a dataclass: plain, or frozen and with slots, and no other."""
        if frozen is not slots:
            raise TypeError("what is frozen has slots here, and nothing else has")
        return _frozen if frozen else _plain(cls)


def _frozen(cls: type) -> Any:
    """Return the class anew, with slots, as one whose values can be compared and hashed."""
    made: Any = _with_fields(cls, slots=True)
    own = vars(made)
    _complete(made, _init_frozen)
    made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
    made.__getstate__, made.__setstate__ = _state, _take_state
    if own.get("__hash__") is None:
        fields = dataclasses.fields(made)
        hashed = [f.name for f in fields if (f.compare if f.hash is None else f.hash)]
        made.__hash__ = _hasher(_reader(hashed))
    return made


def _plain(cls: type) -> Any:
    """Return the class as one whose values can be compared and changed, but not hashed."""
    made: Any = _with_fields(cls, slots=False)
    _complete(made, _init_plain)
    if "__hash__" not in vars(made):
        made.__hash__ = None
    return made


def _with_fields(cls: type, *, slots: bool) -> Any:
    if not cls.__doc__:
        cls.__doc__ = cls.__name__  # or `dataclasses` takes its time to write a signature there
    return dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)


def _complete(made: Any, write: Callable[[str, str], str]) -> None:
    """Add what both kinds have; `write` tells how `__init__` sets an attribute."""
    own, fields = vars(made), dataclasses.fields(made)

    def first_init(self: Any, /, *args: Any, **named: Any) -> None:
        made.__init__ = _init_of(made, write)
        made.__init__(self, *args, **named)

    made.__init__ = first_init
    if "__repr__" not in own:
        made.__repr__ = _shower([f.name for f in fields if f.repr])
    if "__eq__" not in own:
        made.__eq__ = _comparer(_reader([f.name for f in fields if f.compare]))


Reader = Callable[[Any], tuple[object, ...]]


def _reader(names: list[str]) -> Reader:
    """Return what reads these attributes as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _comparer(read: Reader) -> Callable[[Any, object], object]:
    def equal(self: Any, other: object) -> object:
        if other.__class__ is self.__class__:
            return read(self) == read(other)
        return NotImplemented

    return equal


def _hasher(read: Reader) -> Callable[[Any], int]:
    return lambda self: hash(read(self))


def _shower(names: list[str]) -> Callable[[Any], str]:
    @recursive_repr()
    def show(self: Any) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({told})"

    return show


def _refuse_to_set(self: Any, name: str, value: object) -> None:
    del self, value
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    del self
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, f.name) for f in dataclasses.fields(self)]


def _take_state(self: Any, state: list[object]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        _set(self, each.name, value)


def _init_frozen(name: str, value: str) -> str:
    return f"_set(self, {name!r}, {value})"


def _init_plain(name: str, value: str) -> str:
    return f"self.{name} = {value}"


def _init_of(cls: Any, write: Callable[[str, str], str]) -> Callable[..., None]:
    """Write the `__init__` of a class, with defaults where `dataclasses` has them."""
    known: dict[str, Any] = {"_set": _set, "_absent": MISSING}
    taken: list[str] = []
    lines: list[str] = []
    for each in dataclasses.fields(cls):
        name = each.name
        value, parameter = name, name
        if each.default is not MISSING:
            known[f"_default_{name}"] = each.default
            parameter = f"{name}=_default_{name}"
            value = name if each.init else f"_default_{name}"
        elif each.default_factory is not MISSING:
            known[f"_make_{name}"] = each.default_factory
            parameter = f"{name}=_absent"
            value = f"_make_{name}()"
            if each.init:
                value += f" if {name} is _absent else {name}"
        elif not each.init:
            continue  # its `__post_init__` sets it
        if each.init:
            taken.append(parameter)
        lines.append(f" {write(name, value)}")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    source = [f"def __init__({', '.join(['self', *taken])}):", *(lines or [" pass"])]
    exec("\n".join(source), known)  # noqa: S102 - names of fields, as `dataclasses` has them compiled
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init
